"""What matched is stored as signals: of files when they come in, of all recent ones when a bank grows; so are texts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from folkmoot.domains.integrity import providers
from folkmoot.domains.integrity.banks.matching import match_files, match_texts, signals_of
from folkmoot.domains.integrity.banks.types import FileHashes, HashKind
from folkmoot.domains.integrity.events import BankGrew
from folkmoot.domains.integrity.measuring import measure
from folkmoot.domains.integrity.models import BankHash
from folkmoot.domains.integrity.signals import names, stored
from folkmoot.domains.integrity.signals.types import Signal, Subject
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel import clock
from folkmoot.kernel.ids import floor_id
from folkmoot.kernel.refs import SubjectKind, SubjectRef, media_ref, post_ref

LOOKED_BACK = timedelta(days=30)
"""Files that came in within this time are looked at again when a bank grows."""
_CHUNK = 200
_JOB = "integrity.rematch"
_TEXTS = "integrity.rematch_texts"
_POSTS = 100
_OF_TEXTS = (HashKind.TEXT.value, HashKind.TEXT_PRINT.value)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A stored file: its hashes, and the post that carries it, if one does."""

    hashes: FileHashes
    post: SubjectRef | None


class FilesProvider(Protocol):
    """Knows the hashes of files: at most `limit` with ids above `after`, by id."""

    def __call__(self, *, after: int, limit: int) -> Mapping[int, KnownFile]: ...


_files: list[FilesProvider] = []


class FileBanks:
    """The detector behind what is stored of files. They are matched by `keep_matches` and `rematch`, not by its job."""

    name = "hash-banks"
    version = "1"
    inline = False
    subjects = frozenset({SubjectKind.MEDIA})

    def signals(self, subjects: Sequence[Subject], /) -> list[tuple[Signal, ...]]:
        """What is stored already."""
        found = stored.stored([subject.ref for subject in subjects])
        return [tuple(one for one in found.get(subject.ref, ()) if names.bank_of(one.name)) for subject in subjects]


FILE_BANKS = FileBanks()


def register_files(provider: FilesProvider) -> None:
    """Say who knows files. The last one counts."""
    _files[:] = [provider]


def keep_matches(media_id: int, hashes: FileHashes) -> tuple[str, ...]:
    """Store which banks a file that comes in hits, in the caller's `atomic_write`; returns their names."""
    (hits,) = match_files([hashes])
    if hits:
        stored.store(FILE_BANKS, [(media_ref(media_id), signals_of(hits))])
    return tuple(hit.bank for hit in hits)


def banks_of_files(media_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The names of the banks that files hit; one query. Files without a hit are absent."""
    found = stored.stored([media_ref(media_id) for media_id in media_ids])
    banks = {ref.id: tuple(bank for one in found[ref] if (bank := names.bank_of(one.name))) for ref in found}
    return {media_id: hit for media_id, hit in banks.items() if hit}


def banks_of_texts(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """The names of the banks that texts hit; one query."""
    return [tuple(hit.bank for hit in hits) for hits in match_texts(texts)]


def on_bank_grew(event: BankGrew) -> None:
    """Look at the files of the last 30 days again, in steps; at the posts too where the bank holds hashes of texts."""
    oldest = floor_id(clock.now() - LOOKED_BACK)
    jobs.enqueue(_JOB, after=oldest)
    if BankHash.objects.filter(bank_id=event.bank_id, kind__in=_OF_TEXTS).exists():
        jobs.enqueue(_TEXTS, oldest=oldest, before=None)


def rematch(*, after: int) -> None:
    """One step: match files with ids above `after`, screen the posts that carry what hits, and go on. Repeatable."""
    files = _files[0](after=after, limit=_CHUNK) if _files else {}
    if not files:
        return
    hits = dict(zip(files, match_files([one.hashes for one in files.values()]), strict=True))
    changed = {media_id: signals_of(found) for media_id, found in hits.items() if found}
    stored.store(FILE_BANKS, [(media_ref(media_id), found) for media_id, found in changed.items()])
    measure([post for media_id in changed if (post := files[media_id].post)])
    jobs.enqueue(_JOB, after=max(files))


def rematch_texts(*, oldest: int, before: int | None) -> None:
    """One step: screen the posts below `before` whose words hit a bank, the newest first, and go on. Repeatable.

    The words of posts that are not public are not known here, so they hit nothing.
    """
    ids = providers.ids_of(SubjectKind.POST, oldest, before, _POSTS)
    if not ids:
        return
    known = providers.known_many(SubjectKind.POST, ids)
    hits = match_texts([one.facts.text for one in known.values()])
    measure([post_ref(post_id) for post_id, found in zip(known, hits, strict=True) if found])
    jobs.enqueue(_TEXTS, oldest=oldest, before=min(ids))


jobs.register(_JOB, rematch)
jobs.register(_TEXTS, rematch_texts)
