"""What the validator says about a policy that cannot be used, word for word."""

from pathlib import Path
from textwrap import dedent, indent

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.domains.integrity import api
from folkmoot.domains.integrity.policy.clauses import KEYS

HEAD = """\
version: 1
lists:
  words: {swearing: [darn]}
  links: {bad: [bad.example]}
clauses:
"""

GOOD = {
    "id": "spam",
    "title": "Spam",
    "text": "Do not flood.",
    "ground": "3",
    "subjects": "[post]",
    "condition": "mention_count > 20",
    "treatments": "{reduce: {factor: 0.5}}",
    "decides": "automation",
}


def clause(**changed: str | None) -> str:
    """A clause in YAML, one key a line; the first is in line 6 of a policy."""
    lines = [f"{name}: {value}" for name, value in (GOOD | changed).items() if value is not None]
    return "  - " + indent("\n".join(lines), "    ").strip() + "\n"


def problems(tmp_path: Path, *clauses: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    file = tmp_path / "policy.yaml"
    file.write_text(head + "".join(clauses), encoding="utf-8")
    return [(problem.line, problem.clause, problem.text) for problem in api.check_policy(file)]


def test_the_default_policy_is_good() -> None:
    assert api.check_policy(Path("policies/default.yaml")) == []
    policy = api.load_policy(Path("policies/default.yaml"))
    grounds = [each.ground for each in policy.clauses]
    assert grounds == sorted(grounds)
    assert not [
        each.id
        for each in policy.clauses
        if each.ground in {4, 5} and (each.strike or each.terms(api.Treatment.REMOVE))
    ]


def test_a_harm_clause_names_what_it_does_not_cover() -> None:
    policy = api.load_policy(Path("policies/default.yaml"))
    harm = [each for each in policy.clauses if each.ground == 1]
    assert len(harm) == 8
    assert [each.id for each in harm if "stay" not in each.text and "gets through" not in each.text] == []


def test_a_good_clause_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, clause()) == []


def test_walk_3_falsehood_removes_nothing_and_strikes_nobody(tmp_path: Path) -> None:
    """The policy that would remove a lie is refused with file, line and clause."""
    lies = clause(id="lies", title="Lies", ground="5", treatments="{remove: {}}", strike="true", decides="person")
    file = tmp_path / "policy.yaml"
    file.write_text(HEAD + lies, encoding="utf-8")
    with pytest.raises(api.PolicyError) as refused:
        api.load_policy(file)
    assert str(refused.value) == dedent(
        f"""\
        {file}:12: clause lies: The clause is about falsehood or offence and removes. Nobody is removed for being \
wrong (clause 4 of the constitution). Write reduce with a factor, or inform.
        {file}:14: clause lies: The clause is about falsehood or offence and strikes. Nothing wrong counts as a strike \
(clause 4 of the constitution). Write: strike: false"""
    )


REMOVES = (
    "The clause is about falsehood or offence and removes. Nobody is removed for being wrong (clause 4 of the "
    "constitution). Write reduce with a factor, or inform."
)


@pytest.mark.parametrize(
    "changed",
    [
        {"ground": "4"},
        {"about": "falsehood"},
        {"about": "offence", "ground": "1"},
        {"condition": "'\"false\" in labels'", "ground": "1"},
        {"condition": "\"'false' in labels || mention_count > 3\""},
        {"title": "Misinformation"},
        {"title": "Found false", "ground": "1"},
        {"title": "Offensive words"},
    ],
)
def test_falsehood_is_recognised_wherever_it_hides(tmp_path: Path, changed: dict[str, str]) -> None:
    found = problems(tmp_path, clause(**{**changed, "treatments": "{remove: {}}"}))
    assert [(name, text) for _, name, text in found] == [("spam", REMOVES)]
    held = problems(tmp_path, clause(**{**changed, "treatments": "{hold: {}}"}))
    assert [text for _, _, text in held] == [REMOVES.replace("removes.", "holds back.")]


FACTS = (
    "kind, text, languages, links, hashtags, mention_count, has_media, is_reply, account_age_hours, posts_last_hour, "
    "strangers_mentioned, shortened_links, reports, labels, word_lists, link_lists, hash_banks, scores, "
    "detected_language, similar_accounts, similar_posts, claims"
)
KNOWN = (
    "abuse", "copied", "deceptive_link", "disguise", "fraud", "harassment", "hate", "offence", "repetition",
    "terrorism", "threats",
)  # fmt: skip
SCORES = "The condition may ask for scores only by name, such as: scores.hate >= 0.9."
FACTOR = "The factor must be a number from 0 to 1, such as: reduce: {factor: 0.5}"
HOURS = "A hold lasts 48 hours at most. Write: hold: {hours: 48}"
INTENT = (
    "No clause asks for intent: nobody can see it, so nobody is judged by it. Remove this line and describe the deed."
)
CALLS = (
    "The condition calls guess(), which there is not. Use one of: size, contains, startsWith, endsWith, matches, "
    "int, double, string, min, max."
)
COLOUR = (
    "“colour” is not known here. Use: id, title, text, reason, ground, about, subjects, condition, because, "
    "treatments, default, lasts, where, decides, strike, appeal."
)
YAML = (
    "This is not valid YAML: expected the node content, but found '<stream end>'. Look at the indentation and the "
    "quotes."
)
FORM = (
    'The condition may ask for labels only in the form "name" in labels, with a name of lower case letters, digits '
    "and hyphens."
)
PATTERN = (
    "The pattern '(?=x)' cannot be used: invalid perl operator: (?=. RE2 has no look-around and no back-references."
)


@pytest.mark.parametrize(
    ("changed", "line", "text"),
    [
        (
            {"condition": "spamminess > 3"},
            11,
            f"The condition asks for 'spamminess', which is no fact. Use one of: {FACTS}.",
        ),
        (
            {"condition": "links.exists(l, l == k)"},
            11,
            f"The condition asks for 'k', which is no fact. Use one of: {FACTS}.",
        ),
        (
            {"condition": "reports.people > 3"},
            11,
            "The condition asks for reports.people. Write reports.count or reports.distinct.",
        ),
        (
            {"condition": "has_media && guess(text)"},
            11,
            CALLS,
        ),
        (
            {"condition": "'\"slurs\" in word_lists'"},
            11,
            "The condition asks for the list “slurs” in word_lists. There are: swearing. Add it under lists.",
        ),
        (
            {"condition": "'\"swearing\" in link_lists'"},
            11,
            "The condition asks for the list “swearing” in link_lists. There are: bad. Add it under lists.",
        ),
        (
            {"condition": "'\"nudity\" in hash_banks'"},
            11,
            "The condition asks for the list “nudity” in hash_banks. The policy has none. Add it under lists.",
        ),
        (
            {"condition": "scores.hatred > 0.9"},
            11,
            f"The condition asks for scores.hatred, which nothing measures. Use one of: {', '.join(KNOWN)}.",
        ),
        ({"condition": "'scores[\"hate\"] > 0.9'"}, 11, SCORES),
        ({"condition": "size(scores) > 3"}, 11, SCORES),
        ({"condition": "scores.exists(s, s == text)"}, 11, SCORES),
        ({"condition": "labels.exists(l, l == 'fa' + 'lse')"}, 11, FORM),
        ({"condition": "'\"fal\\x73e\" in labels'"}, 11, FORM),
        ({"condition": "size(labels) > 0"}, 11, FORM),
        ({"condition": "'(\"slurs\") in word_lists'"}, 11, FORM.replace("labels", "word_lists")),
        (
            {"condition": "mention_count"},
            11,
            "The condition gives no true or false. Compare with something: mention_count > 20.",
        ),
        (
            {"condition": None},
            12,
            "Automation needs a condition to look for. Write one, or write: decides: person",
        ),
        ({"treatments": "{reduce: {factor: 1.5}}"}, 12, FACTOR),
        ({"treatments": "{reduce: {factor: -0.1}}"}, 12, FACTOR),
        ({"treatments": "{reduce: {factor: .nan}}"}, 12, FACTOR),
        ({"treatments": "{reduce: {factor: half}}"}, 12, FACTOR),
        ({"treatments": "{reduce: }"}, 12, FACTOR),
        ({"treatments": "{hold: {hours: 49}}"}, 12, HOURS),
        ({"treatments": "{hold: {hours: 0}}"}, 12, HOURS),
        (
            {"treatments": "{inform: {}}"},
            12,
            "A note needs its words, such as: inform: {text: A fact-check found this to be false.}",
        ),
        ({"treatments": "{inform: {text: Hm, needs_link: often}}"}, 12, "“needs_link” must be true or false."),
        (
            {"treatments": "{ban: {}}"},
            12,
            "“ban” is no treatment. Use: remove, withhold, hold, reduce, inform, restrict.",
        ),
        ({"treatments": "{remove: {hours: 3}}"}, 12, "“hours” says nothing about remove. Use: nothing."),
        (
            {"treatments": "{remove: {}, hold: {}}"},
            6,
            "The clause allows several treatments. Say which is usual: default: remove",
        ),
        (
            {"default": "remove"},
            14,
            "The default “remove” is not among the treatments of the clause. Use: reduce.",
        ),
        ({"treatments": None}, 6, "The clause allows no treatment. Write: treatments: {reduce: {factor: 0.5}}"),
        ({"intent": "hostile"}, 14, INTENT),
        ({"motive": "money"}, 14, INTENT),
        (
            {"colour": "red"},
            14,
            COLOUR,
        ),
        ({"title": None}, 6, "The clause has no title. Write one of a few words."),
        ({"text": None}, 6, "The clause has no text. Say in plain words what it is about."),
        ({"title": "[a, b]"}, 7, "“title” must be a text. Write it in quotes."),
        ({"title": "x" * 201}, 7, "“title” has 201 characters. Keep it to 200."),
        ({"ground": "10"}, 9, "“ground” must be the number of a clause of the constitution, from 1 to 9."),
        ({"ground": "2.5"}, 9, "“ground” must be the number of a clause of the constitution, from 1 to 9."),
        ({"subjects": "[poem]"}, 10, "“poem” is no subject. Use: post, account, media, note."),
        ({"subjects": "[]"}, 10, "The clause names no subjects. Write: subjects: [post]"),
        ({"decides": "robot"}, 13, "“decides” must be one of: person, automation_proposes, automation."),
        ({"strike": "maybe"}, 14, "“strike” must be true or false."),
        ({"about": "weather"}, 14, "“about” must be one of: falsehood, offence. Leave it out for anything else."),
    ],
)
def test_a_clause_that_cannot_be_used(tmp_path: Path, changed: dict[str, str | None], line: int, text: str) -> None:
    assert problems(tmp_path, clause(**changed)) == [(line, "spam", text)]


def test_a_condition_of_several_lines_with_comments_is_read_as_it_stands(tmp_path: Path) -> None:
    file = tmp_path / "policy.yaml"
    condition = "|\n      mention_count > 20  // many\n      && text.contains('labels  x')  // and this"
    file.write_text(
        HEAD + clause(condition=condition) + clause(id="b", condition="has_media  // any"), encoding="utf-8"
    )
    evaluation = api.load_policy(file).evaluate(api.Facts(kind="post", text="labels  x", mention_count=21))
    assert ([each.id for each in evaluation.matched], evaluation.failed) == (["spam"], ())


def test_a_condition_that_is_no_cel(tmp_path: Path) -> None:
    ((line, name, text),) = problems(tmp_path, clause(condition="mention_count >"))
    assert (line, name) == (11, "spam")
    assert text.startswith("The condition is not valid CEL: Failed to parse expression 'mention_count >'")
    assert text.endswith("An example that is: mention_count > 20.")


def test_a_condition_that_fails_when_it_runs(tmp_path: Path) -> None:
    ((line, _, text),) = problems(tmp_path, clause(condition="text + 1 == text"))
    assert line == 11
    assert text.startswith("The condition fails on an ordinary post: ")


def test_an_id_stands_once(tmp_path: Path) -> None:
    text = "The id “spam” stands in line 6 already. Give each clause an id of its own."
    assert problems(tmp_path, clause(), clause()) == [(14, "spam", text)]


def test_a_clause_needs_an_id(tmp_path: Path) -> None:
    text = "A clause needs an id of lower case letters, digits and hyphens, such as: id: found-false"
    assert problems(tmp_path, clause(id="Spam!")) == [(6, "Spam!", text)]
    assert problems(tmp_path, clause(id=None)) == [(6, "", text)]


def test_clauses_stand_in_the_order_of_the_constitution(tmp_path: Path) -> None:
    text = "The ground is 1, after a clause with 3. Clauses stand in the constitution's order: move this one up."
    assert problems(tmp_path, clause(), clause(id="threats", ground="1")) == [(17, "threats", text)]


def test_a_key_stands_once(tmp_path: Path) -> None:
    twice = clause() + "    title: Other\n"
    assert problems(tmp_path, twice) == [(14, "spam", "“title” stands here a second time. Keep one of the two.")]


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        clause(ground="0", strike="x", intent="bad"),
        clause(id="b", condition="has_media", treatments="{hold: {hours: 99}}"),
    )
    assert [(line, name) for line, name, _ in found] == [(9, "spam"), (14, "spam"), (15, "spam"), (22, "b")]


@pytest.mark.parametrize(
    ("lists", "line", "text"),
    [
        ("words: {Swearing: [x]}", 3, "“Swearing” cannot name a list. Use lower case letters, digits and hyphens."),
        ("words: {a: ['  ']}", 3, "An empty word would be found everywhere. Remove it."),
        ("patterns: {a: ['(?=x)']}", 3, PATTERN),
        ("patterns: {a: ['x*']}", 3, "This pattern is found in every text. Make it say more."),
        (
            "links: {a: ['https://x.example/y']}",
            3,
            "'https://x.example/y' is no host. Write it without https:// and path, such as: example.com",
        ),
        ("hashs: {a: [x]}", 3, "“hashs” is not known here. Use: words, patterns, links, hashes."),
        ("hashes: {a: [x]}", 3, "“hashes” must be a list of names of hash banks: hashes: [terrorism]"),
        (
            "hashes: [Terror!]",
            3,
            "“Terror!” cannot name a hash bank. Use at most 40 lower case letters, digits and hyphens.",
        ),
        ("words: 3", 3, "“words” must hold further lines of the form “name: value”."),
    ],
)
def test_lists_that_cannot_be_used(tmp_path: Path, lists: str, line: int, text: str) -> None:
    head = f"version: 1\nlists:\n  {lists}\nclauses:\n"
    assert problems(tmp_path, clause(), head=head) == [(line, "", text)]


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        ("", 1, "The file is empty. A policy has version, lists and clauses; start from policies/default.yaml."),
        ("- a\n", 1, "A policy begins with “version: …” and has lists and clauses below it."),
        ("version: 1\n", 1, "The policy has no clauses. Write “clauses:” and below it a list."),
        ("version: 1\nclauses: none\n", 2, "The policy has no clauses. Write “clauses:” and below it a list."),
        (
            "version: 1\nclauses:\n  - id: [\n",
            4,
            YAML,
        ),
        (
            "version: \x01\n",
            1,
            "This is not valid YAML: it holds a character that YAML forbids. Remove control characters.",
        ),
        (HEAD.replace("version: 1\n", "") + clause(), 1, "The policy has no version. Write: version: 1"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, content: str, line: int, text: str) -> None:
    assert problems(tmp_path, head=content) == [(line, "", text)]


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    (missing,) = api.check_policy(tmp_path / "none.yaml")
    assert missing.text == "There is no such file. Give the path of a policy, such as policies/default.yaml."
    (tmp_path / "latin.yaml").write_bytes(b"version: \xff")
    (latin,) = api.check_policy(tmp_path / "latin.yaml")
    assert latin.text == "The file is not text in UTF-8. Save it as UTF-8."


def test_deep_nesting_and_aliases_of_aliases_are_refused(tmp_path: Path) -> None:
    (deep,) = problems(tmp_path, head="[" * 5000)
    assert deep[2] == "This is nested too deeply to be a policy."
    assert problems(tmp_path, head="version: 1\nclauses: &a\n  - *a\n") != []


_KEYS = st.sampled_from([*KEYS, "reduce", "inform", "hold", "remove", "factor", "hours", "words", "links", "patterns"])
_SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["<<", "=", "post"])
)
_TREES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4), max_leaves=12
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(_KEYS, _TREES, max_size=4), lists=_TREES)
def test_whatever_stands_in_a_policy_it_is_read_or_refused_with_advice(
    tmp_path: Path, changes: dict[str, object], lists: object
) -> None:
    spam = {name: yaml.safe_load(value) for name, value in GOOD.items()}
    document = {"version": 1, "lists": lists, "clauses": [spam | changes]}
    file = tmp_path / "policy.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8", errors="replace")
    found = api.check_policy(file)
    assert all(problem.text.endswith((".", "]", "}", "com")) or ": " in problem.text for problem in found)
    if not found:
        assert api.load_policy(file).clauses[0].default
