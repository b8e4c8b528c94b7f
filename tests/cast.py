"""The people whom every test, the demo and the docs share.

Ana, Ben, Carla, Dev, Erin, Femi and Gita are members; Mo and Max are moderators; Olga is the operator. A function makes
its person in the running test the first time, and finds the same one afterwards.
"""

from dataclasses import dataclass

from folkmoot.domains.accounts import api as accounts
from folkmoot.kernel.viewer import Role, Viewer

PASSWORD = "correct horse battery"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `viewer` acts in the own browser."""

    id: int
    handle: str
    email: str
    password: str
    viewer: Viewer

    @property
    def account(self) -> accounts.AccountView:
        """The account as it is now."""
        return accounts.accounts_by_ids([self.id])[self.id]


def person(handle: str, *, display_name: str = "", role: Role = Role.MEMBER) -> Person:
    """Anybody else, by a name of the test's own."""
    email = f"{handle.lower()}@example.org"
    found = accounts.account_by_name(handle) or accounts.create_account(
        handle=handle,
        email=email,
        password=PASSWORD,
        display_name=display_name or handle.capitalize(),
        role=role,
    )
    return Person(found.id, found.handle, email, PASSWORD, Viewer(account_id=found.id, role=role))


def crowd(count: int) -> list[Person]:
    """So many members without a story: neighbour0, neighbour1 and so on."""
    return [person(f"neighbour{number}") for number in range(count)]


def ana() -> Person:
    return person("ana", display_name="Ana Almeida")


def ben() -> Person:
    return person("ben", display_name="Ben Okafor")


def carla() -> Person:
    return person("carla", display_name="Carla Rossi")


def dev() -> Person:
    return person("dev", display_name="Dev Patel")


def erin() -> Person:
    return person("erin", display_name="Erin Walsh")


def femi() -> Person:
    return person("femi", display_name="Femi Adeyemi")


def gita() -> Person:
    return person("gita", display_name="Gita Rao")


def mo() -> Person:
    return person("mo", display_name="Mo Haddad", role=Role.MODERATOR)


def max_() -> Person:
    return person("max", display_name="Max Lindqvist", role=Role.MODERATOR)


def olga() -> Person:
    return person("olga", display_name="Olga Novak", role=Role.OPERATOR)
