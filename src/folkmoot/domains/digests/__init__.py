"""Mail about what somebody has missed, once a day or once a week, for those who asked for it.

Words: a *digest* is one such mail; a *subscription* says how often somebody wants it; it is *due* in the morning of the
person's own time zone; it tells what happened since the last one.

Invariants: nobody gets one unasked; of a post that is not public no word leaves the vault; what is not shown to the
person in Ranked is not in their mail; one link in each mail ends it, without signing in.
"""
