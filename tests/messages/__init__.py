"""The strings that people read: collected from the source, kept in src/folkmoot/locale, compiled.

`python -m tests.messages` says how. Nothing of the system's gettext is needed.
"""

COMPLETE: tuple[str, ...] = ("ar", "de", "es")
"""Languages in which nothing is missing; tests hold that. English is the source and needs no file."""
