"""The entities of the Mastodon API as msgspec structs: ids are strings, times are UTC with milliseconds."""
