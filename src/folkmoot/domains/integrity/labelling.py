"""Label a subject: a moderator states a fact, with its source, and the policy says what follows."""

import dataclasses
import re

from folkmoot.domains.integrity import cases, deciding, views
from folkmoot.domains.integrity.models import Label, Report
from folkmoot.domains.integrity.policy.types import Decides
from folkmoot.domains.integrity.screening import caused_by, decide_labelled, record_screening, rescreen
from folkmoot.domains.integrity.subjects import about
from folkmoot.domains.integrity.types import LabelView, Screening
from folkmoot.domains.integrity.wording import NOTE_LIMIT, web_address, words
from folkmoot.infra.audit import api as audit
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.ids import new_id
from folkmoot.kernel.refs import SubjectRef
from folkmoot.kernel.viewer import Viewer

FALSE = "false"
_LABEL = re.compile(r"[a-z][a-z0-9-]{0,39}")


def label(viewer: Viewer, *, ref: SubjectRef, responsible: int, label: str, link: str, note: str) -> LabelView:
    """Label a subject. Labelling it the same again replaces source, note and what followed.

    "false" needs the fact-check that says so. Raises Forbidden for the involved, Conflict where an appeal against what
    followed before is open.
    """
    moderator = viewer.require_staff()
    said = {
        "link": web_address(link),
        "note": words(note, limit=NOTE_LIMIT, field="note"),
        "labelled_by": moderator,
    }
    _check(label, str(said["link"]))
    reported = Report.objects.filter(about(ref), reporter=moderator).exists()
    cases.refuse_the_involved(moderator, responsible, reported)
    screening = rescreen(ref, responsible, label=label)
    with atomic_write():
        row, _ = Label.objects.update_or_create(
            subject_kind=ref.kind.value,
            subject_id=ref.id,
            label=label,
            defaults=said,
            create_defaults={"id": new_id(), **said},
        )
        audit.record(moderator, "integrity.label", ref, label=label)
        _act(screening, row)
    return views.label(row)


def _check(label: str, link: str) -> None:
    if not _LABEL.fullmatch(label):
        raise Invalid("A label is one word in lower case letters, such as false.", field="label")
    if label == FALSE and not link:
        raise Invalid("Please link the fact-check that found this false.", field="link")


def _act(screening: Screening, row: Label) -> None:
    """What the label causes is its author's decision; what the policy only proposes goes before a person."""
    caused = caused_by(screening, row.label)
    automatic = [match for match in caused if match.clause.decides is Decides.AUTOMATION]
    if automatic:
        opened = cases.open_or_join(screening.ref, screening.responsible)
        case = cases.claim(row.labelled_by, opened.id)
        deciding.end_holds(case, row.labelled_by)
        for match in automatic:
            decide_labelled(screening, match, link=row.link, decider=row.labelled_by, case_id=case.id)
        deciding.close(case, acted=True)
    record_screening(dataclasses.replace(screening, matches=caused))
