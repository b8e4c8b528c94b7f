"""Files that people uploaded: on the local disk, in `media/aa/bb/` of the data folder, under random keys.

A key says what kind of file it is and nothing about whose. A file is complete or not there.
"""
