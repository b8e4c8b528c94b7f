"""What people publish: posts, articles, replies, boosts, quotes, and what others do with them.

Words: a *boost* is a post without text that carries another on; a *quote* is a post with text that shows another; a
*thread* is a first post with all that replies to it; *points* are up votes minus down votes.

Invariants: the text of a post that is not public or unlisted lies in the vault only; a deleted post leaves a gap in
its thread that says why; nothing here knows whether a post is removed: that is `integrity`'s table, asked on reading.
"""
