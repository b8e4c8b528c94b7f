from folkmoot.kernel.errors import Forbidden, Invalid
from folkmoot.kernel.sentences import sentence


class SignInRefused(Forbidden):
    default_safe = "The e-mail address and the password do not belong together."


class NotYetActive(Forbidden):
    default_safe = "Your account is waiting: please confirm your e-mail address, or wait for a moderator's answer."


class RegistrationClosed(Forbidden):
    default_safe = "This community does not take new members at the moment."


class InvitationNeeded(Invalid):
    def __init__(self) -> None:
        super().__init__(
            sentence("You need an invitation that is still valid. Please ask a member for one."), field="invitation"
        )
