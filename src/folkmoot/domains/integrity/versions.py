"""Publish a version of the policy, or try it in shadow. A version that was published never changes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.integrity import current
from folkmoot.domains.integrity.current import PAST, PUBLISHED, SHADOW
from folkmoot.domains.integrity.events import PolicyPublished
from folkmoot.domains.integrity.models import PolicyVersion
from folkmoot.domains.integrity.policy.diff import PolicyDiff, compare
from folkmoot.domains.integrity.policy.engine import Policy
from folkmoot.domains.integrity.policy.loading import load_text
from folkmoot.infra.audit import api as audit
from folkmoot.infra.outbox import api as outbox
from folkmoot.infra.translog import api as translog
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version as everybody may read it. `published_at` is None for one that has only been tried in shadow."""

    version: str
    state: str
    digest: str
    """SHA-256 of the text, as the public log has it."""
    published_at: datetime | None
    stored_at: datetime
    log_entry: int


def publish_policy(viewer: Viewer | None, *, text: str, shadow: bool = False, name: str = "policy") -> VersionView:
    """Publish a policy, or try it in `shadow`; what was published or tried before becomes past.

    The same text again changes nothing. `viewer` is None for the command line. Raises PolicyError where the text
    cannot be used (its problems say that they stand in `name`), and Conflict where its version has other words already.
    """
    who = viewer.require_operator() if viewer is not None else None
    policy = load_text(text, name)
    with atomic_write():
        row = _publish(policy, _one_form(text), SHADOW if shadow else PUBLISHED, who)
    current.refresh()
    return _view(row)


def adopt_policy(text: str, name: str) -> VersionView | None:
    """Publish a policy where nobody has its version yet; None where it is stored with the same words.

    Raises PolicyError, and Conflict where the version is stored with other words.
    """
    row = PolicyVersion.objects.filter(version=load_text(text, name).version).first()
    if row is None:
        return publish_policy(None, text=text, name=name)
    _refuse_other_words(row, text)
    return None


def end_shadow(viewer: Viewer | None) -> None:
    """Try no version any longer. Nothing happens where none is tried."""
    who = viewer.require_operator() if viewer is not None else None
    with atomic_write():
        row = PolicyVersion.objects.select_for_update().filter(state=SHADOW).first()
        if row is not None:
            _enter(row, PAST, who)
            row.save(update_fields=["state", "log_entry", "who", "salt"])
    current.refresh()


def versions() -> tuple[VersionView, ...]:
    """Every version that was ever published or tried, newest first."""
    return tuple(_view(row) for row in PolicyVersion.objects.order_by("-id"))


def policy_version(version: str) -> tuple[VersionView, Policy]:
    """A version and what it says. Raises NotFound."""
    row = PolicyVersion.objects.filter(version=version).first()
    if row is None:
        raise NotFound(
            f"policy version {version}", safe=sentence("There is no version {version} of the policy.", version=version)
        )
    return _view(row), current.of_text(row.text)


def version_before(version: str) -> str | None:
    """The version that was in force before this one; None for the first."""
    row = PolicyVersion.objects.filter(version=version).first()
    rows = PolicyVersion.objects.exclude(published_at=None).exclude(version=version).order_by("-log_entry")
    if row is not None and row.published_at is not None:
        rows = rows.filter(log_entry__lt=row.log_entry)
    return rows.values_list("version", flat=True).first()


def policy_diff(old: str, new: str) -> PolicyDiff:
    """What changed from one version to another, clause by clause. Raises NotFound."""
    return compare(policy_version(old)[1], policy_version(new)[1])


def digest_of(text: str) -> str:
    """What the public log says of a text; line ends and spaces at its end do not count."""
    return hashlib.sha256(_one_form(text).encode()).hexdigest()


def _one_form(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip() + "\n"


def _publish(policy: Policy, text: str, state: str, who: int | None) -> PolicyVersion:
    """Inside the caller's `atomic_write`."""
    row = PolicyVersion.objects.select_for_update().filter(version=policy.version).first()
    if row is not None:
        _refuse_other_words(row, text)
        if row.state == state:
            return row
        _refuse_return(row, state)
    before = PolicyVersion.objects.select_for_update().filter(state=state).exclude(version=policy.version).first()
    if before is not None:
        before.state = PAST
        before.save(update_fields=["state"])
    if row is None:
        row = PolicyVersion(id=new_id(), version=policy.version, text=text, digest=digest_of(text))
    _enter(row, state, who)
    row.published_at = clock.now() if state == PUBLISHED else None
    row.save()
    outbox.publish(PolicyPublished(row.id))
    return row


def _enter(row: PolicyVersion, state: str, who: int | None) -> None:
    """The state, with its entry in the public log and its audit row. The caller saves."""
    row.state, row.who, row.salt = state, who, secrets.token_hex(16)
    row.log_entry = translog.append(
        "policy",
        version=row.version,
        digest=row.digest,
        commitment=hashlib.sha256(bytes.fromhex(row.salt) + f"account:{who or 'site'}".encode()).hexdigest(),
        state=state,
        at=clock.now().isoformat(),
    )
    audit.record(who, f"integrity.policy_{state}", f"policy:{row.version}", log_entry=row.log_entry)


def _refuse_other_words(row: PolicyVersion, text: str) -> None:
    if row.digest != digest_of(text):
        raise Conflict(
            "a version with other words",
            safe=sentence(
                "Version {version} has been stored with other words since {since}, and a version never changes. "
                "Write another one at the top, such as version: {following}, and publish that.",
                version=row.version,
                since=time_of(row.id).date(),
                following=_next(row.version),
            ),
        )


def _refuse_return(row: PolicyVersion, state: str) -> None:
    if row.state == PUBLISHED and state == SHADOW:
        raise Conflict(
            "in force already",
            safe=sentence("Version {version} is in force: there is nothing to try.", version=row.version),
        )
    if row.published_at is not None:
        raise Conflict(
            "a past version",
            safe=sentence(
                "Version {version} was in force until another one was published. "
                "To bring its rules back, give them a new version, such as version: {following}.",
                version=row.version,
                following=_next(row.version),
            ),
        )


def _next(version: str) -> str:
    """A version that nobody has: the next whole number after all that are numbers."""
    numbers = [int(each) for each in PolicyVersion.objects.values_list("version", flat=True) if each.isdigit()]
    return str(max(numbers) + 1) if numbers else f"{version}.1"


def _view(row: PolicyVersion) -> VersionView:
    return VersionView(row.version, row.state, row.digest, row.published_at, time_of(row.id), row.log_entry)
