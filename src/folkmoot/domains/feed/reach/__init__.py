"""How often each post was shown, and how often a reduction kept it from a reader: counts, and nothing else.

Who read what is never stored: a row knows a post, a surface and two numbers. So that a reload counts once, a process
remembers for some minutes, in memory only, hashes of what it has just counted.
"""
