"""The three people as whom a visitor of the demo may sign in."""

from dataclasses import dataclass

from folkmoot.kernel.viewer import Role


@dataclass(frozen=True, slots=True)
class DemoLogin:
    handle: str
    display_name: str
    email: str
    password: str
    role: Role


PASSWORD = "come to the moot"  # noqa: S105 - printed for everybody who starts the demo

LOGINS = (
    DemoLogin("ana", "Ana Almeida", "ana@demo.example", PASSWORD, Role.MEMBER),
    DemoLogin("mo", "Mo Haddad", "mo@demo.example", PASSWORD, Role.MODERATOR),
    DemoLogin("olga", "Olga Novak", "olga@demo.example", PASSWORD, Role.OPERATOR),
)
ROLES = {login.handle: login.role for login in LOGINS} | {"max": Role.MODERATOR}
