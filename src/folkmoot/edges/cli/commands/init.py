from folkmoot.edges.cli import people
from folkmoot.edges.cli.commands.migrate import migrate_all
from folkmoot.edges.cli.commands.policy import publish_configured
from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import make_folders, set_up
from folkmoot.infra import operator_key
from folkmoot.infra.config import current


def init(
    name: people.NameOption = None,
    email: people.EmailOption = None,
    password: people.PasswordOption = None,
    *,
    password_stdin: people.StdinOption = False,
) -> None:
    """Make a site: data folder, operator key, databases and the first operator. No demo.

    Refuses where the site has an operator already.
    """
    config = current()
    make_folders(config)
    if not config.operator_key_file.exists():
        operator_key.create(config.operator_key_file)
        say(
            f"Made the operator key {config.operator_key_file}. Keep a copy apart from the data: nothing opens without."
        )
    set_up()
    migrate_all()
    publish_configured()
    _refuse_second_operator()
    person = people.ask(name, email, password, password_stdin=password_stdin)
    _create_operator(person)
    say(f"{person.name} is the operator of this site. `folkmoot run` starts it; `folkmoot doctor` says what it lacks.")


def _refuse_second_operator() -> None:
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.kernel.viewer import Role

    if Role.OPERATOR in accounts.roles_of(accounts.staff_ids()).values():
        raise Stop("This site has an operator already. `folkmoot create-account --role operator` makes another.")


def _create_operator(person: people.NewPerson) -> None:
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.kernel.viewer import Role

    accounts.create_account(handle=person.name, email=person.email, password=person.password, role=Role.OPERATOR)
