"""The client API: what Mastodon's clients (4.x) call, on top of Folkmoot's own domains.

`wire/` says what every answer looks like, `present/` makes it from the types of the domains, `incoming.py` reads what
clients send, `routing.py` says what an endpoint declares, `dispatch.py` runs one, `endpoints/` holds them all.
What Folkmoot adds stands in the field `folkmoot` of a status and under `/api/folkmoot/v1`.
"""
