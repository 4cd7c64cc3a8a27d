"""Chinese words in the search of the header: found whole, to the last character."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from browser.conftest import BuiltSite, Read


def results(page: Page, words: str) -> list[dict[str, Any]]:
    """What the search lists, best first: each page's address, and what is shown of it; one that
    holds not all that was asked for says so."""
    page.locator("input.md-search__input").click()
    page.keyboard.insert_text(words)
    page.keyboard.press("End")
    # Datasets stand in a list of their own.
    items = page.locator(".md-search-result__list:not(.atlas-found) .md-search-result__item")
    items.first.wait_for()
    found: list[dict[str, Any]] = items.evaluate_all(
        """all => all.map((item) => ({
          path: item.querySelector("a").pathname,
          text: item.textContent.replaceAll("\\u200b", ""),
          marks: [...item.querySelectorAll("mark")].map((mark) => mark.textContent).join(""),
          lacks: item.querySelector(".md-search-result__terms del") !== null,
        }))"""
    )
    return found


@pytest.mark.parametrize("start", ["zh/", "zh/datasets/scienceqa/", "zh/about/"])
@pytest.mark.parametrize("words", ["多模态", "图表", "视频问答", "许可", "描述"])
def test_a_word_finds_the_prose_that_holds_it(
    read: Read, site: BuiltSite, words: str, start: str
) -> None:
    found = results(read().open(start), words)
    assert words in found[0]["text"]
    assert not found[0]["lacks"]
    # The whole of it is marked, the last character too.
    assert set(words) <= set(found[0]["marks"])
    assert all(item["path"].startswith("/atlas/zh/") for item in found)


def test_the_last_character_matters(read: Read) -> None:
    """图表 and 图像 begin alike; pages about one are not what the other finds first."""
    reader = read()
    for words, other in (("图表", "图像"), ("图像", "图表")):
        marked = results(reader.open("zh/"), words)[0]["marks"]
        assert words in marked
        assert other not in marked


def test_a_word_is_found_while_it_is_typed(read: Read) -> None:
    found = results(read().open("zh/"), "多模")
    assert "多模态" in found[0]["marks"]


def test_the_missing_page_searches_too(read: Read) -> None:
    page = read().open("zh/no-such-page/", 404)
    # The host's one 404 page is the English one.
    assert results(page, "license")[0]["path"].startswith("/atlas/")
