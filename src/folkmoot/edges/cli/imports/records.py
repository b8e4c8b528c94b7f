"""The records of a file of posts: CSV or JSON Lines."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TextIO

import msgspec

from folkmoot.edges.cli.imports.files import LONGEST_LINE, lines_of, opened_text
from folkmoot.edges.cli.output import MISCONFIGURED, Stop

NEEDED = ("author", "text", "created_at")
OPTIONAL = ("id", "reply_to", "boost_of", "language", "url")
FIELDS = NEEDED + OPTIONAL
_SEPARATORS = ",;\t|"


class Record(NamedTuple):
    """One record: its number from 0, the line where it begins, its cells in the order of FIELDS, and all of it as it
    was. `problem` says why it has no cells.
    """

    number: int
    line: int
    cells: Sequence[str]
    raw: Any
    problem: str = ""


def columns_of(path: Path) -> tuple[str, ...]:
    """The names of the columns, from the header or from the first object. Raises Stop where there are none."""
    with opened_text(path) as file:
        first = next((line for line in lines_of(file) if line.strip()), "")
    if not first:
        raise Stop(f"{path} is empty.")
    if not is_json(first):
        return tuple(name.strip() for name in next(csv.reader([first], delimiter=_separator(first))))
    try:
        return tuple(msgspec.json.decode(first, type=dict[str, Any]))
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise Stop(f"The first line of {path} is neither a header nor a JSON object.") from None


def chosen_columns(path: Path, given: Mapping[str, str | None]) -> dict[str, str]:
    """Which column holds which field: as given, the first three also by their names.

    Raises Stop naming the columns that there are.
    """
    there = columns_of(path)
    by_name = {name.lower(): name for name in reversed(there)}
    chosen: dict[str, str] = {}
    for field in FIELDS:
        column = given.get(field) or (by_name.get(field) if field in NEEDED else None)
        if column is None and field not in NEEDED:
            continue
        if column is None or column not in there:
            option = "--" + field.replace("_", "-")
            raise Stop(
                f'{path} has no column "{column or field}". It has: {", ".join(there)}. '
                f"Say which one to take with {option} COLUMN.",
                MISCONFIGURED,
            )
        chosen[field] = column
    return chosen


def records(path: Path, columns: Mapping[str, str]) -> Iterator[Record]:
    """All records, in the order of the file."""
    wanted = [columns.get(field) for field in FIELDS]
    with opened_text(path) as file:
        first = file.readline(LONGEST_LINE)
        skipped = 1
        while first and not first.strip():
            first, skipped = file.readline(LONGEST_LINE), skipped + 1
        if is_json(first):
            yield from _from_json(file, first, skipped, wanted)
        else:
            yield from _from_csv(file, first, skipped, wanted)


def is_json(first_line: str) -> bool:
    return first_line.lstrip().startswith("{")


def _separator(header: str) -> str:
    return max(_SEPARATORS, key=header.count)


def _from_csv(file: TextIO, header: str, line: int, wanted: list[str | None]) -> Iterator[Record]:
    separator = _separator(header)
    names = [name.strip() for name in next(csv.reader([header], delimiter=separator))]
    places = [names.index(name) if name is not None else -1 for name in wanted]
    reader = csv.reader(lines_of(file), delimiter=separator)
    numbers = count()
    while True:
        begins = line + reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Record(next(numbers), begins, (), "", f"The quoting is broken ({error}).")
            continue
        if len(row) == len(names):
            yield Record(next(numbers), begins, [row[place] if place >= 0 else "" for place in places], row)
        elif row:
            problem = f"It has {len(row)} columns and the header {len(names)}."
            yield Record(next(numbers), begins, (), row, problem)


def _from_json(file: TextIO, first: str, line: int, wanted: list[str | None]) -> Iterator[Record]:
    decoder = msgspec.json.Decoder(dict[str, Any])
    numbers = count()
    while first:
        raw, begins = first, line
        while not first.endswith("\n") and (first := file.readline(LONGEST_LINE)):
            raw = ""
        if raw.strip() or not raw:
            yield _json_record(decoder, next(numbers), begins, raw, wanted)
        first, line = file.readline(LONGEST_LINE), line + 1


def _json_record(
    decoder: "msgspec.json.Decoder[dict[str, Any]]", number: int, line: int, raw: str, wanted: list[str | None]
) -> Record:
    if not raw:
        return Record(number, line, (), "", f"It is longer than {LONGEST_LINE:,} characters.")
    try:
        found = decoder.decode(raw)
    except UnicodeEncodeError:
        return Record(number, line, (), raw.rstrip(), "It is not valid UTF-8.")
    except msgspec.DecodeError:
        return Record(number, line, (), raw.rstrip(), "It is not a JSON object.")
    cells = [_cell(found.get(name)) if name is not None else "" for name in wanted]
    if None in cells:
        return Record(number, line, (), raw.rstrip(), "A field holds neither text nor a number.")
    return Record(number, line, [cell or "" for cell in cells], raw.rstrip())


def _cell(value: Any) -> str | None:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value)
