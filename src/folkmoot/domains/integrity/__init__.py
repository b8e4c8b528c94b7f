"""What the community's rules say about a subject, and who decided it: facts, policy, reports, cases, decisions.

Words: a *fact* is what is known about a subject; a *clause* of the *policy* says which facts call for which
*treatment*; a *report* opens or joins the *case* of a subject; a *decision* owns the effects that it has.

Invariants
- The table of effects is the only authority on what is treated how. No other domain keeps a copy.
- A decision and its entry in the public log are made in one transaction, by one function.
- Undoing a decision ends its own effects and no others.
- Being false or offensive removes nothing and is no strike: the policy's validator refuses a clause that says so.
- Integrity sits below what it judges: callers pass facts, or register a provider of them.
"""
