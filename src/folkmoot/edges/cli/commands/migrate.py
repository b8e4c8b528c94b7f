from folkmoot.edges.cli.commands.policy import publish_configured
from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import make_folders, set_up
from folkmoot.infra.config import Config, current

RESTORING = "restore.unfinished"
"""In the data folder while a backup is brought back."""


def migrate() -> None:
    """Bring every database to the schema of this version. `folkmoot run` does it by itself.

    Refuses databases that a newer version has migrated.
    """
    make_folders(current())
    set_up()
    migrate_all()
    publish_configured()


def migrate_all() -> None:
    """Migrate keys, vaults and the central database, in this order. Waits for whoever does so already. Raises Stop."""
    config = current()
    refuse_half_restored(config)
    bring_up_to_date(config)


def refuse_half_restored(config: Config) -> None:
    """Raise Stop where a restore was cut off: what is there now may lack anything."""
    if (config.data / RESTORING).exists():
        raise Stop("A backup was not restored to its end here. Run `folkmoot restore` again.")


def bring_up_to_date(config: Config) -> None:
    """What `migrate_all` does, for `folkmoot restore`, which is not at its end yet. Raises Stop."""
    from django.db import OperationalError

    from folkmoot.infra.migrating import Busy, alone

    try:
        with alone(config.data, lambda: say("Another process is migrating the databases; waiting for it …")):
            _migrate_each()
    except Busy as busy:
        raise Stop(str(busy)) from None
    except OperationalError as error:
        first_line = str(error).strip().splitlines()[0]
        raise Stop(f"A database does not answer: {first_line}") from None


def _migrate_each() -> None:
    from folkmoot.infra.migrating import migrate
    from folkmoot.infra.schema import aliases, state_of

    states = [state_of(alias) for alias in aliases()]
    for state in states:
        if state.unknown:
            raise Stop(
                f"The database {state.alias!r} was made by a newer Folkmoot (it has {state.unknown[0]}). "
                "Install that version, or restore a backup of this one."
            )
    for state in states:
        if state.pending:
            steps = f"{state.pending} {'step' if state.pending == 1 else 'steps'}"
            say(f"Migrating the database {state.alias!r}: {steps} …")
            migrate(state.alias, lambda: say("Its tables are in use; trying again until they are free …"))
    if not any(state.pending for state in states):
        say("The databases are up to date.")
