"""Taking everything of one's own out, and bringing it in from elsewhere.

Words: an *archive* is what the site makes for somebody to take away; an *arrival* is a file that somebody brings, with
how far it has been taken in. Both lie encrypted under keys in the vault, and for a few days only. An *item* is one post
of an arrival. Nothing that comes in is for more readers than it was where it comes from, and nobody is told of it.
"""
