"""Bringing a community's people and posts along, from files of any size.

A file of posts is read three times and never kept: for its fingerprint (`files`), to look through it (`survey`: the
times, the authors, what answers what), and to import it a batch at a time. What cannot be used goes into a file of
rejects. Only the modules that the commands import before Django is set up are free of domains.
"""
