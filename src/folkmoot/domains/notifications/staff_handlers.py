"""What moderators and operators are told; connected in wiring."""

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.telling import tell


def on_joined(event: accounts.Joined) -> None:
    tell(accounts.staff_ids(), NotificationKind.SIGN_UP, actor_id=event.account_id)


def on_report_filed(event: integrity.ReportFiled) -> None:
    """Tell those who may judge it. What stands with the moderators of a group first is no news here."""
    report = integrity.reports_with_community([event.report_id]).get(event.report_id)
    if report is None:
        return
    judges = [one for one in accounts.staff_ids() if one != report.responsible and not _manages(one, report)]
    tell(judges, NotificationKind.REPORT, actor_id=report.reporter, subject_id=report.id)


def _manages(account_id: int, report: integrity.ReportView) -> bool:
    return accounts.manager_conflict(decider=account_id, responsible=report.responsible) is not None
