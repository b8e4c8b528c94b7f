"""Copies of what a site keeps, and the way back from them.

Words: a *backup* is a folder with a copy of the central database, of each vault and of the media, a manifest, and the
sums of all files; the *key backup* is a file of its own beside it, which is kept for 30 days only, so that an erased
key is gone from backups, too. The operator key is in neither.
"""
