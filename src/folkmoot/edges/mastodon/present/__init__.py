"""From the types of the domains to the entities of the wire. The functions that build one entity are pure; those that
take a viewer load what they need for all of them in a constant number of queries.
"""
