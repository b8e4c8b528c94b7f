"""Which rows have changed, told by the database itself: for whoever keeps in memory what rows say.

Triggers write a line for each change of a row that somebody keeps, in the transaction that changes it. So no way of
writing can forget to tell, and nothing is told that was rolled back.
"""
