"""The operator's page of hash banks, on a phone and on a desk."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.people import Cast
from tests.infra.test_pdq import PUBLISHED


def test_an_operator_imports_a_bank_and_is_told_what_is_wrong_with_a_file(
    cast: Cast, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page(cast.person("Olga", role="operator"), viewport={"width": 320, "height": 740})
    page.goto("/menu")
    page.get_by_role("link", name="Hash banks").click()
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_text("pdq 12\n")
    good.write_text("".join(f"pdq {one}\n" for one in PUBLISHED))
    page.get_by_label("Bank").first.fill("browser-bank")
    page.get_by_label("File of hashes").set_input_files(bad)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("line 1: '12' is no pdq hash. It needs 64 hexadecimal digits.").first).to_be_visible()
    page.get_by_label("Bank").first.fill("browser-bank")
    page.get_by_label("File of hashes").set_input_files(good)
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("status")).to_contain_text("10 hashes added. 0 were there already.")
    bank = page.get_by_role("listitem").filter(has_text="browser-bank")
    expect(bank).to_contain_text("10 PDQ")
    page.goto("/console/hashes")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    bank.get_by_role("button", name="Stop using it").click()
    expect(page.get_by_role("status")).to_contain_text("The bank is not used any more.")
