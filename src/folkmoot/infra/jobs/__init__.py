"""Background work in the central database: lease, heartbeat, attempts, and a parked state for what keeps failing.

A job's arguments are ids and other values that say nothing about a person. Work runs at least once; make it
idempotent, or let the outbox record its effect.
"""
