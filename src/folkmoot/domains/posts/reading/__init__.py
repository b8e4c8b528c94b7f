"""How posts are read: which ids -> everything about them, in bulk -> rules, pure -> views.

The number of queries does not depend on the number of posts.
"""
