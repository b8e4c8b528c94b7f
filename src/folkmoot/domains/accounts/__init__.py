"""Who is here: accounts (local and remote), how people sign in, what they say about themselves.

Words: an *account* is a person, a page, an organisation, a group or a service; a *login* is how a person signs in; a
*manager* is a person who may act as a page or an organisation.

Invariants: an e-mail address lies in the vault, centrally there is only its keyed hash; a local name belongs to one
account for ever, also after its erasure; only active logins sign in.
"""
