"""By what files are recognised: exact hashes and PDQ, made when they come in, read by integrity."""

import hashlib
from collections.abc import Collection, Mapping
from typing import BinaryIO

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Facts, FileHashes, KnownFile
from folkmoot.domains.media.models import Media, MediaHash
from folkmoot.infra.pdq import PdqHash
from folkmoot.infra.storage import api as storage
from folkmoot.kernel.refs import post_ref


def hashes_of(media_id: int, uploaded: BinaryIO, kept_key: str, pdq: PdqHash | None) -> MediaHash:
    """The row for a file that comes in; not stored yet."""
    sha256, md5 = _digests(uploaded)
    with storage.path(kept_key).open("rb") as kept:
        kept_sha256, kept_md5 = _digests(kept)
    return MediaHash(
        media_id=media_id,
        sha256=sha256,
        md5=md5,
        kept_sha256=kept_sha256,
        kept_md5=kept_md5,
        pdq=pdq.text if pdq else "",
        pdq_quality=pdq.quality if pdq else 0,
    )


def keep(row: MediaHash) -> None:
    """Store the hashes and which banks they hit, in the caller's transaction."""
    row.save(force_insert=True)
    integrity.keep_matches(row.media_id, _file_hashes(row))


def known_files(*, after: int, limit: int) -> Mapping[int, KnownFile]:
    """For integrity: files above an id, with the posts that carry them."""
    rows = MediaHash.objects.filter(media_id__gt=after).select_related("media").order_by("media_id")[:limit]
    return {
        row.media_id: KnownFile(_file_hashes(row), post_ref(row.media.post_id) if row.media.post_id else None)
        for row in rows
    }


def entries_of_post(post_id: int) -> tuple[integrity.Entry, ...]:
    """The hashes of a post's files as entries for a hash bank: what is kept, and PDQ where it can be used."""
    found = []
    for row in MediaHash.objects.filter(media__post_id=post_id).order_by("media_id"):
        found.append(integrity.Entry(integrity.HashKind.SHA256, row.sha256))
        found.append(integrity.Entry(integrity.HashKind.SHA256, row.kept_sha256))
        if usable := _usable_pdq(row):
            found.append(integrity.Entry(integrity.HashKind.PDQ, usable))
    return tuple({(entry.kind, entry.hash): entry for entry in found}.values())


def integrity_facts(ids: Collection[int]) -> Mapping[int, integrity.Known]:
    """For screening: what integrity may know of files."""
    banks = integrity.banks_of_files(ids)
    return {
        row.id: integrity.Known(
            Facts(kind="media", text=row.description, has_media=True, hash_banks=banks.get(row.id, ())), row.account_id
        )
        for row in Media.objects.filter(id__in=ids)
    }


def _file_hashes(row: MediaHash) -> FileHashes:
    return FileHashes((row.sha256, row.kept_sha256), (row.md5, row.kept_md5), _usable_pdq(row))


def _usable_pdq(row: MediaHash) -> str:
    found = PdqHash(row.pdq, row.pdq_quality)
    return found.text if found.usable else ""


def _digests(file: BinaryIO) -> tuple[str, str]:
    """SHA-256, and MD5 because that is what many exchange; it protects nothing here."""
    sha256, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    file.seek(0)
    while chunk := file.read(1 << 20):
        sha256.update(chunk)
        md5.update(chunk)
    file.seek(0)
    return sha256.hexdigest(), md5.hexdigest()
