from django.db import models
from django.db.models import Q

from folkmoot.domains.integrity.models.cases import Case
from folkmoot.domains.integrity.models.decisions import Decision
from folkmoot.infra.fields import NONE, PERSONAL, PUBLIC


class Proposal(models.Model):
    """A removal of an account that waits for a second person. Nothing has happened until somebody confirms it."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    clause_id = models.CharField(max_length=80)
    link = models.CharField(max_length=2000, blank=True)
    note = models.TextField(blank=True)
    proposed_by = models.BigIntegerField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)
    answer_note = models.TextField(blank=True)
    decision = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="proposal")

    sensitivity = {
        "id": NONE,
        "case": NONE,
        "clause_id": PUBLIC,
        "link": PUBLIC,
        "note": PERSONAL,
        "proposed_by": PERSONAL,
        "answered_at": NONE,
        "answered_by": PERSONAL,
        "answer_note": PERSONAL,
        "decision": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(answered_at=None), name="proposal_one_open")
        ]


class Appeal(models.Model):
    """What the account concerned says against a decision: once for each. Its id tells when it was filed."""

    id = models.BigIntegerField(primary_key=True)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    appellant = models.BigIntegerField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    reasons = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)
    log_entry = models.BigIntegerField(null=True, unique=True)
    replaced_by = models.OneToOneField(Decision, null=True, on_delete=models.PROTECT, related_name="replaces")

    sensitivity = {
        "id": NONE,
        "decision": NONE,
        "appellant": PERSONAL,
        "due_at": NONE,
        "outcome": PUBLIC,
        "reasons": PERSONAL,
        "decided_at": PUBLIC,
        "decided_by": PERSONAL,
        "log_entry": PUBLIC,
        "replaced_by": PUBLIC,
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None, log_entry=None)
                | Q(decided_at__isnull=False, log_entry__isnull=False) & ~Q(outcome=""),
                name="appeal_outcome_is_logged",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(decided_at=None), name="appeal_waiting"),
            models.Index(fields=["appellant"], name="appeal_appellant"),
        ]


class AppealMessage(models.Model):
    """A part of the dialogue: the appeal itself is the first."""

    id = models.BigIntegerField(primary_key=True)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="messages")
    author = models.BigIntegerField()
    from_staff = models.BooleanField()
    text = models.TextField()

    sensitivity = {"id": NONE, "appeal": NONE, "author": PERSONAL, "from_staff": NONE, "text": PERSONAL}


class Evidence(models.Model):
    """That the words of a subject, in one version, lie in the vault under the key of a case. Holds no words itself."""

    id = models.BigIntegerField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    subject_kind = models.CharField(max_length=10)
    subject_id = models.BigIntegerField()
    version = models.IntegerField()
    record_id = models.BigIntegerField(unique=True)
    public = models.BooleanField()
    author_erased = models.BooleanField(default=False)

    sensitivity = {
        "id": NONE,
        "case": NONE,
        "subject_kind": NONE,
        "subject_id": PERSONAL,
        "version": NONE,
        "record_id": NONE,
        "public": NONE,
        "author_erased": NONE,
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "subject_kind", "subject_id", "version"], name="evidence_once_a_version"
            )
        ]
