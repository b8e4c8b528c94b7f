"""What the default policy says, word for word where words matter."""

from pathlib import Path

from folkmoot.domains.integrity import api


def test_a_copied_text_of_new_accounts_travels_less_and_that_of_settled_ones_does_not() -> None:
    policy = api.load_policy(Path("policies/default.yaml"))

    def matched(**given: object) -> list[str]:
        facts = {"kind": "post", "text": "Sign our petition", "account_age_hours": 5000.0, **given}
        return [each.id for each in policy.evaluate(api.Facts(**facts)).matched]  # type: ignore[arg-type]  # facts

    assert matched(similar_accounts=5, account_age_hours=71.0) == ["copies"]
    assert matched(similar_accounts=4, account_age_hours=71.0) == []
    assert matched(similar_accounts=500) == []


def test_every_harm_clause_leaves_news_research_and_counter_speech_standing() -> None:
    """Each says in its own words what it does not mean."""
    policy = api.load_policy(Path("policies/default.yaml"))
    exceptions = {
        "threats": "News, research and warnings that quote a threat stay.",
        "terrorism": "News, research and counter-speech that show such material to inform or to warn stay.",
        "child-abuse": "Reports about abuse, and survivors who speak, stay; pictures of it never do.",
        "intimate-pictures": "Reporting on such a case stays, without the pictures.",
        "harassment": "news, research and counter-speech that quote an attack.",
        "attack-on-people": "News, research and counter-speech that quote an attack stay.",
        "fraud": "Warnings, news and research that show how a fraud works stay.",
        "phishing-link": "Whoever warns of such a site gets through: write its name without making it a link.",
    }
    harm = {each.id: each.text for each in policy.clauses if each.ground == 1}
    assert harm.keys() == exceptions.keys()
    assert [key for key, words in exceptions.items() if words not in harm[key]] == []
