"""Every kind of page, in both languages, opens without anything going wrong, for everybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from atlas.records.vocabulary import LANGUAGES
from browser.accessibility import COLOUR_RULES, expect_accessible
from browser.conftest import BuiltSite, Read
from browser.kinds import PAGES, address, status
from browser.reading import HEIGHT, WIDTHS
from browser.table import Table


def switch_theme(page: Page, scheme: str) -> None:
    """Use the button of the header that leads to ``scheme``."""
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def expect_accessible_in_all_ways(page: Page, look: Callable[[Page], None]) -> None:
    """At both widths and in both themes; ``look`` looks at the page at each width."""
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        look(page)
        expect_accessible(page)
        switch_theme(page, "slate")
        expect_accessible(page, COLOUR_RULES)
        switch_theme(page, "default")


@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_page_opens_clean_and_is_accessible(read: Read, lang: str, kind: str) -> None:
    reader = read()
    page = reader.open(address(lang, kind), status(kind))
    assert page.locator("h1").count() == 1
    expect_accessible_in_all_ways(page, reader.look)


@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_page_opens_clean_on_a_phone(read: Read, lang: str, kind: str) -> None:
    page = read(width=WIDTHS["phone"]).open(address(lang, kind), status(kind))
    expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("lang", "words", "invitation"),
    [
        ("en", "No dataset is recorded here yet.", "Add it"),
        ("zh", "这里还没有收录数据集。", "欢迎添加"),
    ],
)
def test_an_empty_section_says_so_and_invites(
    read: Read, few: BuiltSite, lang: str, words: str, invitation: str
) -> None:
    reader = read(url=few.url)
    page = reader.open(address(lang, "small-section"))
    assert page.locator("table").count() == 0
    expect(page.locator("main")).to_contain_text(words)
    expect_accessible_in_all_ways(page, reader.look)
    page.get_by_role("link", name=invitation).click()
    page.wait_for_url(f"**/{address(lang, 'contribute')}")


def test_the_theme_follows_what_the_reader_prefers(read: Read) -> None:
    page = read(color_scheme="dark").open("datasets/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect_accessible(page)


def test_the_chosen_theme_stays_from_page_to_page(read: Read) -> None:
    reader = read()
    page = reader.open(address("en", "home"))
    switch_theme(page, "slate")
    reader.open(address("zh", "dataset"), page=page)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_in_use_is_accessible(read: Read, few: BuiltSite, lang: str) -> None:
    """Filtered, sorted, selected, open, and with nothing found."""
    reader = read(url=few.url)
    table = Table(reader.open(address(lang, "all-datasets") + "?sort=-size"))
    table.select(*table.shown()[:2])
    table.choose("modalities", "video")
    expect_accessible_in_all_ways(table.page, reader.look)
    table.page.keyboard.press("Escape")
    table.write("kinetcs")
    table.take("ui_csv")
    expect_accessible_in_all_ways(table.page, reader.look)
    table.page.keyboard.press("Escape")
    table.write("zzzzzz")
    table.expect_to_say(0)
    expect(table.section.locator(".atlas-why")).to_be_visible()
    columns = table.section.locator(".atlas-tools details").first
    columns.locator("summary").press("Enter")
    columns.locator("input[value=publishers]").check()
    expect_accessible_in_all_ways(table.page, reader.look)


@pytest.mark.parametrize("device", WIDTHS)
def test_an_open_search_is_accessible(read: Read, device: str) -> None:
    page = read(width=WIDTHS[device]).open(address("en", "about"))
    button = page.locator("label.md-header__button[for=__search]")
    box = page.locator("input.md-search__input")
    (button if button.is_visible() else box).click()
    box.fill("verified")
    box.press("End")
    page.locator(".md-search-result__item").first.wait_for()
    expect_accessible(page)
    box.press("Escape")


def test_the_open_menu_of_a_phone_is_accessible(read: Read) -> None:
    page = read(width=WIDTHS["phone"]).open(address("en", "about"))
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator(".md-nav--primary").first).to_be_in_viewport()
    expect_accessible(page)


def test_an_open_source_is_accessible(read: Read) -> None:
    page = read().open(address("en", "dataset"))
    page.locator(".atlas-mark").first.focus()
    expect(page.locator(".atlas-open")).to_be_visible()
    expect_accessible(page)
