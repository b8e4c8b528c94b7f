"""What must stand in a document, and how each database is asked for it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """These words or marks, one after the other; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Expression:
    """Of each group of `must` at least one term, and none of `never`. `must` is never empty."""

    must: tuple[tuple[Term, ...], ...]
    never: tuple[Term, ...] = ()


def mark(name: str, value: object = "") -> Term:
    """What no text can hold: `:author12`, `:image`."""
    return Term((f":{name}{value}",))


def for_fts5(expression: Expression) -> str:
    """In the words of SQLite's FTS5. Words and marks hold no quotes."""
    wanted = " AND ".join(f"({' OR '.join(map(_fts5, group))})" for group in expression.must)
    if not expression.never:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_fts5, expression.never))})"


def for_tsquery(expression: Expression) -> str:
    """In the words of PostgreSQL's tsquery."""
    wanted = [f"({' | '.join(map(_tsquery, group))})" for group in expression.must]
    return " & ".join([*wanted, *(f"!({_tsquery(term)})" for term in expression.never)])


def as_tsvector(document: tuple[str, ...]) -> str:
    """The literal of a tsvector: each word with its places, from 1."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(document, start=1):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _tsquery(term: Term) -> str:
    *first, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*first, f"{last}:*" if term.prefix else last])
