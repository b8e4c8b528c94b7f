"""What is reported in a group stands with the group's owners and moderators first, then with the community's.

A case is `with the group` alone until `group_until`, and with both from then on; what is dangerous is with both at
once. Whoever decides for a group judges the place of a post in the group, never the post or its author: their decision
is made by `rulings.make` like every other, gives no strike, and is appealed to the community's moderators.
"""
