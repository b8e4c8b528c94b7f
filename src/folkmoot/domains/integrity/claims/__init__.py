"""Published fact-checks (schema.org ClaimReview), matched to posts and proposed to a moderator.

A *feed* is an address or a file with fact-checks. Those that found something false or misleading are compared with
public posts; a post that says nearly the same goes before a moderator, with the fact-check's link. Nothing follows
from a match alone: no treatment, no label, no strike, and the author hears nothing.
"""
