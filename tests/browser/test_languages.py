"""Reading the site in one language and going to the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BuiltSite, Read
from browser.kinds import KINDS, MISSING, address
from browser.reading import WIDTHS

NAMES = {"en": "English", "zh": "中文"}
OTHER = {"en": "zh", "zh": "en"}


def switch(page: Page, lang: str) -> None:
    menu = page.locator(".md-header .md-select")
    menu.get_by_role("button").hover()
    menu.get_by_role("link", name=NAMES[lang]).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind] != MISSING])
def test_the_switch_stays_on_the_page_there_and_back(
    read: Read, site: BuiltSite, kind: str
) -> None:
    page = read().open(address("en", kind))
    for lang in ("zh", "en"):
        switch(page, lang)
        assert page.url == site.url + address(lang, kind)
        assert page.locator("html").get_attribute("lang") == lang


def test_the_switch_works_on_a_phone(read: Read, site: BuiltSite) -> None:
    page = read(width=WIDTHS["phone"]).open(address("en", "section"))
    switch(page, "zh")
    assert page.url == site.url + address("zh", "section")


@pytest.mark.parametrize("lang", NAMES)
def test_a_missing_page_speaks_both_languages(read: Read, site: BuiltSite, lang: str) -> None:
    page = read().open(address(lang, "missing") + "deeper/still/", 404)
    for each, words in (("en", "There is no page"), ("zh", "没有页面")):
        said = page.locator(f'section[lang="{each}"]')
        expect(said).to_contain_text(words)
        said.get_by_role("link").click()
        page.wait_for_load_state()
        home = site.url + address(each, "home")
        assert page.url == home
        page.go_back()


def search(page: Page, words: str) -> list[str]:
    """Addresses of the pages that the search of the header finds beside datasets."""
    box = page.locator("input.md-search__input")
    button = page.locator("label.md-header__button[for=__search]")
    (button if button.is_visible() else box).click()
    box.fill(words)
    # The theme looks when a key comes up, which ends the input of Chinese too.
    box.press("End")
    links = page.locator(".md-search-result__list:not(.atlas-found) a.md-search-result__link")
    links.first.wait_for()
    found = links.evaluate_all("all => all.map((link) => link.origin + link.pathname)")
    # What is open covers the page; it goes before anybody measures the page.
    box.press("Escape")
    # A page and its headings are links of their own.
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("lang", "words", "target"),
    [
        ("en", "verified", "about/"),
        ("en", "smallest record", "contribute/"),
        ("zh", "已核实", "zh/about/"),
        ("zh", "拉取请求", "zh/contribute/"),
        ("zh", "视频问答", "zh/qa-video/"),
    ],
)
@pytest.mark.parametrize("start", ["home", "dataset"])
def test_search_finds_prose_in_the_language_of_the_page(
    read: Read, site: BuiltSite, lang: str, words: str, target: str, start: str
) -> None:
    page = read().open(address(lang, start))
    found = search(page, words)
    assert site.url + target in found[:3]
    elsewhere = [url for url in found if url.startswith(site.url + "zh/") != (lang == "zh")]
    assert not elsewhere


@pytest.mark.parametrize("lang", NAMES)
def test_datasets_are_no_pages_of_the_search_but_a_list_of_their_own(
    read: Read, site: BuiltSite, api: dict, lang: str
) -> None:
    page = read().open(address(lang, "home"))
    found = search(page, {"en": "dataset", "zh": "数据集"}[lang])
    pages = {site.url + dataset["url"][lang].split("/atlas/")[1] for dataset in api["datasets"]}
    assert found
    assert not pages & set(found)


def test_search_works_on_a_phone(read: Read, site: BuiltSite) -> None:
    page = read(width=WIDTHS["phone"]).open(address("zh", "home"))
    assert site.url + address("zh", "about") in search(page, "已核实")
