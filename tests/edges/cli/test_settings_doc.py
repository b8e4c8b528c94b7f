from folkmoot.edges.cli.settings_doc import settings, shown_value
from folkmoot.infra.config import Config
from tests.readme import README, with_table


def test_every_setting_has_its_documentation() -> None:
    assert [setting.name for setting in settings()][:3] == ["FOLKMOOT_DATA", "FOLKMOOT_PORT", "FOLKMOOT_BIND"]
    assert all(setting.doc.endswith(".") for setting in settings())


def test_a_password_is_hidden() -> None:
    [mail] = [setting for setting in settings() if setting.field == "mail"]
    config = Config(mail="smtp://town:s3cret@mail.example:587")
    assert shown_value(config, mail) == "smtp://town:(hidden)@mail.example:587"


def test_the_readme_tells_the_same() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_table(text), "run `make docs`"
