"""Groups: people who share a feed of their own, with a door that they choose.

Words: a group is *open* (anybody of this community joins), *by request* (they ask, and an owner or moderator answers)
or *hidden* (only who is invited knows of it); *closed* is whatever is not open. A *member* has a *role*: owner,
moderator or member. Who has *asked* waits for an answer, who is *invited* has one to give.

Invariants: a group is an account of kind GROUP, which nobody signs in or acts as; every group has an owner, and one
without members is closed; what was written behind a closed door is for those whom somebody let in, never for whoever
came in later through an open one (`Membership.reads_after`); outsiders find a hidden group by no address, and its name
stays taken.
"""
