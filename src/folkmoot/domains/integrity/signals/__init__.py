"""What can be measured about a subject, by detectors behind one small interface.

A *detector* looks at subjects and gives *signals*: a name, a number from 0 to 1, and what a moderator may read about
it. Inline detectors run whenever a subject is screened, on the facts that the caller passed, and query nothing.
Deferred ones run in a job after something was published, changed or uploaded; what they found is stored
(`models.StoredSignal`) and leads to screening again.

Invariants
- A signal is a number, never a verdict: only the policy's clauses say what follows.
- No detector looks at accounts. Nothing labels a person automatically.
- A stored signal holds numbers and names of lists, never anybody's words.
"""
