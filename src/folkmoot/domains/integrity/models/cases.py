from django.db import models
from django.db.models import Q

from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Case(models.Model):
    """What the moderators look at: one open case at most for each subject. Its id tells when it was opened.

    `desk` is a `group_desk.placing.Place`: at "group" it stands with the group alone until `group_until`.
    """

    id = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    responsible = models.BigIntegerField()
    suggestions = models.JSONField(default=dict)
    taken_by = models.BigIntegerField(null=True)
    taken_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    first_taken_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=16, blank=True, default="")
    severity = models.IntegerField(default=1)
    reach = models.BigIntegerField(default=0)
    confidence = models.FloatField(default=0.0)
    priority = models.FloatField(default=0.0)
    group_id = models.BigIntegerField(null=True)
    group_until = models.DateTimeField(null=True)
    desk = models.CharField(max_length=10, blank=True, default="")

    sensitivity = {
        "id": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "responsible": PERSONAL,
        "suggestions": PERSONAL,
        "taken_by": PERSONAL,
        "taken_until": NONE,
        "closed_at": NONE,
        "first_taken_at": NONE,
        "language": PERSONAL,
        "severity": NONE,
        "reach": NONE,
        "confidence": NONE,
        "priority": NONE,
        "group_id": PERSONAL,
        "group_until": NONE,
        "desk": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], condition=Q(closed_at=None), name="case_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["responsible", "id"], name="case_responsible"),
            models.Index(fields=["group_id", "id"], condition=Q(group_id__isnull=False), name="case_group"),
            models.Index(fields=["-priority", "id"], condition=Q(closed_at=None), name="case_next"),
            models.Index(fields=["closed_at"], condition=Q(closed_at__isnull=False), name="case_closed"),
        ]


class Report(models.Model):
    """What somebody says about a subject. `acted` is None until the case is decided.

    `trusted`: the reporter was a trusted flagger for this clause when the report was filed. `answer` is what the
    moderator wrote to the reporters.
    """

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    responsible = models.BigIntegerField()
    reporter = models.BigIntegerField()
    clause_id = models.CharField(max_length=80, blank=True)
    comment = models.TextField(blank=True)
    forward = models.BooleanField(default=False)
    related = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    acted = models.BooleanField(null=True)
    trusted = models.BooleanField(default=False)
    answer = models.TextField(blank=True, default="")

    sensitivity = {
        "id": NONE,
        "case": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "responsible": PERSONAL,
        "reporter": PERSONAL,
        "clause_id": PERSONAL,
        "comment": PERSONAL,
        "forward": PERSONAL,
        "related": PERSONAL,
        "answered_at": NONE,
        "acted": PERSONAL,
        "trusted": NONE,
        "answer": PERSONAL,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "subject_kind", "subject_id"],
                condition=Q(answered_at=None),
                name="report_one_open",
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="report_subject"),
            models.Index(fields=["reporter", "id"], name="report_reporter"),
        ]


class Label(models.Model):
    """What a moderator found about a subject: a fact for the conditions, with its source."""

    id = models.BigIntegerField(primary_key=True)
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    label = models.CharField(max_length=40)
    link = models.CharField(max_length=2000, blank=True)
    note = models.TextField(blank=True)
    labelled_by = models.BigIntegerField()

    sensitivity = {
        "id": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "label": PERSONAL,
        "link": PUBLIC,
        "note": PERSONAL,
        "labelled_by": PERSONAL,
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_id", "label"], name="label_once")]
