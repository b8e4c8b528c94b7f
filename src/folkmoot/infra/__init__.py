"""What the domains stand on and none of them is: settings, writes, outbox, jobs, public log, audit, crypto, limits.

Nothing here knows a domain.
"""
