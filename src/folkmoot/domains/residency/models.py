from django.db import models

from folkmoot.infra.fields import NONE, PERSONAL, SENSITIVE


class PersonKey(models.Model):
    """In the key store: a person's key, wrapped by the operator key."""

    account_id = models.BigIntegerField(primary_key=True)
    region = models.CharField(max_length=20)
    wrapped = models.BinaryField()

    sensitivity = {"account_id": PERSONAL, "region": PERSONAL, "wrapped": NONE}


class CaseKey(models.Model):
    """In the key store: the key under which the evidence of a case lies, wrapped by the operator key."""

    case_id = models.BigIntegerField(primary_key=True)
    wrapped = models.BinaryField()

    sensitivity = {"case_id": NONE, "wrapped": NONE}


class Erasure(models.Model):
    """In the key store: whose key was erased. Applied again after every restore."""

    account_id = models.BigIntegerField(primary_key=True)
    erased_at = models.DateTimeField()

    sensitivity = {"account_id": PERSONAL, "erased_at": PERSONAL}


class VaultRecord(models.Model):
    """In a vault: one sealed piece of sensitive data. Never changed."""

    id = models.BigIntegerField(primary_key=True)
    owner_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    sealed = models.BinaryField()

    sensitivity = {"id": NONE, "owner_id": PERSONAL, "kind": NONE, "sealed": SENSITIVE}

    class Meta:
        indexes = [models.Index(fields=["owner_id", "kind"], name="vault_owner_kind")]


class SharedKey(models.Model):
    """In a vault: the key of a direct message, wrapped for one of its participants."""

    record_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    wrapped = models.BinaryField()

    sensitivity = {"id": NONE, "record_id": NONE, "account_id": PERSONAL, "wrapped": NONE}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_id", "account_id"], name="vault_shared_key")]


class VaultSession(models.Model):
    """In a vault: a browser that is signed in. `sealed` holds its address and its name."""

    id = models.BigIntegerField(primary_key=True)
    account_id = models.BigIntegerField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    last_used_at = models.DateTimeField()

    sensitivity = {
        "id": NONE,
        "account_id": PERSONAL,
        "token_hash": SENSITIVE,
        "sealed": SENSITIVE,
        "last_used_at": SENSITIVE,
    }
