import shutil
from typing import Annotated

import typer

from folkmoot.edges.cli import site
from folkmoot.edges.cli.commands.migrate import migrate_all
from folkmoot.edges.cli.commands.policy import publish_configured
from folkmoot.edges.cli.output import Stop, say
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, current, load

_UNFINISHED = "demo.unfinished"


def demo(
    *,
    if_empty: Annotated[bool, typer.Option(help="Do nothing, and succeed, where there is a site already.")] = False,
) -> None:
    """Fill an empty data folder with the demo community: people, posts, decisions to look at.

    The site is marked as a demo on every page and never leaves this machine.
    """
    config = load()
    _clear_unfinished(config)
    if not site.is_empty(config):
        if if_empty or config.demo:
            return say(f"There is a site in {config.data} already; it stays as it is.")
        raise Stop(f"There is a site in {config.data} already. A demo needs an empty folder: set FOLKMOOT_DATA.")
    _mark(config)
    _fill()
    (config.data / _UNFINISHED).unlink()
    return say("The demo community is there. `folkmoot run` starts it.")


def _clear_unfinished(config: Config) -> None:
    """A demo whose making was interrupted holds nothing of anybody's: start again."""
    if (config.data / _UNFINISHED).exists():
        if config.database or config.vault:
            raise Stop(f"The demo was not finished last time. Empty its databases and {config.data}, then try again.")
        say("The demo was not finished last time; starting again.")
        shutil.rmtree(config.data)


def _mark(config: Config) -> None:
    """Before Django reads its settings: this folder is a demo, and not finished."""
    site.make_folders(config)
    (config.data / _UNFINISHED).touch()
    (config.data / "folkmoot.toml").write_text("# Marks every page, and keeps the site on this machine.\ndemo = true\n")
    operator_key.create(config.operator_key_file)


def _fill() -> None:
    current()
    site.set_up()
    migrate_all()
    publish_configured()
    from folkmoot.edges.cli import demo as community

    say("Filling the demo community …")
    community.fill(say)
