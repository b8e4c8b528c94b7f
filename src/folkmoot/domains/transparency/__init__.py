"""What the community shows of its own power: the public log with its proofs, demands by states, statements, reports.

Words: a *demand* is what a state asks for; it is *sealed* while a law forbids to tell of it, and *opened* afterwards. A
*statement* is a decision in the schema of the EU's transparency database. A *report* is about a quarter of a year.
Invariants: nothing here holds a person's data but the subjects of demands, which go with the person; whatever is
registered or changed is an entry in the public log in the same transaction; a sealed entry is opened with exactly the
words that it was sealed over.
"""
