"""The outbox: facts that a domain publishes in the transaction that made them true.

An event holds ids only. The dispatcher makes one job for each (event, subscriber); a subscriber's effect and the note
that it happened are one transaction, so each event has its effect exactly once.
"""
