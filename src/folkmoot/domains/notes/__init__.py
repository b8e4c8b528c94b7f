"""Context that members add to a post, rated by members; shown where people who usually disagree find it helpful.

Words: a *note* is a short text with sources about a public post; a *rating* says how helpful somebody finds it; a rater
*qualifies* when their ratings count; a note is *open* while it is neither withdrawn nor erased; it is *shown* under the
post, or needs more ratings, or is not shown, and its *rule* says why.

Invariants: nobody rates a note of their own or on a post of their own; ratings of whoever has just joined, of whoever
has not yet rated notes as it then turned out, and of accounts that are removed or held, count for nothing; a note is no
treatment: it changes neither the reach of the post nor anything about its author; who wrote or rated a note is known to
moderators alone.
"""
