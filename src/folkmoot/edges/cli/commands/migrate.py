from folkmoot.edges.cli.commands.policy import publish_configured
from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import make_folders, set_up
from folkmoot.infra.config import current


def migrate() -> None:
    """Bring every database to the schema of this version. `folkmoot run` does it by itself.

    Refuses databases that a newer version has migrated.
    """
    make_folders(current())
    set_up()
    migrate_all()
    publish_configured()


def migrate_all() -> None:
    """Migrate keys, vaults and the central database, in this order. Raises Stop."""
    from django.db import OperationalError

    from folkmoot.edges.cli.migrations import aliases, state_of

    try:
        states = [state_of(alias) for alias in aliases()]
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        raise Stop(f"A database does not answer: {first_line}") from None
    for state in states:
        if state.unknown:
            raise Stop(
                f"The database {state.alias!r} was made by a newer Folkmoot (it has {state.unknown[0]}). "
                "Install that version, or restore a backup of this one."
            )
    for state in states:
        if state.pending:
            _migrate_one(state.alias, state.pending)
    if not any(state.pending for state in states):
        say("The databases are up to date.")


def _migrate_one(alias: str, steps: int) -> None:
    from django.core.management import call_command

    say(f"Migrating the database {alias!r}: {steps} {'step' if steps == 1 else 'steps'} …")
    call_command("migrate", database=alias, interactive=False, verbosity=0, skip_checks=True)
