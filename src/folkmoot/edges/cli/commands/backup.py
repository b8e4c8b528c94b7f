import shutil
import sqlite3
from pathlib import Path
from typing import Annotated

import typer

from folkmoot.edges.cli.output import Stop, console, say
from folkmoot.edges.cli.site import is_empty, set_up
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, current


def backup(
    target: Annotated[
        Path, typer.Argument(help="A folder for backups, where each gets its own, or a new file that ends with .tar.")
    ],
    *,
    keep: Annotated[
        int | None, typer.Option(min=1, help="Delete all backups in the folder but the newest ones; so many stay.")
    ] = None,
) -> None:
    """Back up the site while it runs: databases, vault, media, and, apart from them, the keys.

    Not in a backup: the operator key (keep a copy elsewhere: nothing opens without it), settings, unsent mail.
    Key backups are kept for 30 days, so that whoever was erased is gone from all backups by then.
    """
    config = current()
    operator_key.read(config.operator_key_file)
    if is_empty(config):
        raise Stop(f"There is no site in {config.data}.")
    folder = _folder_for(target, config.data)
    if keep and folder != target:
        raise Stop("--keep is for a folder of backups. Single files are yours to delete.")
    set_up()
    made = _take(config, folder, target)
    say(f"The backup is {made}. Its keys lie beside it and are kept for 30 days; better keep them in another place.")
    _delete_old(folder, keep)
    say(f"The operator key {config.operator_key_file} is not in it. Keep a copy apart.")


def _take(config: Config, folder: Path, target: Path) -> Path:
    from django.db import Error

    from folkmoot.edges.cli.backup import packing, taking
    from folkmoot.infra.backup import tools, whole
    from folkmoot.infra.backup.manifest import Unusable

    try:
        tools.require_tools(("default", "vault_home"))
        with whole.alone_in(folder):
            made = taking.take(config, folder, say, _track)
            if folder == target:
                return made
            say("Packing …")
            packing.pack(made, target)
            return target
    except (Unusable, Error, sqlite3.Error) as error:
        raise Stop(f"The backup was not made. {str(error).strip().splitlines()[0]}") from None
    except OSError as error:
        raise Stop(f"The backup was not made: {error.strerror} ({error.filename or folder}).") from None


def _delete_old(folder: Path, keep: int | None) -> None:
    from folkmoot.edges.cli.backup import key_copies, taking

    if deleted := key_copies.delete_old(folder, shutil.rmtree):
        say(f"Key backups that were older than 30 days are deleted: {deleted}.")
    if keep and (deleted := taking.delete_all_but(keep, folder)):
        say(f"Older backups are deleted: {deleted}.")


def _folder_for(target: Path, data: Path) -> Path:
    """Where the backup is made: the folder that was named, or the one in which its file shall lie."""
    from folkmoot.edges.cli.backup import packing

    if target.resolve().is_relative_to(data.resolve()):
        raise Stop(f"{target} lies inside the data folder. A backup belongs outside, best on another disk.")
    if target.is_file():
        raise Stop(f"{target} is there already. A backup overwrites nothing: name a new file, or a folder.")
    folder = target.parent if packing.is_packed(target) else target
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Stop(f"The folder {folder} cannot be made: {error.strerror}.") from None
    return folder


def _track(files: list[Path]) -> "list[Path]":
    from rich.progress import track

    return files if not console().is_terminal else list(track(files, "", console=console(), transient=True))
