"""Keys: to the search box, through the rows, and the list that says which there are."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.accessibility import COLOUR_RULES, expect_accessible
from browser.conftest import Read
from browser.table import WORDS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}


@pytest.mark.parametrize("lang", ALL)
def test_slash_finds_escape_clears_arrows_move_and_enter_opens(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    page = table.page
    page.keyboard.press("/")
    expect(table.box).to_be_focused()
    expect(table.box).to_have_value("")
    # The theme's own search stays shut.
    assert not page.evaluate("document.getElementById('__search').checked")
    page.keyboard.type("a/b?")
    expect(table.box).to_have_value("a/b?")
    assert page.locator("dialog[open]").count() == 0
    page.keyboard.press("Escape")
    expect(table.box).to_have_value("")
    table.expect_to_say(table.total, chosen=False)
    expect(table.box).to_be_focused()
    page.keyboard.type("kinetics")
    links = table.rows.locator("th a")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(table.box).to_be_focused()
    page.keyboard.press("ArrowDown")
    for _ in range(links.count() + 2):
        page.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    href = links.last.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{href.strip('./')}/")


@pytest.mark.parametrize("lang", ALL)
def test_arrows_are_left_alone_where_they_mean_something_else(read: Read, lang: str) -> None:
    """A reader of a screen, and one who scrolls or changes a choice, keeps the arrows."""
    table = Table(read().open(ALL[lang]))
    page = table.page
    table.order.focus()
    page.keyboard.press("ArrowDown")
    expect(table.order).to_be_focused()
    table.section.locator("[data-facet=roles] summary").focus()
    page.keyboard.press("ArrowDown")
    expect(table.section.locator("[data-facet=roles] summary")).to_be_focused()
    table.rows.first.locator("th a").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(table.rows.first.locator("th a")).to_be_focused()


@pytest.mark.parametrize("lang", ALL)
def test_a_question_mark_lists_the_keys_and_lets_them_be_turned_off(read: Read, lang: str) -> None:
    reader = read()
    table = Table(reader.open(ALL[lang]))
    page, words = table.page, table.words
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name=words.ui_keys)
    expect(dialog).to_be_visible()
    assert dialog.locator("kbd").all_text_contents() == ["/", "Esc", "↑ ↓", "Enter", "?"]
    assert all((text or "").strip() for text in dialog.locator("dd").all_text_contents())
    expect_accessible(page)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    expect_accessible(page, COLOUR_RULES)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    use = dialog.get_by_label(words.ui_keys_use)
    expect(use).to_be_checked()
    use.uncheck()
    dialog.get_by_role("button", name=words.ui_close).click()
    expect(dialog).to_be_hidden()
    # WCAG 2.1.4: keys of one character can be turned off, and stay so.
    for each in (page, reader.open(ALL[lang])):
        each.locator("h1").click()
        each.keyboard.press("/")
        each.keyboard.press("?")
        each.wait_for_timeout(150)
        assert each.locator("dialog[open]").count() == 0
        assert each.evaluate("document.activeElement.tagName") != "INPUT"
        assert not each.evaluate("document.getElementById('__search').checked")


@pytest.mark.parametrize("lang", ALL)
def test_keys_work_on_other_pages_too(read: Read, lang: str) -> None:
    root = ALL[lang].removesuffix("datasets/")
    reader = read()
    # On the start page the box that leads to the table; where there is none, the header's.
    page = reader.open(root)
    page.keyboard.press("/")
    expect(page.locator(".atlas-jump input")).to_be_focused()
    page.keyboard.type("sharegpt 4v")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{root}datasets/?find=sharegpt+4v")
    table = Table(page)
    assert table.shown()[0] == "sharegpt4v"
    expect(table.box).to_have_value("sharegpt 4v")
    page = reader.open(f"{root}about/")
    page.keyboard.press("/")
    expect(page.locator("input.md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    words = WORDS[lang]  # type: ignore[index]
    expect(page.get_by_role("dialog", name=words.ui_keys)).to_be_visible()


@pytest.mark.parametrize("lang", ALL)
def test_without_javascript_the_start_page_leads_to_the_table(read: Read, lang: str) -> None:
    root = ALL[lang].removesuffix("datasets/")
    page = read(java_script_enabled=False).open(root)
    page.locator(".atlas-jump input").fill("video")
    page.locator(".atlas-jump button").click()
    page.wait_for_url(f"**/{root}datasets/?find=video")
    assert page.locator("tbody tr").count() > 0
