"""The scoring of notes: numbers in, numbers out. Neither Django nor the clock is known here.

It follows the core model of Community Notes as published (twitter/communitynotes@273c895, `MFCoreScorer`), on which
docs/adr/0019 says what is left out. `tests/domains/notes/test_published.py` compares it with the published output.
"""
