"""The door of accounts."""

from folkmoot.domains.accounts.access import access_account, access_account_by_name, act_as, present_for
from folkmoot.domains.accounts.commands.create import create_account
from folkmoot.domains.accounts.commands.erase import erase_account, erase_again, finish_erasure
from folkmoot.domains.accounts.commands.import_people import import_people
from folkmoot.domains.accounts.commands.invite import create_invitation, invitations_of, withdraw_invitation
from folkmoot.domains.accounts.commands.mails import sweep_tokens
from folkmoot.domains.accounts.commands.manage import add_manager, create_managed, remove_manager, set_role
from folkmoot.domains.accounts.commands.profile import ProfileChange, edit_profile
from folkmoot.domains.accounts.commands.settings import change_email, own_login
from folkmoot.domains.accounts.commands.sign_in import (
    change_password,
    confirm_email,
    request_reset,
    reset_password,
    reset_works,
    sign_in,
)
from folkmoot.domains.accounts.commands.sign_up import approve, reject, sign_up, sweep_unconfirmed, waiting_members
from folkmoot.domains.accounts.errors import InvitationNeeded, NotYetActive, RegistrationClosed, SignInRefused
from folkmoot.domains.accounts.events import AccountCreated, AccountErased, PasswordReset, PeopleImported, ProfileEdited
from folkmoot.domains.accounts.evidence import evidence
from folkmoot.domains.accounts.facts import integrity_facts
from folkmoot.domains.accounts.policy import BIO_LIMIT, FIELD_LIMIT, MOST_FIELDS, NAME_LIMIT
from folkmoot.domains.accounts.queries import (
    account_by_name,
    accounts_by_ids,
    accounts_by_names,
    count_local,
    directory,
    first_operator,
    imported_ids,
    managed_by,
    manager_conflict,
    managers_of,
    roles_of,
    search_accounts,
    site_began_at,
    staff_ids,
    viewer_for,
)
from folkmoot.domains.accounts.types import (
    AccountKind,
    AccountView,
    InvitationView,
    LoginState,
    OwnLogin,
    ProfileField,
    RegistrationMode,
    SignUp,
    WaitingMember,
)

__all__ = [
    "BIO_LIMIT",
    "FIELD_LIMIT",
    "MOST_FIELDS",
    "NAME_LIMIT",
    "AccountCreated",
    "AccountErased",
    "AccountKind",
    "AccountView",
    "InvitationNeeded",
    "InvitationView",
    "LoginState",
    "NotYetActive",
    "OwnLogin",
    "PasswordReset",
    "PeopleImported",
    "ProfileChange",
    "ProfileEdited",
    "ProfileField",
    "RegistrationClosed",
    "RegistrationMode",
    "SignInRefused",
    "SignUp",
    "WaitingMember",
    "access_account",
    "access_account_by_name",
    "account_by_name",
    "accounts_by_ids",
    "accounts_by_names",
    "act_as",
    "add_manager",
    "approve",
    "change_email",
    "change_password",
    "confirm_email",
    "count_local",
    "create_account",
    "create_invitation",
    "create_managed",
    "directory",
    "edit_profile",
    "erase_account",
    "erase_again",
    "evidence",
    "finish_erasure",
    "first_operator",
    "import_people",
    "imported_ids",
    "integrity_facts",
    "invitations_of",
    "managed_by",
    "manager_conflict",
    "managers_of",
    "own_login",
    "present_for",
    "reject",
    "remove_manager",
    "request_reset",
    "reset_password",
    "reset_works",
    "roles_of",
    "search_accounts",
    "set_role",
    "sign_in",
    "sign_up",
    "site_began_at",
    "staff_ids",
    "sweep_tokens",
    "sweep_unconfirmed",
    "viewer_for",
    "waiting_members",
    "withdraw_invitation",
]
