"""How far the import of each file has come, so that a killed one goes on and none happens twice.

A run belongs to the content of a file (`key`), not to its name. It moves forward in the same transaction as the batch
that it counts.
"""
