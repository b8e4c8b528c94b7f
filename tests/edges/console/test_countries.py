"""A withholding by its form: in which countries, and nowhere else."""

import pytest

from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.refs import post_ref
from tests import cast
from tests.edges.web.conftest import Browser
from tests.edges.web.pages import text_of

_POLICY = """
version: "1"
clauses:
  - id: court-orders
    title: Orders of courts
    text: What a court of a country forbids there is withheld there.
    reason: A court of this country has forbidden this.
    ground: 1
    subjects: [post]
    treatments: {withhold: {countries: [AT]}, hold: {hours: 48}}
    default: hold
    decides: person
"""


@pytest.fixture
def case_id() -> int:
    integrity.publish_policy(None, text=_POLICY)
    ana, ben = cast.ana(), cast.ben()
    post = posts.publish(ben.viewer, draft=PostDraft(text="The wall leans"))
    return integrity.report(
        ana.viewer, ref=post_ref(post.id), responsible=ben.id, clause_id="court-orders", comment=""
    ).case_id


@pytest.mark.parametrize(("typed", "countries"), [("de, FR", ["DE", "FR"]), ("", ["AT"])])
def test_a_post_is_withheld_in_the_countries_that_were_typed_or_in_those_of_the_rule(
    browser: Browser, case_id: int, typed: str, countries: list[str]
) -> None:
    mo = cast.mo()
    form = {"choice": "court-orders:withhold", "countries": typed}
    assert browser(mo).post(f"/console/cases/{case_id}/decide", form).status_code == 302
    (made,) = integrity.case(mo.viewer, case_id).subject_history
    assert [sorted(effect.countries) for effect in made.effects] == [countries]


@pytest.mark.parametrize("path", ["cases", "bulk"])
@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            ("court-orders:withhold", "DE Germany"),
            "“Germany” is no country code. A country has two letters, such as DE.",
        ),
        (("court-orders:hold", "DE"), "Only a withholding names countries. Choose one, or leave this empty."),
    ],
)
def test_countries_that_do_not_fit_are_refused(
    browser: Browser, case_id: int, path: str, form: tuple[str, str], said: str
) -> None:
    choice, countries = form
    mo = cast.mo()
    where = f"/console/cases/{case_id}/decide" if path == "cases" else "/console/bulk"
    answer = browser(mo).post(where, {"choice": choice, "countries": countries, "case": [case_id], "shown": [case_id]})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert f'value="{countries}"' in answer.content.decode()
    assert integrity.case(mo.viewer, case_id).case.is_open
