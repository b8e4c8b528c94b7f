"""Every limit of a site in one table: what, how much, for whom, by which setting, and what happens at it.

The numbers are those that act: each row takes its own from where it is enforced. `docs/limits.md` is written from here
(`python -m tests.limits_page`), and `tests/wiring/test_limits_table.py` sees that no model, no rate and no cache is
missing.
"""
