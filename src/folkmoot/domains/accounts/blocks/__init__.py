"""Who cannot sign up, or must wait for a moderator: by e-mail domain, network address, e-mail address and name.

An e-mail address lies here as a keyed hash only. A range of network addresses is what an operator typed; a narrow
one, which may be one person's, ends by itself.
"""
