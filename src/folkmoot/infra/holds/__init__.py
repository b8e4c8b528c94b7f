"""Holds: a process that needs others to leave something alone says so in the central database, for a time.

Who holds may die: a hold ends by itself. While a backup copies one store after the other, it holds the sweepers off.
"""
