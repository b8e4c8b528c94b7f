"""The public log: append-only, hashed as RFC 6962 says, with signed tree heads.

`append` happens in the transaction of the decision that it records; a sequencer orders the entries and signs the
heads. `transparency` only serves what lies here.
"""
