"""Fill the demo community, through the same commands that people use."""

from collections.abc import Callable

from folkmoot.edges.cli.demo.logins import LOGINS


def fill(say: Callable[[str], None]) -> None:
    """Make the people of the demo. `say` is told what is done."""
    from folkmoot.domains.accounts import api as accounts

    for login in LOGINS:
        accounts.create_account(
            handle=login.handle,
            email=login.email,
            password=login.password,
            role=login.role,
            display_name=login.display_name,
        )
    say(f"  {len(LOGINS)} people")
