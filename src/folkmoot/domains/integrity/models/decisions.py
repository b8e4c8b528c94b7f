from django.db import models
from django.db.models import Q

from folkmoot.domains.integrity.models.cases import Case
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Decision(models.Model):
    """What was decided about a subject. Written once with its log entry; only the undoing is added later.

    Title, text and reason are the clause's at that time: a policy may change, a given reason may not.
    """

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="decisions")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    responsible = models.BigIntegerField()
    policy_version = models.CharField(max_length=40)
    clause_id = models.CharField(max_length=80, blank=True)
    clause_title = models.CharField(max_length=200, blank=True)
    clause_text = models.TextField(blank=True)
    reason = models.CharField(max_length=500, blank=True)
    treatment = models.CharField(max_length=10)
    automated = models.BooleanField()
    decider = models.BigIntegerField(null=True)
    seconded_by = models.BigIntegerField(null=True)
    detected = models.CharField(max_length=10, blank=True)
    strike = models.BooleanField(default=False)
    appealable = models.BooleanField(default=True)
    facts = models.TextField()
    note = models.TextField(blank=True)
    salt = models.CharField(max_length=64)
    log_entry = models.BigIntegerField(unique=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.BigIntegerField(null=True)
    undo_note = models.TextField(blank=True)

    sensitivity = {
        "id": NONE,
        "case": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "responsible": PERSONAL,
        "policy_version": PUBLIC,
        "clause_id": PUBLIC,
        "clause_title": PUBLIC,
        "clause_text": PUBLIC,
        "reason": PUBLIC,
        "treatment": PUBLIC,
        "automated": PUBLIC,
        "decider": PERSONAL,
        "seconded_by": PERSONAL,
        "detected": PUBLIC,
        "strike": PERSONAL,
        "appealable": PUBLIC,
        "facts": PERSONAL,
        "note": PERSONAL,
        "salt": PERSONAL,
        "log_entry": PUBLIC,
        "undone_at": PUBLIC,
        "undone_by": PERSONAL,
        "undo_note": PERSONAL,
    }

    class Meta:
        indexes = [
            models.Index(fields=["responsible", "id"], name="decision_responsible"),
            models.Index(fields=["subject_kind", "subject_id"], name="decision_subject"),
        ]


class Effect(models.Model):
    """One treatment of one subject, owned by a decision. Active while it has not ended and its time has not run out.

    `countries` (ISO 3166-1 alpha-2) bound a withholding, `limits` say what a restricted account may not do.
    """

    id = models.BigIntegerField(primary_key=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="effects")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    factor = models.FloatField(null=True)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=2000, null=True)
    countries = models.JSONField(default=list)
    limits = models.JSONField(default=list)
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    sensitivity = {
        "id": NONE,
        "decision": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "kind": PUBLIC,
        "factor": PUBLIC,
        "text": PUBLIC,
        "link": PUBLIC,
        "countries": PUBLIC,
        "limits": PUBLIC,
        "until": PUBLIC,
        "ended_at": PUBLIC,
    }

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], condition=Q(ended_at=None), name="effect_active")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(factor=None) | Q(factor__gte=0, factor__lte=1), name="effect_factor_is_a_share"
            )
        ]
