"""Lists of posts: each finds ids, and leaves the rest to `reading`."""
