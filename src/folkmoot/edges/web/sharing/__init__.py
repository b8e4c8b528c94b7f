"""What other sites, feed readers and crawlers get: previews, embedded posts, feeds, and what they may not fetch.

Everything here is for a visitor: who happens to be signed in changes nothing. Only public posts without a gap enter;
of a post with a warning the warning stands for the text, and sensitive pictures stay out.
"""
