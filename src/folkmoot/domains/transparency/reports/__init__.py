"""A report for each quarter: the numbers that the Santa Clara Principles ask for, for everybody and openly licensed.

A decision counts in the quarter in which it was made, for good: its row never changes. What is added later (undoings,
appeals) is told apart: within the quarter, or since. So a report of a finished quarter says the same tomorrow, and its
line "undone since" may grow. One dimension is told at a time, and never two crossed, so that a number of one names
nobody; every decision stands in the public log without a name anyway. Numbers under five are marked: too few to draw
conclusions from.
"""
