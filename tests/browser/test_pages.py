"""Every kind of page, in both languages, opens without anything going wrong, for everybody."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.accessibility import COLOUR_RULES, expect_accessible
from browser.conftest import Read
from browser.kinds import PAGES, address, status
from browser.reading import WIDTHS
from browser.table import Table


def switch_theme(page: Page, scheme: str) -> None:
    """Use the button of the header that leads to ``scheme``."""
    page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_page_opens_clean_and_is_accessible_in_both_themes(
    read: Read, lang: str, kind: str, device: str
) -> None:
    page = read(width=WIDTHS[device]).open(address(lang, kind), status(kind))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert page.locator("h1").count() == 1
    expect_accessible(page)
    switch_theme(page, "slate")
    expect_accessible(page, COLOUR_RULES)


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


@pytest.mark.parametrize("device", WIDTHS)
def test_an_open_facet_is_accessible(read: Read, device: str) -> None:
    table = Table(read(width=WIDTHS[device]).open(address("en", "section")))
    table.choose("modalities", "video")
    expect_accessible(table.page)


def test_an_empty_result_is_accessible(read: Read) -> None:
    table = Table(read().open(address("en", "section") + "?q=zzzzzz"))
    table.expect_to_say(0)
    expect_accessible(table.page)


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
