"""What central tables know of an address, and how passwords are hashed and checked."""

from django.contrib.auth import hashers
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from folkmoot.domains.accounts.policy import PASSWORD_LEAST, PASSWORD_MOST
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.sentences import sentence

_common = CommonPasswordValidator()


def email_hash(email: str) -> str:
    """The keyed hash by which a login is found; `email` must be normal already."""
    return crypto.keyed_hash(secret("email-hash"), email)


def hashed_password(password: str) -> str:
    """Argon2id. Raises Invalid for a password that is too short, too long or known to everybody."""
    if not PASSWORD_LEAST <= len(password) <= PASSWORD_MOST:
        raise Invalid(
            sentence("A password needs at least {password_least} characters.", password_least=PASSWORD_LEAST),
            field="password",
        )
    try:
        _common.validate(password)
    except ValidationError:
        raise Invalid("Too many people use this password. Please choose another.", field="password") from None
    return hashers.make_password(password)


def password_matches(password: str, hashed: str | None) -> bool:
    """Whether the password is right. Takes as long where there is no login at all."""
    if hashed is None:
        hashers.make_password(password)
        return False
    return hashers.check_password(password, hashed)
