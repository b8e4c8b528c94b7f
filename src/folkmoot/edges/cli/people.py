"""Asking for what an account needs: from options, from standard input, or at the keyboard."""

import sys
from dataclasses import dataclass
from typing import Annotated, TypeAlias

import typer

from folkmoot.edges.cli.output import MISCONFIGURED, Stop

NameOption: TypeAlias = Annotated[str | None, typer.Option(help="The name before the @: letters, digits and _.")]
EmailOption: TypeAlias = Annotated[str | None, typer.Option(help="The e-mail address to sign in with.")]
PasswordOption: TypeAlias = Annotated[
    str | None, typer.Option(help="The password. Other users of this machine can see it; better leave it out.")
]
StdinOption: TypeAlias = Annotated[bool, typer.Option(help="Read the password from the first line of standard input.")]


@dataclass(frozen=True, slots=True)
class NewPerson:
    name: str
    email: str
    password: str


def ask(name: str | None, email: str | None, password: str | None, *, password_stdin: bool) -> NewPerson:
    """What was given, and answers to questions for the rest. Raises Stop where nobody can answer."""
    return NewPerson(
        name or _question("Name (before the @)", "--name"),
        email or _question("E-mail address", "--email"),
        _password(password, password_stdin=password_stdin),
    )


def _password(given: str | None, *, password_stdin: bool) -> str:
    if password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    return given or _question("Password", "--password-stdin", secret=True)


def _question(text: str, option: str, *, secret: bool = False) -> str:
    if not sys.stdin.isatty():
        raise Stop(f"{text} is missing, and nobody is at the keyboard: give {option}.", MISCONFIGURED)
    answer: str = typer.prompt(text, hide_input=secret, confirmation_prompt=secret)
    return answer
