"""Finding people, public posts and tags by what somebody types.

Words: a search is *exact* when it names one account (`@ben`) or is the address of a page of this site; then it finds
that and nothing else. A *candidate* is one of the newest posts with the words.

Invariants: a post that is not public is never found; by its words a post is found only where its author wants that
(`indexable`) or is the one who looks; what was reduced stands behind the others in proportion to its factor.
"""
