"""The verbs of posts, one file each."""
