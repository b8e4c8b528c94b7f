"""Small policies for tests, by version."""

_HEAD = """\
version: {version}
lists:
  words: {{swearing: [darn]}}
clauses:
"""
_CLAUSE = """\
  - id: {id}
    title: {title}
    text: Do not flood.
    ground: 3
    subjects: [post]
    condition: {condition}
    treatments: {treatments}
    decides: {decides}
"""


def clause(
    identifier: str = "flooding",
    *,
    title: str = "Spam",
    condition: str = "mention_count > 20",
    treatments: str = "{reduce: {factor: 0.5}}",
    decides: str = "automation",
) -> str:
    return _CLAUSE.format(id=identifier, title=title, condition=condition, treatments=treatments, decides=decides)


def policy(version: str, *clauses: str) -> str:
    return _HEAD.format(version=version) + "".join(clauses or (clause(),))
