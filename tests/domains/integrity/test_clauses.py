"""What a clause may say since it is data in full: languages, countries, time, and what automation may not decide."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.policy.loading import load_text
from tests.domains.integrity.test_policy import HEAD, clause, problems


def loaded(tmp_path: Path, *clauses: str) -> api.Policy:
    file = tmp_path / "policy.yaml"
    file.write_text(HEAD + "".join(clauses), encoding="utf-8")
    return api.load_policy(file)


def test_words_in_several_languages(tmp_path: Path) -> None:
    said = clause(
        title="{de: Überflutung, en: Spam, pt-BR: Enxurrada}",
        text="{de: Überflutet niemanden., en: Do not flood., pt-BR: Não inunde.}",
        reason="{en: This looks like spam., de: Das sieht nach Spam aus.}",
    )
    (spam,) = loaded(tmp_path, said).clauses
    assert (spam.title, spam.text, spam.reason) == ("Spam", "Do not flood.", "This looks like spam.")
    german = spam.in_language("de-AT")
    assert (german.title, german.text, german.reason) == (
        "Überflutung", "Überflutet niemanden.", "Das sieht nach Spam aus.",
    )  # fmt: skip
    assert spam.in_language("pt_BR").title == "Enxurrada"
    assert spam.in_language("pt_BR").reason == "This looks like spam."
    assert spam.in_language("fr").title == "Spam"


def test_without_english_the_first_language_stands_for_all(tmp_path: Path) -> None:
    (spam,) = loaded(tmp_path, clause(title="{de: Flut, fr: Flot}", text="{de: Nein., fr: Non.}")).clauses
    assert (spam.title, spam.in_language("ar").title, spam.in_language("fr").title) == ("Flut", "Flut", "Flot")


def test_a_clause_bound_to_countries_withholds_there(tmp_path: Path) -> None:
    (law,) = loaded(
        tmp_path, clause(id="law", ground="2", where="[FR, DE]", treatments="{withhold: {}}", decides="person")
    ).clauses
    assert law.where == ("DE", "FR")
    assert law.default_terms[0].countries == ("DE", "FR")


def test_treatments_that_end_by_themselves(tmp_path: Path) -> None:
    terms = (
        "{restrict: {limits: [reply, message], days: 7}, reduce: {factor: 0.5}, inform: {text: Hm, days: 3}, remove: }"
    )
    (calm,) = loaded(
        tmp_path,
        clause(id="calm", subjects="[profile]", treatments=terms, default="restrict", lasts="30", decides="person"),
    ).clauses
    assert calm.subjects == {"account"}
    days = {each.kind: each.days for each in calm.treatments}
    assert days == {
        api.Treatment.RESTRICT: 7, api.Treatment.REDUCE: 30, api.Treatment.INFORM: 3, api.Treatment.REMOVE: None,
    }  # fmt: skip
    assert calm.default_terms[0].limits == (api.Limited.REPLY, api.Limited.MESSAGE)


DAYS = "“days” is a number of days, from 1 to 365. Write: days: 30"
PROPOSE = "decides: automation_proposes"


@pytest.mark.parametrize(
    ("changed", "line", "text"),
    [
        (
            {"treatments": "{withhold: {}}"},
            12,
            "A withholding names the countries whose law it follows. Write: withhold: {countries: [DE]}",
        ),
        (
            {"treatments": "{withhold: {countries: [Germany]}}"},
            12,
            "“Germany” is no country. Use two capital letters, such as DE (ISO 3166-1).",
        ),
        (
            {"where": "[DE]", "treatments": "{withhold: {countries: [DE, FR]}}"},
            12,
            "The clause applies in DE only, and would withhold in FR. Name it under where as well.",
        ),
        (
            {"where": "[DE]"},
            12,
            "The clause applies in DE only, and reduce acts everywhere. Write withhold, or leave out where.",
        ),
        (
            {"subjects": "[account]", "treatments": "{restrict: {days: 7}}"},
            12,
            (
                "A restriction says what is closed, of: post, reply, message, react. "
                "Write: restrict: {limits: [reply], days: 7}"
            ),
        ),
        (
            {"subjects": "[account]", "treatments": "{restrict: {limits: [think], days: 7}}"},
            12,
            "“think” is nothing that can be restricted. Use: post, reply, message, react.",
        ),
        (
            {"subjects": "[account]", "treatments": "{restrict: {limits: [reply]}}"},
            12,
            "A restriction ends by itself. Write: restrict: {limits: [reply], days: 7}",
        ),
        (
            {"treatments": "{restrict: {limits: [reply], days: 7}}"},
            12,
            "Only an account can be restricted. Add it to subjects: [account], or leave out restrict.",
        ),
        ({"treatments": "{reduce: {factor: 0.5, days: 400}}"}, 12, DAYS),
        ({"treatments": "{reduce: {factor: 0.5, days: long}}"}, 12, DAYS),
        ({"lasts": "0"}, 14, DAYS.replace("days”", "lasts”").replace("days: 30", "lasts: 30")),
        (
            {"reason": "{German: Flut}"},
            14,
            "“German” is no language. Write codes, such as: reason: {en: …, de: …}",
        ),
        ({"title": "{en: Spam, de: Flut}"}, 8, "The clause has a title in “de” and no text. Write both."),
        ({"title": "{}"}, 7, "The clause has no title. Write one of a few words."),
        ({"title": "{en: [a]}"}, 7, "“en” must be a text. Write it in quotes."),
        (
            {"subjects": "[account]", "treatments": "{remove: {}}"},
            13,
            f"Automation would remove an account. Only a person may. Write: default: hold, or: {PROPOSE}",
        ),
        (
            {"condition": "reports.distinct > 50", "treatments": "{hold: {}}"},
            13,
            (
                "Reports would take something down without a person. However many there are, they only ask. "
                f"Write: {PROPOSE}"
            ),
        ),
        (
            {"subjects": "[account]", "ground": "9", "treatments": "{restrict: {limits: [post], days: 1}}"},
            13,
            f"Automation would restrict an account. It may only for behaviour (ground: 3). Write: {PROPOSE}",
        ),
    ],
)
def test_what_a_clause_may_not_say(tmp_path: Path, changed: dict[str, str | None], line: int, text: str) -> None:
    assert problems(tmp_path, clause(**changed)) == [(line, "spam", text)]


@pytest.mark.parametrize(
    ("treatments", "said"),
    [
        ("{withhold: {countries: [DE]}}", "withholds. Nobody is withheld"),
        ("{restrict: {limits: [post], days: 1}}", "restricts an account. Nobody is restricted"),
    ],
)
def test_falsehood_and_offence_are_neither_withheld_nor_restrict_anybody(
    tmp_path: Path, treatments: str, said: str
) -> None:
    found = problems(
        tmp_path, clause(ground="5", subjects="[account]", treatments=treatments, decides="person", about="falsehood")
    )
    assert [text for _, _, text in found] == [
        (
            f"The clause is about falsehood or offence and {said} for being wrong (clause 4 of the constitution). "
            "Write reduce with a factor, or inform."
        )
    ]


def test_what_is_only_like_known_material_is_not_removed_by_automation(tmp_path: Path) -> None:
    lists = 'version: "1"\nlists:\n  hashes: [terrorism]\nclauses:\n'
    known = clause(condition="'\"terrorism\" in hash_banks'", treatments="{remove: {}, hold: {}}", default="remove")
    file = tmp_path / "policy.yaml"
    file.write_text(lists + known)
    (problem,) = api.check_policy(file)
    assert problem.text == (
        "Banks also match what is only alike, so automation would remove what nobody has seen. Write: default: hold"
    )
    file.write_text(lists + known.replace("default: remove", "default: hold"))
    assert api.check_policy(file) == []


def test_clauses_that_contradict_each_other(tmp_path: Path) -> None:
    gone = clause(id="gone", condition="'( mention_count>20 )'", treatments="{hold: {}}")
    less = "“spam” (line 11) looks for the same in the same subjects: does reduce to 0.5, and this one does "
    advice = ". Keep one of the two, or make the conditions exclude each other."
    assert problems(tmp_path, clause(), gone) == [(19, "gone", f"{less}hold{advice}")]
    stronger = clause(id="stronger", treatments="{reduce: {factor: 0.1}}")
    assert problems(tmp_path, clause(), stronger) == [(19, "stronger", f"{less}reduce to 0.1{advice}")]


def test_clauses_that_only_look_alike_may_stand_together(tmp_path: Path) -> None:
    other_subject = clause(id="a", subjects="[account]", treatments="{hold: {}}")
    proposes = clause(id="b", treatments="{remove: {}}", decides="automation_proposes")
    other_words = clause(id="c", condition="\"text.contains('a b')\"", treatments="{hold: {}}")
    spaced = clause(id="d", condition="\"text.contains('ab')\"")
    assert problems(tmp_path, clause(), other_subject, proposes, other_words, spaced) == []


LOOP = "The condition has a loop within a loop, which takes too long. Use one exists() or all()."


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        ("links.exists(a, links.exists(b, a == b))", LOOP),
        ("links.all(a, a != 'x)' && hashtags.all(b, b != a))", LOOP),
        (
            " && ".join("links.exists(a, a == 'b')" for _ in range(5)),
            "The condition has 5 loops. Keep it to 4, or make two clauses of it.",
        ),
        (
            " || ".join(["mention_count > 20"] * 100),
            "The condition has 2,196 characters. Keep it to 2,000: put words into a list, or make two clauses of it.",
        ),
        (
            "text.matches(text)",
            'The condition calls matches() without a text. Write the pattern itself: text.matches("…").',
        ),
        (
            'text.matches("(a{1000}){1000}")',
            (
                "The pattern '(a{1000}){1000}' in matches() cannot be used: "
                "it repeats more than 1,000 times in all, at {1000}."
            ),
        ),
        (
            'text.matches(r"[^\\pL]{900}")',
            ("The pattern '[^\\\\pL]{900}' in matches() cannot be used: it takes 1,"),
        ),
        ('text.matches("a*")', "The pattern 'a*' in matches() is found in every text. Make it say more."),
        ("(" * 800 + "true" + ")" * 800, "The condition is not valid CEL: "),
    ],
)
def test_a_condition_that_would_take_too_long(tmp_path: Path, condition: str, text: str) -> None:
    written = "'" + condition.replace("'", "''") + "'"
    ((line, name, said),) = problems(tmp_path, clause(condition=written))
    assert (line, name, said[: len(text)]) == (11, "spam", text)


def test_a_list_pattern_that_would_grow_is_refused(tmp_path: Path) -> None:
    head = "version: 1\nlists:\n  patterns: {a: ['((x{50}){50}){50}']}\nclauses:\n"
    text = (
        "The pattern '((x{50}){50}){50}' cannot be used: it repeats more than 1,000 times in all, at {50}. "
        "RE2 has no look-around and no back-references."
    )
    assert problems(tmp_path, clause(), head=head) == [(3, "", text)]


def test_a_document_that_grows_is_refused(tmp_path: Path) -> None:
    bomb = dedent("""\
        version: 1
        lists:
          words:
            a: &a [x, x]
            b: [*a, *a]
    """)
    assert problems(tmp_path, head=bomb) == [
        (5, "", "A policy has no anchors (&) and aliases (*). Write the text again where it is meant.")
    ]
    assert problems(tmp_path, head="version: " + "[" * 30 + "]" * 30) == [
        (1, "", "This is nested too deeply to be a policy.")
    ]
    assert problems(tmp_path, head="#" * 1_000_001) == [
        (1, "", "The policy has 1,000,001 characters. Keep it to 1,000,000.")
    ]


def test_more_clauses_than_anybody_reads(tmp_path: Path) -> None:
    many = [clause(id=f"c{number}", condition=f"mention_count > {number}") for number in range(201)]
    assert problems(tmp_path, *many) == [(5, "", "The policy has 201 clauses. Nobody reads more than 200.")]


def test_a_version_is_a_short_name(tmp_path: Path) -> None:
    text = "“1 / new” cannot be a version. Use letters, digits, points and hyphens: 2, 2.1"
    assert problems(tmp_path, clause(), head=HEAD.replace("version: 1", "version: 1 / new")) == [(1, "", text)]


def test_a_match_says_the_numbers_that_its_condition_asked_for() -> None:
    asks = "account_age_hours < 24.0 && mention_count > 20 && size(text) > 1 && reports.count >= 0 && !has_media"
    policy = load_text(
        HEAD + clause(condition=f"'{asks} && !(\"bad\" in link_lists)'") + clause(id="b", condition="false")
    )
    evaluation = policy.evaluate(
        api.Facts(kind="post", text="Hello", mention_count=21, account_age_hours=3.256, links=("x.example",))
    )
    assert [each.id for each in evaluation.matched] == ["spam"]
    assert dict(evaluation.numbers[0]) == {
        "mention_count": "21",
        "account_age_hours": "3.26",
        "has_media": "no",
        "reports.count": "0",
        "reports.distinct": "0",
        "link_lists": "none",
    }


@pytest.mark.parametrize(
    "condition",
    [
        r"""text.contains("\"") && reports.distinct >= 3 && text.contains("\"")""",
        'mention_count >= 0 // "\n&& reports.distinct >= 3 // "',
        """text.contains('"') && reports.distinct >= 3 && text.contains('"')""",
        """text.contains(r'\\') && reports.distinct >= 3 && text.contains(r'\\')""",
    ],
)
def test_a_quote_hides_no_fact_from_the_validator(tmp_path: Path, condition: str) -> None:
    text = json.dumps(condition)
    ((_, _, said),) = problems(tmp_path, clause(condition=text, treatments="{hold: {}}"))
    assert said.startswith("Reports would take something down without a person.")
    labels = json.dumps(condition.replace("reports.distinct >= 3", "labels.exists(x, x == 'false')"))
    ((_, _, said),) = problems(tmp_path, clause(condition=labels, treatments="{hold: {}}"))
    assert said.startswith("The condition may ask for labels only in the form")
