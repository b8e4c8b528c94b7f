"""The command line `folkmoot`: how an operator starts, fills, checks and mends a site.

One file a command in `commands`; `supervisor` keeps the processes of a running site alive; `doctor` holds the checks.
A command that cannot go on raises `output.Stop` with one clear line.
"""
