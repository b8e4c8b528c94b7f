"""Evidence: what a subject said when it came before people, kept under a key of its case.

It is read where the original is gone or does not open, and each opening of what was not public is on record. It ends
with its key: 180 days after the case closed, later only while an appeal is open, earlier where its author was erased.
"""
