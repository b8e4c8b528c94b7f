"""Check the public log of a Folkmoot community from outside.

    python verify_log.py URL [--keep FILE] [--from FILE]

Needs Python 3.11 and the package cryptography, and nothing of Folkmoot: copy this one file wherever you like. It reads
the whole log in pages, computes the hash of each entry and the root of the tree (RFC 6962, section 2.1), and checks the
signature of the head (Ed25519), the order, what entries refer to, and that every decision that the site lists has its
entry. With --keep it remembers the head; the next time it finds out whether that history was rewritten. With --from it
compares with a head that somebody else kept.

Exit code: 0 all is well, 1 something was tampered with (each finding is a line), 2 the site cannot be checked.
"""

import argparse
import hashlib
import json
import re
import sqlite3
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

GOOD, TAMPERED, UNUSABLE = 0, 1, 2
PAGE = 500
_PATIENCE = 30
_MOST_BYTES = 64 * 1024 * 1024
_PIECE = 64 * 1024
_MOST_SECONDS = 300
_MOST_FINDINGS = 20
_MOST_KEPT = 1_000
_MOST_KINDS = 100
_LINE = 400
_SOON = timedelta(minutes=1)  # a decision may be listed before the sequencer, each second, gives it its place
_LATE = timedelta(minutes=10)  # so far the clocks of the site and of whoever checks may differ
_OF_A_DECISION = "decision subject_kind subject_commitment policy clause treatment automated at".split()  # noqa: SIM905
_TABLES = """
CREATE TABLE leaf (place INTEGER PRIMARY KEY, id TEXT UNIQUE, hash BLOB);
CREATE TABLE decision (id TEXT PRIMARY KEY, entry TEXT, said TEXT, undone INTEGER DEFAULT 0, listed INTEGER DEFAULT 0);
CREATE TABLE sealed (id TEXT PRIMARY KEY, commitment TEXT, opened INTEGER);
"""

_LISTED = ("subject_kind", "policy", "clause", "treatment", "factor", "automated")

Fetch = Callable[[str], Any]  # answers a path ("/transparency/log/head") with its decoded JSON, or raises Unusable


class Unusable(Exception):
    """The site cannot be reached, or what it answers is no log."""


@dataclass(frozen=True, slots=True)
class Head:
    """A signed head, and the key that it was checked with."""

    key: str
    size: int
    root: str
    signed_at: str
    signature: str

    def is_signed(self) -> bool:
        message = f"folkmoot tree head\n{self.size}\n{self.root}\n{self.signed_at}\n".encode()
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key)).verify(bytes.fromhex(self.signature), message)
        except (InvalidSignature, ValueError):
            return False
        return True


class Tree:
    """The root of a growing tree, from the roots of its complete subtrees; remembers it at the sizes of interest."""

    def __init__(self, sizes: set[int]) -> None:
        self.size = 0
        self.roots: dict[int, str] = {}
        self._sizes = sizes
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        level = 0
        while self._peaks and self._peaks[-1][0] == level:
            leaf = node_hash(self._peaks.pop()[1], leaf)
            level += 1
        self._peaks.append((level, leaf))
        self.size += 1
        if self.size in self._sizes:
            self.roots[self.size] = self._root()

    def _root(self) -> str:
        root = self._peaks[-1][1]
        for _, left in reversed(self._peaks[:-1]):
            root = node_hash(left, root)
        return root.hex()


def leaf_hash(body: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Check:
    """One look at a log. `findings` are sentences about what was tampered with; none means that all is well."""

    def __init__(self, fetch: Fetch, kept: Sequence[Head] = ()) -> None:
        self.findings: list[str] = []
        self.counts: dict[str, int] = {}
        self.head: Head | None = None
        self._fetch = fetch
        self._kept = kept
        self._expected = 0

    def run(self) -> None:
        """Do all of it. Raises Unusable."""
        with tempfile.TemporaryDirectory(prefix="verify-log-") as folder:
            self._notes = sqlite3.connect(f"{folder}/notes.sqlite3")
            try:
                self._notes.executescript(_TABLES)
                self._run()
            finally:
                self._notes.close()

    def _run(self) -> None:
        looked_at = _now()
        head = self.head = self._read_head()
        for kept in self._kept:
            self._compare_keys(head, kept)
        if not head.is_signed():
            self._find(f"wrong signature: the head of {head.size} entries is not signed by the site's key")
        tree = Tree({head.size} | {kept.size for kept in self._kept})
        for entry in self._entries(head.size):
            self._take(entry, tree)
        if tree.size < head.size:
            self._find(f"missing: the head speaks of {head.size} entries, the site gives {tree.size}")
        elif tree.roots[head.size] != head.root:
            self._find(self._what_differs(head))
        for kept in self._kept:
            self._compare_history(head, kept, tree)
        self._check_list(max(datetime.fromisoformat(head.signed_at) - _SOON, looked_at - _LATE))

    def _find(self, sentence: str) -> None:
        if len(self.findings) < _MOST_KEPT and sentence not in self.findings:
            self.findings.append(sentence)

    def _read_head(self) -> Head:
        key, head = self._fetch("/transparency/log/key"), self._fetch("/transparency/log/head")
        try:
            found = Head(key["public_key"], int(head["size"]), head["root"], head["signed_at"], head["signature"])
            datetime.fromisoformat(found.signed_at)
        except (KeyError, TypeError, ValueError) as error:
            raise Unusable("what the site calls its head is none") from error
        if found.size < 1:
            raise Unusable("the log is empty")
        return found

    def _entries(self, size: int) -> Iterator[dict[str, Any]]:
        start = 0
        while start < size:
            page = self._fetch(f"/transparency/log/entries?start={start}&limit={min(PAGE, size - start)}")
            entries = page.get("entries") if isinstance(page, dict) else None
            if not isinstance(entries, list) or len(entries) > size - start:
                raise Unusable("what the site calls its entries are none")
            if not entries:
                return
            yield from entries
            start += len(entries)

    def _take(self, entry: Any, tree: Tree) -> None:
        """Hash one entry, note what it says, and check what it refers to."""
        try:
            sequence, entry_id, body = int(entry["sequence"]), str(entry["id"]), entry["body"].encode()
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Unusable(f"entry {self._expected} cannot be read") from error
        if sequence != self._expected:
            word = "missing" if sequence > self._expected else "reordered"
            self._find(f"{word}: after entry {self._expected - 1} the site gives entry {sequence}")
        self._expected = sequence + 1
        leaf = leaf_hash(body)
        tree.add(leaf)
        try:
            self._notes.execute("INSERT INTO leaf VALUES (?, ?, ?)", (tree.size - 1, entry_id, leaf))
        except sqlite3.IntegrityError:
            self._find(f"changed: entry {sequence} has the number {entry_id}, which another entry has")
        self._read_body(sequence, entry_id, body)

    def _read_body(self, sequence: int, entry_id: str, body: bytes) -> None:
        try:
            facts = json.loads(body, object_pairs_hook=_once)
            kind = str(facts["kind"])
        except (ValueError, KeyError, TypeError):
            self._find(f"changed: entry {sequence} is not the JSON of an entry")
            return
        if str(facts.get("id")) != entry_id:
            self._find(f"reordered: entry {sequence} is called {entry_id} and says that it is {facts.get('id')}")
        counted = kind if kind in self.counts or len(self.counts) < _MOST_KINDS else "(others)"
        self.counts[counted] = self.counts.get(counted, 0) + 1
        problem = self._problem(kind, facts, entry_id)
        if problem:
            self._find(f"changed: entry {sequence} ({kind}) {problem}")

    def _problem(self, kind: str, facts: dict[str, Any], entry_id: str) -> str:
        """What is wrong with an entry of a kind that is known here; other kinds are none of our business."""
        match kind:
            case "decision":
                return self._note_decision(facts, entry_id)
            case "decision_undone" | "decision_expired" | "appeal_decided":
                said = (kind == "decision_undone", str(facts.get("decision")))
                known = self._notes.execute("UPDATE decision SET undone = undone OR ? WHERE id = ?", said).rowcount
                return "" if known else "is about a decision that is not before it"
            case "sealed":
                sealed = (entry_id, str(facts.get("commitment")))
                known = _is_hash(sealed[1])
                return self._note("INSERT INTO sealed VALUES (?, ?, 0)", sealed, "twice") if known else "is empty"
            case "opened":
                return self._open(facts)
            case _:
                return ""

    def _note_decision(self, facts: dict[str, Any], entry_id: str) -> str:
        if missing := [name for name in _OF_A_DECISION if name not in facts]:
            return f"does not say its {', '.join(missing)}"
        if not _is_hash(str(facts["subject_commitment"])):
            return "has a subject_commitment that is no SHA-256"
        listed = json.dumps({name: facts[name] for name in _LISTED if name in facts})
        row = (str(facts["decision"]), entry_id, listed)
        statement = "INSERT INTO decision (id, entry, said) VALUES (?, ?, ?)"
        return self._note(statement, row, "is about a decision that stood before")

    def _open(self, facts: dict[str, Any]) -> str:
        row = self._one("SELECT commitment, opened FROM sealed WHERE id = ?", facts.get("opens"))
        if row is None or row[1]:
            return "opens what is not sealed before it" if row is None else "opens what was opened before"
        try:
            found = hashlib.sha256(bytes.fromhex(facts["salt"]) + facts["body"].encode()).hexdigest()
            told = json.loads(facts["body"])
        except (KeyError, ValueError, TypeError, AttributeError):
            return "does not say what it opens"
        if found != row[0]:
            return f"tells something else than what entry {facts['opens']} was sealed over"
        self._notes.execute("UPDATE sealed SET opened = 1 WHERE id = ?", (str(facts["opens"]),))
        if not isinstance(told, dict):
            return "opens what is no entry"
        return self._problem(str(told.get("kind")), told, str(facts["opens"]))

    def _note(self, statement: str, values: tuple[str, ...], otherwise: str) -> str:
        try:
            self._notes.execute(statement, values)
        except sqlite3.IntegrityError:
            return otherwise
        return ""

    def _one(self, statement: str, value: object) -> Any:
        return self._notes.execute(statement, (str(value),)).fetchone()

    def _compare_keys(self, head: Head, kept: Head) -> None:
        if kept.key != head.key:
            self._find(f"key changed: it was {kept.key[:16]}…, now it is {head.key[:16]}…")
        if not kept.is_signed():
            raise Unusable("the head that was kept is not signed by its own key; the file was changed")

    def _compare_history(self, head: Head, kept: Head, tree: Tree) -> None:
        """The log must begin with the one that was kept: the same root over its first entries."""
        if kept.size > head.size:
            self._find(f"missing: the head that was kept has {kept.size} entries, the site's has {head.size}")
        elif tree.roots.get(kept.size) not in {None, kept.root}:
            self._find(f"forked: the first {kept.size} entries are not those that were signed on {kept.signed_at}")

    def _what_differs(self, head: Head) -> str:
        """Which entry does not lead to the signed root, by the proofs that the site itself gives for it."""
        start, end = 0, head.size
        with suppress(Unusable, KeyError, IndexError, ValueError, TypeError):  # then the sentence says less
            for depth in range(head.size.bit_length() + 1):
                if end - start == 1:
                    return f"changed: entry {start} is not the one that is signed; the entries do not give the root"
                path = self._fetch(f"/transparency/log/proof/inclusion?index={start}&size={head.size}")["path"]
                middle = _middle(start, end)
                good = bytes.fromhex(path[-1 - depth]) == self._range(middle, end)
                start, end = (start, middle) if good else (middle, end)
        return "changed: the entries do not give the root that is signed"

    def _range(self, start: int, end: int) -> bytes:
        """MTH(D[start:end]) of section 2.1, from the leaves that were read."""
        if end - start == 1:
            return bytes(self._notes.execute("SELECT hash FROM leaf WHERE place = ?", (start,)).fetchone()[0])
        middle = _middle(start, end)
        return node_hash(self._range(start, middle), self._range(middle, end))

    def _check_list(self, due: datetime) -> None:
        """What the site lists is what the log says, and all of it. What is younger than `due` may wait."""
        for one in self._listed():
            found = self._one("SELECT entry, said, undone FROM decision WHERE id = ?", one["id"])
            if found is not None:
                self._compare_listed(one, *found, due)
            elif datetime.fromisoformat(one["at"]) < due:
                self._find(f"missing: decision {one['id']}, which the site lists, has no entry")
            self._notes.execute("UPDATE decision SET listed = 1 WHERE id = ?", (one["id"],))
        for (hidden,) in self._notes.execute("SELECT id FROM decision WHERE listed = 0 ORDER BY id"):
            self._find(f"missing: decision {hidden} stands in the log, and the site does not list it")

    def _compare_listed(self, one: dict[str, Any], entry: str, said: str, undone: int, due: datetime) -> None:
        listed = f"the site lists decision {one['id']}"
        if entry != one["log_entry"]:
            self._find(f"changed: {listed} with entry {one['log_entry']}, not {entry}")
        if others := [name for name, value in json.loads(said).items() if one.get(name) != value]:
            self._find(f"changed: {listed} with another {', '.join(others)} than its entry")
        if undone and one["undone_at"] is None:
            self._find(f"changed: {listed} as one that stands; the log has it undone")
        if not undone and one["undone_at"] is not None and datetime.fromisoformat(one["undone_at"]) < due:
            self._find(f"missing: {listed} as undone, and the log does not say so")

    def _listed(self) -> Iterator[dict[str, Any]]:
        older, path = sys.maxsize, f"/transparency/decisions.json?limit={PAGE}"
        while older:
            page = self._fetch(path)
            for one in page["decisions"]:
                yield one | {name: str(one[name]) for name in ("id", "log_entry", "at")}
            before, older = older, int(page["next_max_id"] or 0)
            if older >= before or (older and not page["decisions"]):
                raise Unusable("the list of decisions runs in a circle")
            path = f"/transparency/decisions.json?limit={PAGE}&max_id={older}"


def _now() -> datetime:
    return datetime.now(UTC)


def _is_hash(text: str) -> bool:
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object that says each thing once: of two, one reader takes the first and another the last."""
    if len(found := dict(pairs)) != len(pairs):
        raise ValueError("a name stands there twice")
    return found


def _middle(start: int, end: int) -> int:
    """Where the RFC divides a range: at the largest power of two that is smaller than it."""
    return start + (1 << ((end - start - 1).bit_length() - 1))


class _NowhereElse(urllib.request.HTTPRedirectHandler):
    """The site answers itself: who is led to another host would check that one, or ask what is inside their network."""

    def redirect_request(self, req: Any, fp: Any, code: Any, msg: Any, headers: Any, newurl: str) -> Any:  # noqa: PLR0917 - urllib's
        old, new = urllib.parse.urlsplit(req.full_url), urllib.parse.urlsplit(newurl)
        if new.netloc != old.netloc or new.scheme not in {old.scheme, "https"}:
            raise Unusable(f"{req.full_url} leads away, to {newurl}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def over_http(url: str) -> Fetch:
    """Answers of a site, by way of the network."""
    base = url.rstrip("/")
    if urllib.parse.urlsplit(base).scheme not in {"http", "https"}:
        raise Unusable("an address begins with https:// or http://")

    opener = urllib.request.build_opener(_NowhereElse)

    def fetch(path: str) -> Any:
        ends, body = time.monotonic() + _MOST_SECONDS, bytearray()
        try:
            with opener.open(base + path, timeout=_PATIENCE) as answer:
                while piece := answer.read1(_PIECE):
                    body += piece
                    if len(body) > _MOST_BYTES or time.monotonic() > ends:
                        raise Unusable(f"{base + path} does not come to an end")
            return json.loads(body)
        except urllib.error.HTTPError as error:
            raise Unusable(f"{base + path} answered {error.code}") from error
        except (OSError, ValueError) as error:
            raise Unusable(f"{base + path} gave no answer that can be read ({type(error).__name__})") from error

    return fetch


def read_head(file: Path) -> Head:
    """A head that was kept. Raises Unusable."""
    try:
        fields = json.loads(file.read_text(encoding="utf-8"))
        return Head(**{name: fields[name] for name in Head.__slots__})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unusable(f"{file} holds no head that was kept") from error


def verify(fetch: Fetch, name: str, *, keep: Path | None = None, other: Path | None = None) -> tuple[int, list[str]]:
    """Check a log; returns the exit code and the lines of the report."""
    try:
        kept = [read_head(file) for file in (keep, other) if file is not None and (file.exists() or file is other)]
        check = Check(fetch, kept)
        check.run()
        if keep is not None and not check.findings and check.head is not None:
            keep.write_text(json.dumps(asdict(check.head), indent=1) + "\n", encoding="utf-8")
    except Unusable as error:
        return UNUSABLE, [_plain(f"{name} cannot be checked: {error}.")]
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError, OverflowError):
        return UNUSABLE, [f"{name} cannot be checked: what it answers is no log."]
    except OSError as error:
        return UNUSABLE, [f"The head cannot be kept: {error.strerror}."]
    return _report(check, name, compared=len(kept))


def _report(check: Check, name: str, *, compared: int) -> tuple[int, list[str]]:
    head = check.head
    lines = [f"{name}: {head.size} entries, signed on {head.signed_at}"] if head else []
    lines += [f"  {kind:<20} {count:>9}" for kind, count in sorted(check.counts.items())]
    lines = [_plain(line) for line in lines]
    if check.findings:
        shown = [_plain(line) for line in check.findings[:_MOST_FINDINGS]]
        more = len(check.findings) - len(shown)
        return TAMPERED, [*lines, "TAMPERED WITH", *shown, *([f"and {more} more"] if more else [])]
    history = "It begins with the history that was kept." if compared else "No earlier head was given to compare with."
    return GOOD, [*lines, f"All is well: order, root, signature and decisions agree. {history}"]


def _plain(line: str) -> str:
    """One line of a report, whatever the site put into it: nothing that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "?" for sign in line[:_LINE])


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="the address of the community, such as https://town.example")
    parser.add_argument(
        "--keep", type=Path, metavar="FILE", help="compare with the head in FILE; write the new one there"
    )
    parser.add_argument("--from", type=Path, metavar="FILE", dest="other", help="compare with the head that FILE holds")
    given = parser.parse_args(arguments)
    try:
        code, lines = verify(over_http(given.url), given.url, keep=given.keep, other=given.other)
    except Unusable as error:
        code, lines = UNUSABLE, [f"{given.url} cannot be checked: {error}."]
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
