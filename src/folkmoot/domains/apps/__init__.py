"""Apps that people use to reach the community, and what each of them may do (OAuth 2, RFC 6749 with PKCE).

Words: an *app* registered itself and has a client id and a secret; a *grant* is a person's consent, carried by an
authorisation code for ten minutes; a *token* is what an app shows with each call; a *scope* names what it may do;
a *marker* is how far a person has read, for all of their apps.

Invariants: secrets, codes and tokens are stored as hashes only; a code works once, and its replay ends the token it
gave; a token never does more than its scopes, nor more than the person may.
"""
