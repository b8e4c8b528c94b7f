"""Who follows whom, and whom people keep at a distance: follows, blocks, mutes, lists, filters, followed tags.

Words: *friends* are two accounts that follow each other; a *request* is a follow that a locked account has not
accepted yet; a *list* is a private selection of accounts one follows; a *filter* hides or collapses posts by words.

Invariants: nobody follows oneself; a block ends follows in both directions; blocks, mutes, lists and filters are known
to their owner only.
"""
