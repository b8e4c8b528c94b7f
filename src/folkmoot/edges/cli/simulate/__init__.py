"""A model of reading on a graph of people, to see what the rules of reach do: no site, no database.

The rules are those of the site, called and not copied: the policy's clauses, the terms, draw and spacing of Ranked, the
heat of trends, and how a reduced post stands on each surface. Invented is how people read; docs/reach.md says how.
"""
