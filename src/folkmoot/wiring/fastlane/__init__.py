"""The fast lane: the hottest readings of the client API and the first page, answered in front of Django.

It is the one place where SQL joins the tables of several domains, from the columns that each declares. It decides
nothing by itself: what a post looks like to a reader is asked of the same functions as everywhere else, and kept as
encoded JSON or HTML ("copy") for all readers who stand to the post in the same way. What is kept holds until the
database tells of a change; what stands around the posts of the first page may be five minutes old where others act on
it. Whatever is unusual goes on to Django.
"""
