"""Rows of the hottest paths by statements that are made once.

The ORM builds its SQL anew each time, which costs five to ten times what the database then needs to find one row by
its key. A `Lookup` is for reads of whole rows by simple conditions, `insert` for new rows; all else belongs to the
ORM. Where nothing is said, everything here is of the database "default".
"""

import functools
import itertools
import operator
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)
from django.db.models.base import ModelState

from folkmoot.infra.statements import change, fetch, vendor

M = TypeVar("M", bound=Model)

_AMONG = "{among}"
_AS_THEY_ARE = (BigIntegerField, BooleanField, CharField, IntegerField, SmallIntegerField, TextField)
"""Fields whose values SQLite's driver takes as they are; PostgreSQL's wants to know how large a number can be."""
_Prepared = tuple[tuple[int, Any], ...]
_Converters = tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]


class Lookup(Generic[M]):
    """Reads rows of `model` under `where`: SQL with %s for each value, and perhaps one {among} for a list of values.

        _LIVING = Lookup(Token, "token_hash = %s AND revoked_at IS NULL")
        _KNOWN = Lookup(Account, "domain = %s AND id IN ({among})")

    The values of the list stand behind all others. What is not filtered by key is in no order.
    """

    def __init__(self, model: type[M], where: str) -> None:
        self._model, self._where = model, where
        self._statement = functools.lru_cache(128)(self._made)

    def __call__(self, *values: Any, among: Collection[Any] = (), using: str = DEFAULT_DB_ALIAS) -> list[M]:
        found = fetch(self._statement(len(among)), (*values, *among), using=using)
        return list(_rows(self._model, found, using)) if found else []

    def first(self, *values: Any, using: str = DEFAULT_DB_ALIAS) -> M | None:
        """The row, or None where there is none."""
        found = self(*values, using=using)
        return found[0] if found else None

    def _made(self, among: int) -> str:
        where = self._where.replace(_AMONG, ", ".join(["%s"] * among)) if among else self._where
        return _select(self._model) + where


def new(model: type[M], **values: Any) -> M:
    """A row that is not stored yet, as `model(**values)` makes it; references by their ids. Raises TypeError."""
    names, fixed, made = _defaults(model)
    if not values.keys() <= names:
        raise TypeError(f"{model.__name__} has no {sorted(values.keys() - names)}")
    row = model.__new__(model)
    row._state = ModelState()  # noqa: SLF001 - `Model.__init__` does the same
    row.__dict__.update(fixed)
    for name, make in made:
        if name not in values:
            row.__dict__[name] = make()
    row.__dict__.update(values)
    return row


def insert(*rows: Model) -> None:
    """Insert new rows of one model, in one statement. Raises IntegrityError. An automatic key is not read back."""
    if not rows:
        return
    of_row, prepared, beginning, one = _insertion(type(rows[0]))
    values = list(itertools.chain.from_iterable(map(of_row, rows)))
    for place, field in prepared:
        for each in range(place, len(values), len(values) // len(rows)):
            if values[each] is not None:
                values[each] = field.get_db_prep_save(values[each], connection=connection)
    change(beginning + ", ".join([one] * len(rows)), values)


def insert_values(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, keep: bool = False
) -> None:
    """Insert rows that are plain numbers and texts. `keep`: leave those alone that are there."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if vendor() == "sqlite":  # which runs a statement again faster than it reads a long one
            cursor.executemany(_values(model, tuple(columns), 1, keep=keep), rows)
        else:
            said = _values(model, tuple(columns), len(rows), keep=keep)
            cursor.execute(said, [value for row in rows for value in row])


def delete(model: type[Model], keys: Collection[Any]) -> int:
    """Delete the rows with these primary keys; returns how many there were. Nothing that points at them follows."""
    if not keys:
        return 0
    key = model._meta.pk.column  # noqa: SLF001 - the same
    among = ", ".join(["%s"] * len(keys))
    return change(f'DELETE FROM "{table(model)}" WHERE "{key}" IN ({among})', [*keys])  # noqa: S608 - the same


def column(statement: str, *values: Any, among: Collection[int] = ()) -> list[Any]:
    """The first column of what a SELECT gives which stands in a constant; {among} is for a list of ids."""
    # Digits, not placeholders: finding a thousand of those costs more than the rows.
    said = statement.replace(_AMONG, ", ".join([f"{one:d}" for one in among])) if among else statement
    return [row[0] for row in fetch(said, values)]


def count(statement: str, *values: Any) -> int:
    """The number that a SELECT gives which stands in a constant."""
    return int(fetch(statement, values)[0][0])


def update(statement: str, *values: Any) -> int:
    """Run an INSERT, UPDATE or DELETE that stands in a constant; returns how many rows it touched."""
    return change(statement, values)


def table(model: type[Model]) -> str:
    """The name of a model's table, for statements."""
    return str(model._meta.db_table)  # noqa: SLF001 - the documented way to ask a model for its table


@functools.cache
def _select(model: type[Model]) -> str:
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)  # noqa: SLF001 - the same
    return f'SELECT {columns} FROM "{table(model)}" WHERE '  # noqa: S608 - names of our own models


def _rows(model: type[M], found: Sequence[Sequence[Any]], using: str) -> Iterator[M]:
    """What the ORM makes of the same values, without asking each field whether it minds."""
    names, converters = _shape(model, using)
    database = connections[using]
    for values in found:
        converted = list(values)
        for place, convert, expression in converters:
            for one in convert:
                converted[place] = one(converted[place], expression, database)
        row = model.__new__(model)
        row._state = ModelState()  # noqa: SLF001 - `Model.__init__` does the same
        row._state.adding, row._state.db = False, using  # noqa: SLF001 - the same
        row.__dict__.update(zip(names, converted, strict=True))
        yield row


@functools.cache
def _shape(model: type[Model], using: str) -> tuple[list[str], _Converters]:
    """The names of the attributes, and what makes them of what the driver gives."""
    database = connections[using]
    fields = model._meta.concrete_fields  # noqa: SLF001 - the same
    converters = []
    for place, field in enumerate(fields):
        expression = field.get_col(table(model))
        of_field = (*database.ops.get_db_converters(expression), *expression.get_db_converters(database))
        if of_field:
            converters.append((place, of_field, expression))
    return [field.attname for field in fields], tuple(converters)


@functools.cache
def _defaults(model: type[Model]) -> tuple[frozenset[str], dict[str, Any], list[tuple[str, Callable[[], Any]]]]:
    """The names of the attributes; what they are where nothing is said; and what is made anew for each row."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - the same
    made = [(field.attname, field.get_default) for field in fields if callable(field.default)]
    fixed = {field.attname: field.get_default() for field in fields if not callable(field.default)}
    return frozenset(field.attname for field in fields), fixed, made


@functools.cache
def _insertion(model: type[Model]) -> tuple[Callable[[Any], tuple[Any, ...]], _Prepared, str, str]:
    """What gives the values of a row, those that a field must make fit for the database, and parts of the statement."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]  # noqa: SLF001 - the same
    as_they_are = _AS_THEY_ARE if vendor() == "sqlite" else ()
    prepared = tuple((place, field) for place, field in enumerate(fields) if type(field) not in as_they_are)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    beginning = f'INSERT INTO "{table(model)}" ({columns}) VALUES '  # noqa: S608 - names of our own models
    return _reading(fields), prepared, beginning, f"({', '.join(['%s'] * len(fields))})"


def _reading(fields: Sequence[Any]) -> Callable[[Any], tuple[Any, ...]]:
    if len(fields) == 1:  # of one name alone it gives the value
        return lambda row: (getattr(row, fields[0].attname),)
    return operator.attrgetter(*(field.attname for field in fields))


@functools.lru_cache(64)
def _values(model: type[Model], columns: tuple[str, ...], rows: int, *, keep: bool) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    one = f"({', '.join(['%s'] * len(columns))})"
    end = " ON CONFLICT DO NOTHING" if keep else ""
    return f'INSERT INTO "{table(model)}" ({names}) VALUES {", ".join([one] * rows)}{end}'  # noqa: S608 - the same
