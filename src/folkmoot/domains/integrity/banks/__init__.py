"""Hash banks: what is known material, as hashes; whether something matches; how banks are filled and exchanged.

A bank holds hashes, never the material. What it says is a signal: a clause asks `"NAME" in hash_banks`, and the default
policy only holds such a post until a person has decided.
"""
