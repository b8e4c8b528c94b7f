"""The rules as members read them: what stays, what travels less, what goes; and every version there was."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SitePageName
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import Clause, Decides, Limited, Treatment, TreatmentTerms, Wording
from folkmoot.infra.http.cookies import LANGUAGE_COOKIE, cookie_of
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import number

_AS_BEFORE = 1.0


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A clause in the reader's language: what follows, who decides, how long it lasts, what one can do about it."""

    id: str
    language: str
    """Of its words, where the policy says it."""
    title: str
    text: str
    follows: str
    decides: str
    lasts: str
    appeal: str
    strike: bool
    where: tuple[str, ...]


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The policy by which the community is moderated, clause by clause, as it acts at this moment."""
    own = community.site_page(SitePageName.RULES)
    version = integrity.current_policy().version
    return render(request, "site/rules.html", {"version": version, "rules": by_effect(request), "own": own})


@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """Every version of the policy that was published or tried."""
    return render(request, "site/rule_versions.html", {"versions": integrity.versions()})


@require_safe
def version(request: HttpRequest, version: str) -> HttpResponse:
    """What a version changed, and what it says whole."""
    view, policy = integrity.policy_version(version)
    before = integrity.version_before(version)
    diff = integrity.policy_diff(before, version) if before is not None else None
    languages = _languages(request)
    lines = [_line(clause, languages) for clause in policy.clauses]
    context = {"view": view, "before": before, "diff": diff, "lines": lines}
    return render(request, "site/rule_version.html", context)


def by_effect(request: HttpRequest) -> dict[str, list[RuleLine]]:
    """The clauses in force in three groups: those by which something goes, travels less, or stays with a note."""
    found: dict[str, list[RuleLine]] = {"goes": [], "less": [], "stays": []}
    languages = _languages(request)
    for clause in integrity.current_policy().clauses:
        found[_group(clause)].append(_line(clause, languages))
    return found


def _languages(request: HttpRequest) -> list[str]:
    """What the reader reads, best first: a policy may speak more languages than the pages around it."""
    viewer = viewer_of(request)
    own = [cookie_of(request, LANGUAGE_COOKIE)]
    if viewer.account_id is not None:
        chosen = accounts.preferences_of(viewer.account_id).interface_language
        own = [chosen, accounts.access_account(viewer, viewer.account_id).language]
    header = parse_accept_lang_header(request.headers.get("accept-language", ""))
    return [*(language for language in own if language), *(language for language, _ in header if language != "*")]


def _words(clause: Clause, languages: list[str]) -> Wording:
    found = (clause.in_language(language) for language in languages)
    return next((words for words in found if words.language), clause.in_language(get_language() or ""))


def _group(clause: Clause) -> str:
    usual = set(clause.default)
    if usual & {Treatment.REMOVE, Treatment.HOLD, Treatment.WITHHOLD, Treatment.RESTRICT}:
        return "goes"
    return "less" if Treatment.REDUCE in usual else "stays"


def _line(clause: Clause, languages: list[str]) -> RuleLine:
    words = _words(clause, languages)
    return RuleLine(
        id=clause.id,
        language=words.language,
        title=words.title,
        text=words.text,
        follows=" ".join([*map(_follows, clause.default_terms), *_may_follow(clause)]),
        decides=_decides(clause.decides),
        lasts=_lasts(clause),
        appeal=_appeal(clause),
        strike=clause.strike,
        where=clause.where,
    )


def _follows(terms: TreatmentTerms) -> str:
    match terms.kind:
        case Treatment.REMOVE:
            return gettext("It is removed.")
        case Treatment.HOLD:
            return gettext("It is held back until a person has looked.")
        case Treatment.REDUCE:
            share = terms.factor if terms.factor is not None else _AS_BEFORE
            return gettext("It travels %(factor)s times as far.") % {"factor": number(share, 2)}
        case Treatment.WITHHOLD:
            places = ", ".join(terms.countries)
            return gettext("It is not shown in %(places)s, and stays everywhere else.") % {"places": places}
        case Treatment.RESTRICT:
            closed = ", ".join(_limited(limit) for limit in terms.limits)
            return gettext("The account cannot do this for a time: %(closed)s.") % {"closed": closed}
        case _:
            return gettext("It carries a note.")


def _may_follow(clause: Clause) -> list[str]:
    if clause.terms(Treatment.REMOVE) is None or Treatment.REMOVE in clause.default:
        return []
    return [gettext("A person may then remove it.")]


def _limited(limit: Limited) -> str:
    return {
        Limited.POST: gettext("publish"),
        Limited.REPLY: gettext("reply to people who do not follow it"),
        Limited.MESSAGE: gettext("write to people who do not follow it"),
        Limited.REACT: gettext("vote, favourite and rate"),
    }[limit]


def _decides(decides: Decides) -> str:
    return {
        Decides.PERSON: gettext("A person decides."),
        Decides.AUTOMATION_PROPOSES: gettext("A machine may point it out; a person decides."),
        Decides.AUTOMATION: gettext("It is applied automatically, its author is told, and a person can undo it."),
    }[decides]


def _lasts(clause: Clause) -> str:
    hours = max((terms.hours for terms in clause.default_terms if terms.hours is not None), default=None)
    days = max((terms.days for terms in clause.default_terms if terms.days is not None), default=None)
    if days is not None:
        number = round(days) or 1
        return ngettext("It ends by itself after %(n)d day.", "It ends by itself after %(n)d days.", number) % {
            "n": number
        }
    if hours is not None:
        number = round(hours) or 1
        return ngettext("For %(n)d hour at most.", "For %(n)d hours at most.", number) % {"n": number}
    return gettext("It lasts until it is undone.")


def _appeal(clause: Clause) -> str:
    if not clause.appeal:
        return gettext("There is no appeal.")
    return gettext("You can appeal; somebody else looks at it.")
