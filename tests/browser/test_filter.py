"""Filtering the table of all datasets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BuiltSite, Read
from browser.reading import WIDTHS
from browser.table import FACETS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}


@pytest.fixture
def table(read: Read, few: BuiltSite) -> Table:
    """The table of a site with few records; what it does, it does with any number of them."""
    return Table(read(url=few.url).open(ALL["en"]))


def test_without_a_filter_every_dataset_is_shown(read: Read, api: dict) -> None:
    table = Table(read().open(ALL["en"]))
    assert sorted(table.shown()) == [dataset["id"] for dataset in api["datasets"]]
    table.expect_to_say(api["total"])


def test_typed_words_keep_the_rows_that_hold_all_of_them(table: Table) -> None:
    table.write("chart pew")
    table.settled("?q=chart+pew")
    shown = table.shown()
    assert "chart-to-text" in shown
    assert len(shown) < len(table.all())
    table.expect_to_say(len(shown))


@pytest.mark.parametrize("typed", ["SCIENCEQA", "ｓｃｉｅｎｃｅｑａ", "  scienceqa  "])
def test_case_width_and_spaces_of_what_is_typed_do_not_matter(table: Table, typed: str) -> None:
    table.write(typed)
    assert "scienceqa" in table.shown()
    assert len(table.shown()) < len(table.all())


@pytest.mark.parametrize("facet", FACETS)
def test_a_facet_keeps_the_rows_that_have_its_value(table: Table, facet: str) -> None:
    value = table.values(facet)[0]
    expected = table.having(facet, value)
    assert 0 < len(expected) < len(table.all())
    assert table.number(facet, value) == len(expected)
    table.choose(facet, value)
    table.expect_to_say(len(expected))
    assert table.shown() == expected


def test_a_facet_knows_what_every_record_says(read: Read, api: dict) -> None:
    table = Table(read().open(ALL["en"]))
    for facet in ("roles", "modalities", "tasks"):
        for value in {value for dataset in api["datasets"] for value in dataset[facet]}:
            holders = {dataset["id"] for dataset in api["datasets"] if value in dataset[facet]}
            assert holders <= set(table.having(facet, value)), value


def test_two_values_of_a_facet_widen_and_two_facets_narrow(table: Table) -> None:
    table.choose("modalities", "video")
    table.choose("modalities", "audio")
    either = [
        key
        for key in table.all()
        if key in table.having("modalities", "video") + table.having("modalities", "audio")
    ]
    assert table.shown() == either
    table.choose("roles", "evaluation")
    both = [key for key in either if key in table.having("roles", "evaluation")]
    assert 0 < len(both) < len(either)
    assert table.shown() == both
    table.expect_to_say(len(both))


def test_numbers_of_other_facets_follow_the_filter(table: Table) -> None:
    table.choose("roles", "evaluation")
    shown = set(table.shown())
    for value in table.values("modalities"):
        left = shown & set(table.having("modalities", value))
        assert table.number("modalities", value) == len(left)


def filtered(page: Page) -> tuple[Table, list[str]]:
    table = Table(page)
    table.write("video")
    table.choose("roles", "evaluation")
    table.settled("?q=video&roles=evaluation")
    shown = table.shown()
    assert 0 < len(shown) < len(table.all())
    return table, shown


def expect_same(table: Table, shown: list[str]) -> None:
    expect(table.box).to_have_value("video")
    assert table.section.locator("input[name=roles]:checked").evaluate_all(
        "boxes => boxes.map((box) => box.value)"
    ) == ["evaluation"]
    assert table.shown() == shown


def test_the_filter_survives_a_reload(table: Table) -> None:
    table, shown = filtered(table.page)
    table.page.reload()
    expect_same(table, shown)


def test_the_filter_is_there_on_coming_back_from_a_dataset(table: Table) -> None:
    table, shown = filtered(table.page)
    table.rows.locator("visible=true").first.locator("th a").click()
    table.page.wait_for_url("**/datasets/*/")
    table.page.go_back()
    table.section.get_by_role("searchbox").wait_for()
    expect_same(table, shown)


def test_the_switch_to_the_other_language_keeps_the_filter(table: Table) -> None:
    table, shown = filtered(table.page)
    switch = table.page.locator(".md-header .md-select")
    switch.get_by_role("button").hover()
    switch.get_by_role("link", name="中文").click()
    table.page.wait_for_url("**/zh/datasets/?q=video&roles=evaluation")
    assert table.page.locator("html").get_attribute("lang") == "zh"
    expect_same(table, shown)
    table.expect_to_say(len(shown), "zh")


def test_either_language_finds_from_either_side(read: Read, few: BuiltSite) -> None:
    found = {}
    reader = read(url=few.url)
    for lang, path in ALL.items():
        for words in ("video question answering", "视频问答", "图表"):
            table = Table(reader.open(path))
            table.write(words)
            found[lang, words] = table.shown()
    for words in ("video question answering", "视频问答", "图表"):
        assert found["en", words] == found["zh", words] != []
    assert "video-mme" in found["en", "视频问答"]
    assert "video-mme" in found["zh", "video question answering"]


def test_clearing_shows_everything_again(table: Table) -> None:
    table, _ = filtered(table.page)
    table.section.get_by_role("button", name="Clear all filters").click()
    table.settled("")
    assert table.shown() == table.all()
    expect(table.box).to_have_value("")
    table.expect_to_say(len(table.all()))


@pytest.mark.parametrize(("lang", "words"), [("en", "No dataset matches"), ("zh", "没有匹配")])
def test_a_filter_without_a_hit_says_so(read: Read, few: BuiltSite, lang: str, words: str) -> None:
    table = Table(read(url=few.url).open(ALL[lang]))
    assert not table.page.get_by_text(words).is_visible()
    table.write("zzzzzz")
    expect(table.page.get_by_text(words)).to_be_visible()
    table.expect_to_say(0, lang)
    assert table.shown() == []


def test_an_address_with_words_that_are_unknown_shows_everything(
    read: Read, few: BuiltSite
) -> None:
    table = Table(read(url=few.url).open("datasets/?roles=nonsense&unheard=of"))
    assert table.shown() == table.all()


def tab_to(page: Page, target: str, most: int = 60) -> None:
    """Press Tab until what has the focus matches ``target``."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    pytest.fail(f"{most} times Tab did not lead to {target}")


def test_the_keyboard_alone_is_enough(table: Table) -> None:
    page = table.page
    tab_to(page, "[data-atlas-table] input[type=search]")
    page.keyboard.type("video")
    tab_to(page, "[data-facet=roles] summary", most=3)
    page.keyboard.press("Space")
    tab_to(page, "[data-facet=roles] input", most=3)
    page.keyboard.press("Space")
    chosen = table.section.locator("input[name=roles]:checked").get_attribute("value")
    assert chosen
    table.settled(f"?q=video&roles={chosen}")
    shown = table.shown()
    assert 0 < len(shown) < len(table.all())
    assert set(shown) <= set(table.having("roles", chosen))
    tab_to(page, "[data-atlas-table] button[type=reset]")
    page.keyboard.press("Enter")
    table.expect_to_say(len(table.all()))
    assert table.shown() == table.all()


def test_focus_is_visible_on_what_filters(table: Table) -> None:
    page = table.page
    for target in ("input[type=search]", "[data-facet=roles] summary"):
        tab_to(page, f"[data-atlas-table] {target}")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        assert style[0] != "none", target
        assert style[1] >= 1, target


@pytest.mark.parametrize("facet", FACETS)
def test_an_open_facet_fits_on_a_phone(read: Read, few: BuiltSite, facet: str) -> None:
    reader = read(url=few.url, width=WIDTHS["phone"])
    table = Table(reader.open(ALL["en"]))
    table.choose(facet, table.values(facet)[-1])
    reader.look(table.page)
    edges = table.section.locator(f"[data-facet={facet}] fieldset").bounding_box()
    assert edges is not None
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= WIDTHS["phone"]


@pytest.mark.parametrize("lang", ALL)
def test_without_javascript_the_table_is_complete(read: Read, api: dict, lang: str) -> None:
    page = read(java_script_enabled=False).open(ALL[lang])
    rows = page.locator(".atlas-datasets tbody tr")
    expect(rows).to_have_count(api["total"])
    assert all(row.is_visible() for row in rows.all())
    # What would not work is not offered.
    assert not page.locator(".atlas-datasets form").is_visible()
    rows.first.locator("th a").click()
    expect(page.locator("article[data-dataset]")).to_be_visible()
