"""Pictures, videos and sounds that people add to posts, and the pictures of their profiles.

Words: an *original* is what a click shows, and what was uploaded only in the case of videos and sounds; a
*small* picture stands in the feed; *attached* is what belongs to a post; the *focus* is the point that stays
in sight when a picture is cropped, from -1 to 1 with 0 in the middle.

Invariants: the file is on the disk before its row is; a picture is made anew from its pixels, so nothing of
what the camera wrote stays; a file that belongs to no public post opens only by a signed address with an end;
the description of what belongs to a non-public post is not here but in the vault, with the text of that post;
what is attached to nothing is gone after a day unless somebody asked to keep it.
"""
