"""The link checker's findings as a reader meets them: beside links, in the table, on their page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from atlas.links.expect import watches
from atlas.links.state import Archive, Expected, Fact, LinkState, State, Streak, write_state
from atlas.links.words import Verdict, kind_of
from atlas.records import load_all
from atlas.records.texts import urls
from browser.accessibility import expect_accessible
from browser.conftest import FEW, BuiltSite, Read, built_and_served
from browser.project import copy_project, real_records
from browser.table import Table

DAY = date(2026, 11, 26)
GONE = Expected(Fact.GONE, date(2026, 10, 12), date(2026, 11, 19))
NEVER = Expected(Fact.NEVER, None, DAY)
DEAD = "https://web.archive.org/web/20240102030405/{}"
WORD = {"en": "dead · 26 November 2026", "zh": "已失效 · 2026 年 11 月 26 日"}


def with_findings(root: Path) -> Path:
    """A project whose links all work, but for the first of ScienceQA's; WebVid's nobody asked. One
    fact of ScienceQA is gone from its source, and another was never there."""
    copy_project(root, real_records(*FEW))
    links = {}
    for identifier, record in load_all(root / "data").records.items():
        for number, (_, url) in enumerate(urls(record)):
            dead = identifier == "scienceqa" and number == 0
            verdict = Verdict.DEAD if dead else Verdict.OK
            links[url] = LinkState(
                DAY, DAY, verdict, verdict, Streak(kind_of(verdict), (DAY,)),
                last_ok=None if dead else DAY,
                archive=Archive(DEAD.format(url), date(2024, 1, 2)) if dead else None,
            )  # fmt: skip
    records = load_all(root / "data").records
    for _, url in urls(records["webvid"]):
        del links[url]
    facts = dict.fromkeys(watch.literal for watch in watches(records["scienceqa"]))
    states = dict(zip(facts, (GONE, NEVER), strict=False))
    for watch in watches(records["scienceqa"]):
        fact = states.get(watch.literal, Expected(Fact.SEEN, DAY))
        known = links[watch.url]
        links[watch.url] = replace(known, expect={**known.expect, watch.key: fact})
    write_state(State(DAY, links), root / "data" / "observed" / "links.json")
    return root


@pytest.fixture(scope="session")
def found(shared_folder: Path) -> Iterator[BuiltSite]:
    with built_and_served(shared_folder / "found", with_findings) as built:
        yield built


@pytest.mark.parametrize(("lang", "root"), [("en", ""), ("zh", "zh/")])
def test_a_dead_link_says_so_where_it_is_cited_and_where_it_is_listed(
    read: Read, found: BuiltSite, lang: str, root: str
) -> None:
    page = read(url=found.url).open(f"{root}datasets/scienceqa/")
    dead = page.locator('.atlas-links .atlas-live[data-live="dead"]')
    expect(dead).to_have_text(WORD[lang])
    # The shape, for those who do not see colours; the word is for all.
    shape = "(mark) => getComputedStyle(mark, '::before').content"
    assert dead.evaluate(shape) == '"✕"'
    works = page.locator('.atlas-links .atlas-live[data-live="ok"]').first
    assert works.evaluate(shape) == '"✓"'
    kept = page.locator('.atlas-links .atlas-live + small a[href^="https://web.archive.org"]')
    expect(kept).to_have_count(1)
    # A source opened in place says what became of it, too.
    mark = page.locator(".atlas-mark").first
    mark.focus()
    expect(page.locator(".atlas-open .atlas-live")).to_be_visible()
    expect_accessible(page)


def test_the_table_can_be_asked_for_datasets_whose_links_all_work(
    read: Read, found: BuiltSite
) -> None:
    table = Table(read(url=found.url).open("datasets/"))
    numbers = table.numbers("live")
    assert numbers["some-dead"] == 1
    assert numbers["not-checked"] == 1
    assert sum(numbers.values()) == table.total
    table.choose("live", "some-dead")
    table.settled("?live=some-dead")
    assert table.shown() == ["scienceqa"]


@pytest.mark.parametrize(
    ("root", "seen", "missing"),
    [
        ("", "last seen 12 October 2026", "missing since 19 November 2026"),
        ("zh/", "最近见于 2026 年 10 月 12 日", "缺失始于 2026 年 11 月 19 日"),
    ],
)
def test_a_fact_that_is_gone_is_listed_with_both_days(
    read: Read, found: BuiltSite, root: str, seen: str, missing: str
) -> None:
    page = read(url=found.url).open(f"{root}link-health/")
    gone = page.locator("#gone-facts ~ ul").first.locator("li")
    expect(gone).to_have_count(1)
    for said in ("ScienceQA", seen, missing):
        expect(gone).to_contain_text(said)
    never = page.locator("#never-seen ~ ul").first.locator("li")
    expect(never).to_have_count(1)
    expect(never).not_to_contain_text("2026")


@pytest.mark.parametrize("root", ["", "zh/"])
def test_the_page_of_all_links_fits_a_phone_and_can_be_used_by_all(
    read: Read, found: BuiltSite, root: str
) -> None:
    for width in (1280, 375):
        page = read(url=found.url, width=width).open(f"{root}link-health/")
        expect(page.locator("#dead-links + ul > li")).to_have_count(1)
        expect_accessible(page)


@pytest.mark.parametrize(("root", "word"), [("", "not checked yet"), ("zh/", "尚未检查")])
def test_without_findings_every_link_is_not_checked_yet(
    read: Read, few: BuiltSite, root: str, word: str
) -> None:
    page = read(url=few.url).open(f"{root}datasets/scienceqa/")
    marks = page.locator(".atlas-live")
    assert set(marks.all_text_contents()) == {word}
    assert marks.count() > 3
    page = read(url=few.url).open(f"{root}link-health/")
    expect(page.locator("main .atlas-empty")).to_have_count(1)
    expect(page.locator("#needs-a-person")).to_have_count(0)
    # Nor does the table claim that anything works.
    table = Table(read(url=few.url).open(f"{root}datasets/"))
    assert table.numbers("live") == {"not-checked": table.total}
