"""What stands in somebody's home, in which order, and why.

Words: *Latest* is chronological and complete; *Ranked* orders candidates by score; an *entry* is a post put into a
reader's home when it was published (fan-out on write); to *pull* is to find a home's posts when it is read; a *term*
is one stated reason for a score.

Invariant: whether a post was fanned out or is pulled, a reader sees the same, at once. Entries are a shortcut and can
be thrown away at any time.
"""
