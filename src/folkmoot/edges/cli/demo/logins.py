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


_PASSWORD = "come to the moot"  # noqa: S105 - printed for everybody who starts the demo

LOGINS = (
    DemoLogin("ana", "Ana", "ana@demo.example", _PASSWORD, Role.MEMBER),
    DemoLogin("mo", "Mo", "mo@demo.example", _PASSWORD, Role.MODERATOR),
    DemoLogin("olga", "Olga", "olga@demo.example", _PASSWORD, Role.OPERATOR),
)
