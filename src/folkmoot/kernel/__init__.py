"""What every layer may use: ids, the clock, references to subjects, who is asking, errors, pages of results.

Pure: no Django, no input or output. Nothing here knows a domain.
"""
