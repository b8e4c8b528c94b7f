from typing import Annotated

import typer

from folkmoot.edges.cli import people
from folkmoot.edges.cli.output import say
from folkmoot.edges.cli.site import set_up
from folkmoot.infra import operator_key
from folkmoot.infra.config import current
from folkmoot.kernel.viewer import Role


def create_account(
    name: people.NameOption = None,
    email: people.EmailOption = None,
    password: people.PasswordOption = None,
    *,
    password_stdin: people.StdinOption = False,
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.MEMBER,
) -> None:
    """Create an account that may sign in at once, whatever the site's registration says."""
    operator_key.read(current().operator_key_file)
    set_up()
    from folkmoot.domains.accounts import api as accounts

    person = people.ask(name, email, password, password_stdin=password_stdin)
    account = accounts.create_account(handle=person.name, email=person.email, password=person.password, role=role)
    say(f"{account.handle} may sign in now, as {role.value}.")
