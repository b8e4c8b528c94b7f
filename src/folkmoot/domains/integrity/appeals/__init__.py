"""Appeals: what the account concerned says against a decision, the dialogue about it, and its outcome.

One appeal for each decision, within 180 days, decided by somebody who was not involved, within 7 days.
"""
