"""Who did what to which subject, when: one row for each command, in its transaction. Ids only."""
