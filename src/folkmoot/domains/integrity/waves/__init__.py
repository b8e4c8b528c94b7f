"""Rules against a wave of spam: made within a minute, acting everywhere within seconds, gone after 24 hours.

A wave rule asks for behaviour and for the very words and hosts of one wave. It holds or reduces, it never removes; each
start, renewal and end is in the public log.
"""
