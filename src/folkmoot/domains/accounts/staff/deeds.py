"""What staff do for a person: a new password, a confirmed address, an end of all sessions. None is a decision."""

from folkmoot.domains.accounts.commands.mails import new_login_token, queue_mail
from folkmoot.domains.accounts.events import Joined, SignedOut
from folkmoot.domains.accounts.models import Login
from folkmoot.domains.accounts.staff.types import Contact, LookReason
from folkmoot.domains.accounts.types import LoginState, RegistrationMode
from folkmoot.domains.residency import api as residency
from folkmoot.infra import mail
from folkmoot.infra.audit.api import record
from folkmoot.infra.config import current
from folkmoot.infra.outbox.api import publish
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Role, Viewer


def send_reset(viewer: Viewer, *, account_id: int) -> None:
    """Mail the person a link for a new password. Operators only. Raises Conflict where no mail goes out."""
    actor_id = viewer.require_operator()
    if not current().confirms_email:
        raise Conflict("no mail", safe="No mail goes out from this site yet. Hand the person a link instead.")
    with atomic_write():
        _login(account_id)
        record(actor_id, "password.send_reset", account_ref(account_id))
        queue_mail(account_id, "reset")


def make_reset_link(viewer: Viewer, *, account_id: int) -> str:
    """A link for a new password, for an operator to hand over; good once within 24 hours. The person is told by mail.

    Operators only, and not for another operator: who can sign in as one could undo every limit on the other.
    """
    actor_id = viewer.require_operator()
    with atomic_write():
        login = _login(account_id)
        if login.role == Role.OPERATOR and account_id != actor_id:
            raise Invalid("The link for another operator goes out by mail only.")
        record(actor_id, "password.make_link", account_ref(account_id))
        token = new_login_token(account_id, "reset")
        queue_mail(account_id, "reset_made")
    return f"{current().public_origin}/reset/{token}"


def end_sessions(viewer: Viewer, *, account_id: int) -> None:
    """Sign the person out everywhere, browsers and apps. Staff only."""
    actor_id = viewer.require_staff()
    with atomic_write():
        _login(account_id)
        record(actor_id, "sessions.end", account_ref(account_id))
        publish(SignedOut(account_id))
    residency.sessions.revoke_all(account_id)


def confirm_for(viewer: Viewer, *, account_id: int, mode: RegistrationMode) -> LoginState:
    """Take an address as confirmed, where the mail did not arrive. Staff only. Conflict where nothing is to confirm."""
    actor_id = viewer.require_staff()
    with atomic_write():
        login = _login(account_id)
        if login.state != LoginState.UNCONFIRMED:
            raise Conflict("nothing to confirm", safe="The address of this person is confirmed already.")
        waits = login.needs_approval or mode is RegistrationMode.APPROVAL
        login.state = LoginState.WAITING if waits else LoginState.ACTIVE
        login.save(update_fields=["state"])
        record(actor_id, "login.confirm_for", account_ref(account_id))
        if not waits:
            publish(Joined(account_id))
    return LoginState(login.state)


def read_contact(viewer: Viewer, *, account_id: int, reason: LookReason) -> Contact:
    """The e-mail address and the sessions of a person, out of the vault. Staff only; who, when and why is recorded."""
    actor_id = viewer.require_staff()
    with atomic_write():
        _login(account_id)
        record(actor_id, "contact.read", account_ref(account_id), reason=reason.value)
    email = residency.records.find(account_id, residency.RecordKind.EMAIL) or b""
    return Contact(email.decode(), tuple(residency.sessions.sessions_of(account_id)))


def send_test_mail(viewer: Viewer) -> None:
    """Send a mail to the operator's own address, at once. Raises Conflict, with the reason, where it does not leave."""
    actor_id = viewer.require_operator()
    email = residency.records.find(actor_id, residency.RecordKind.EMAIL)
    if not current().confirms_email or email is None:
        raise Conflict("no mail", safe="No mail goes out from this site yet: set FOLKMOOT_MAIL first.")
    host = current().host
    text = sentence("This mail came from {host}. It reached you, so others will get theirs.\n", host=host)
    try:
        mail.send(to=email.decode(), subject=sentence("A test mail from {host}", host=host), body=text)
    except OSError as error:
        said = sentence(
            "The mail server did not take it: {error}. Please look at FOLKMOOT_MAIL.", error=type(error).__name__
        )
        raise Conflict("mail refused", safe=said) from error


def _login(account_id: int) -> Login:
    login = Login.objects.filter(account_id=account_id).first()
    if login is None:
        raise NotFound("no login", safe="Nobody signs in to this account.")
    return login
