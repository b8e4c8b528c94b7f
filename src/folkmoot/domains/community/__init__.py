"""The community as a whole: its settings, the pages that an operator writes.

Words: *settings* are what operators decide in the console (name, who may join, who answers for the community);
a *site page* is one of terms, privacy, imprint and about.

Invariant: there is one row of settings.
"""
