"""What people do together at a time and a place, and who comes.

Words: an *event* has an *organiser* (a person, or a page or organisation that a person looks after); it is *announced*
by a post of the organiser, and whoever may read that post may know the event; people *answer* that they go, may go, or
do not go.

Invariants: an event begins and ends at moments in UTC, and its IANA zone says which clock on the wall they are told by;
what is decided about the post acts on the event; the words of an event whose post lies in the vault lie there too;
a cancelled event stays cancelled.
"""
