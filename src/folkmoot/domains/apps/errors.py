from folkmoot.kernel.errors import FolkmootError, Forbidden, NotSignedIn


class OAuthRefused(FolkmootError):
    """OAuth's own way to say no: a code word such as "invalid_grant", a sentence, and where to send the browser.

    `location` is "" where the address of the app is not to be trusted: the person is told instead.
    """

    def __init__(self, code: str, description: str = "", *, location: str = "") -> None:
        super().__init__(f"oauth {code}", safe=description or code)
        self.code = code
        self.location = location


class TokenInvalid(NotSignedIn):
    default_safe = "The access token is invalid"


class OutsideScopes(Forbidden):
    default_safe = "This action is outside the authorized scopes"


class LoginInactive(Forbidden):
    default_safe = "Your login is missing a confirmed e-mail address, or waits for a moderator's answer"
