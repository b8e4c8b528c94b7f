"""The live log: what the outbox published, in the order in which it was committed, for those who listen now.

The dispatcher copies the events that are carried here, in the transaction in which it takes them out of the outbox.
Each gets the next number while the row with the last number is locked, so whoever sees a number has every lower one
before them: a reader that remembers one number misses nothing, on PostgreSQL as on SQLite.
"""
