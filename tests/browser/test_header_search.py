"""Datasets in the search of the header, beside the pages that the theme finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.accessibility import COLOUR_RULES, expect_accessible
from browser.conftest import BuiltSite, Read
from browser.reading import WIDTHS
from browser.table import WORDS

LANGS = {"en": "", "zh": "zh/"}
MOST = 5


def search(page: Page, words: str) -> None:
    """Type ``words`` into the header's box and wait for both lists."""
    box = page.locator("input.md-search__input")
    button = page.locator("label.md-header__button[for=__search]")
    if button.is_visible() and not page.evaluate("document.getElementById('__search').checked"):
        button.click()
    box.click()
    box.fill("")
    box.press_sequentially(words)
    # The theme looks when a key comes up, which ends the input of Chinese too.
    box.press("End")
    page.wait_for_function(
        "words => document.querySelector('.md-search-result__meta').textContent.trim() !== ''",
        arg=words,
    )
    page.wait_for_load_state("networkidle")


def datasets(page: Page) -> list[str]:
    """Ids of the datasets that it lists."""
    links = page.locator(".atlas-found a.md-search-result__link")
    return links.evaluate_all("all => all.map((link) => link.pathname.split('/').at(-2))")


@pytest.mark.parametrize("lang", LANGS)
def test_datasets_are_found_as_in_the_table_each_once(
    read: Read, site: BuiltSite, api: dict, lang: str
) -> None:
    page = read().open(f"{LANGS[lang]}about/")
    words = WORDS[lang]  # type: ignore[index]
    known = {d["id"]: d for d in api["datasets"]}
    for typed, first in (
        ("sharegpt 4v", "sharegpt4v"), ("SCIENCEQA", "scienceqa"), ("scienecqa", "scienceqa"),
        ("kinetics-400", "kinetics-400"),
    ):  # fmt: skip
        search(page, typed)
        expect(page.locator(".atlas-found h1").first).to_have_text(known[first]["name"])
        found = datasets(page)
        assert len(found) == len(set(found)) <= MOST
        hrefs = page.locator(".atlas-found a.md-search-result__link").evaluate_all(
            "all => all.map((link) => link.href)"
        )
        # In the language of the page.
        assert all(href.startswith(f"{site.url}{LANGS[lang]}datasets/") for href in hrefs)
        own = page.locator(".atlas-found p").first
        assert own.get_attribute("lang") in ("en", "zh")
    search(page, {"en": "video", "zh": "视频"}[lang])
    note = page.locator("p.atlas-found-note")
    expect(note).to_contain_text(f"{words.ui_datasets}: ")
    n = int((note.text_content() or "").split(": ")[1])
    assert n > MOST == len(datasets(page))
    everything = page.locator(".atlas-found-all")
    expect(everything).to_have_text(words.ui_all_results.format(n=n))
    everything.click()
    page.wait_for_url("**/datasets/?find=*")
    expect(page.locator("[data-atlas-table] .atlas-count")).to_contain_text(
        words.ui_shown.format(n=n, total=api["total"])
    )


@pytest.mark.parametrize("lang", LANGS)
def test_pages_are_still_found_and_no_dataset_among_them(
    read: Read, site: BuiltSite, api: dict, lang: str
) -> None:
    page = read().open(LANGS[lang])
    search(page, {"en": "license", "zh": "许可"}[lang])
    pages = page.locator(".md-search-result__list:not(.atlas-found) a.md-search-result__link")
    pages.first.wait_for()
    hrefs = pages.evaluate_all("all => all.map((one) => one.origin + one.pathname)")
    assert hrefs
    theirs = {site.url + d["url"][lang].split("/atlas/")[1] for d in api["datasets"]}
    assert not theirs & set(hrefs)
    # What is emptied shows nothing of before.
    page.locator("input.md-search__input").fill("")
    expect(page.locator(".atlas-found li")).to_have_count(0)
    expect(page.locator("p.atlas-found-note")).to_have_text("")


@pytest.mark.parametrize("lang", LANGS)
def test_enter_opens_the_dataset_that_bears_the_name(read: Read, lang: str) -> None:
    page = read().open(f"{LANGS[lang]}about/")
    search(page, "scienceqa")
    expect(page.locator(".atlas-found li")).not_to_have_count(0)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{LANGS[lang]}datasets/scienceqa/**")


@pytest.mark.parametrize("lang", LANGS)
def test_arrows_walk_through_datasets_and_pages(read: Read, lang: str) -> None:
    page = read().open(f"{LANGS[lang]}about/")
    search(page, "kinetics")
    expect(page.locator(".atlas-found li").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.atlas-found') !== null")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(first)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("device", WIDTHS)
def test_what_is_found_is_accessible(read: Read, lang: str, device: str) -> None:
    reader = read(width=WIDTHS[device])
    page = reader.open(f"{LANGS[lang]}about/")
    search(page, "video")
    expect(page.locator(".atlas-found li").first).to_be_visible()
    reader.look(page)
    expect_accessible(page)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    expect_accessible(page, COLOUR_RULES)


def test_a_page_that_nobody_searches_fetches_no_data(read: Read) -> None:
    reader = read()
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.open("about/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/assets/data/" in url or "header-search" in url]
    with page.expect_request("**/assets/data/core-*"):
        page.locator("input.md-search__input").click()
