"""Entries of the public log in words."""

from typing import Any

from django.utils.translation import gettext as _

from folkmoot.infra.translog.api import Entry
from folkmoot.infra.words import number


def sentence(entry: Entry) -> str:
    """What an entry records, in one sentence. What this version does not know is named by its kind."""
    facts = entry.facts
    told = _TOLD.get(entry.kind)
    try:
        return told(facts) if told else _("An entry of the kind “%(kind)s”.") % {"kind": entry.kind}
    except (KeyError, TypeError):
        return _("An entry of the kind “%(kind)s”.") % {"kind": entry.kind}


def _decision(facts: dict[str, Any]) -> str:
    said = {
        "what": {
            "post": _("a post"),
            "account": _("an account"),
            "media": _("a picture or recording"),
            "note": _("a community note"),
        }.get(facts["subject_kind"], facts["subject_kind"]),
        "did": _did(facts),
        "clause": facts["clause"],
        "who": _("automatically") if facts["automated"] else _("by a person"),
    }
    if facts["clause"]:
        return _("About %(what)s, decided %(who)s under the rule “%(clause)s”: %(did)s.") % said
    return _("About %(what)s, decided %(who)s: %(did)s.") % said


def _did(facts: dict[str, Any]) -> str:
    treatments = {
        "remove": _("removed"),
        "withhold": _("withheld where a law binds"),
        "hold": _("held back for a time"),
        "reduce": _("it travels less far"),
        "inform": _("it carries a note"),
        "restrict": _("the account is restricted"),
        "none": _("nothing was changed"),
    }
    did = treatments.get(facts["treatment"], str(facts["treatment"]))
    factor = facts.get("factor")
    return f"{did} ({number(factor, 2)})" if isinstance(factor, float) else did


def _undone(facts: dict[str, Any]) -> str:
    return _("Decision %(decision)s was undone.") % facts


def _expired(facts: dict[str, Any]) -> str:
    return _("Decision %(decision)s ended by itself: its time was over.") % facts


def _appeal(facts: dict[str, Any]) -> str:
    outcomes = {
        "uphold": _("it stands"),
        "amend": _("it was amended"),
        "overturn": _("it was overturned"),
        "closed": _("closed without an outcome"),
    }
    outcome = outcomes.get(facts["outcome"], facts["outcome"])
    return _("An appeal against decision %(decision)s: %(outcome)s.") % {**facts, "outcome": outcome}


def _policy(facts: dict[str, Any]) -> str:
    return _("Version %(version)s of the rules: %(state)s.") % facts


def _wave(facts: dict[str, Any]) -> str:
    return _("A rule against a wave of spam, until %(until)s: %(what)s.") % facts


def _demand(facts: dict[str, Any]) -> str:
    return _("A demand by a state (%(country)s): %(authority)s.") % facts


def _answered(facts: dict[str, Any]) -> str:
    return _("What came of demand %(demand)s: %(state)s.") % facts


def _flagger(facts: dict[str, Any]) -> str:
    if facts["what"] == "named":
        return _("A trusted flagger was named, whose reports come first.")
    return _("A trusted flagger is none any more.")


def _sealed(facts: dict[str, Any]) -> str:  # noqa: ARG001 - one of many that take the facts
    return _("Sealed: a law forbids to tell what this is. It is opened here when the ban ends.")


def _opened(facts: dict[str, Any]) -> str:
    return _("Opened: what entry %(opens)s held.") % facts


_TOLD = {
    "decision": _decision,
    "appeal_decided": _appeal,
    "decision_expired": _expired,
    "decision_undone": _undone,
    "policy": _policy,
    "wave_rule": _wave,
    "demand": _demand,
    "demand_answered": _answered,
    "trusted_flagger": _flagger,
    "sealed": _sealed,
    "opened": _opened,
}
