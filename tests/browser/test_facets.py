"""Filtering the table by facets: what they offer, count, keep and say, judged by the API file."""

from __future__ import annotations

import random
from datetime import date

import pytest
from playwright.sync_api import expect

from browser import oracle
from browser.accessibility import expect_accessible
from browser.conftest import BuiltSite, Read
from browser.reading import WIDTHS
from browser.table import FACETS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}
NOTHING = ("not-stated", "not-found", "none", "not-recorded")


@pytest.fixture(scope="module")
def values(api: dict) -> oracle.Values:
    return oracle.values(api)


@pytest.fixture
def table(read: Read) -> Table:
    return Table(read().open(ALL["en"]))


@pytest.mark.parametrize("lang", ALL)
def test_every_facet_counts_what_the_records_say(
    read: Read, values: oracle.Values, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    for name in oracle.FACETS:
        assert table.numbers(name) == oracle.counts(values, name), name


@pytest.mark.parametrize("lang", ALL)
def test_counts_follow_the_filter_and_tell_what_a_click_would_give(
    read: Read, values: oracle.Values, lang: str
) -> None:
    """Several values of a facet mean or, facets together and; its own choices do not bind it."""
    table = Table(read().open(ALL[lang]))
    chosen: dict[str, list[str]] = {}
    for name, value in (
        ("roles", "evaluation"), ("modalities", "video"), ("modalities", "audio"),
        ("access", "open"), ("license", "not-recorded"), ("license", "not-stated"),
        ("size", "questions:1k-10k"),
    ):  # fmt: skip
        told = table.numbers(name).get(value)
        before = oracle.passing(values, **chosen)
        table.choose(name, value)
        chosen.setdefault(name, []).append(value)
        expected = oracle.passing(values, **chosen)
        table.expect_to_say(len(expected))
        assert set(table.all_shown() if expected else []) == expected
        if len(chosen[name]) == 1:
            assert told == len(expected)
        else:
            assert before <= expected
        if not expected:
            break
    for name in oracle.FACETS:
        assert table.numbers(name) == oracle.counts(values, name, **chosen), name


def test_random_choices_give_what_the_records_say(table: Table, values: oracle.Values) -> None:
    """Through the address, which is the quickest way to choose."""
    dice = random.Random(5)
    for _ in range(8):
        chosen: dict[str, list[str]] = {}
        for name in dice.sample(oracle.FACETS, dice.randint(1, 3)):
            known = sorted(oracle.counts(values, name))
            chosen[name] = dice.sample(known, min(len(known), dice.randint(1, 3)))
        query = "&".join(f"{name}={one}" for name, some in chosen.items() for one in some)
        table.page.evaluate(
            "query => { history.pushState(null, '', query);"
            " dispatchEvent(new PopStateEvent('popstate')) }",
            f"?{query}",
        )
        expected = oracle.passing(values, **chosen)
        table.expect_to_say(len(expected))
        if expected:
            assert set(table.all_shown()) == expected, query


def test_every_permission_is_what_the_rows_say(read: Read, api: dict) -> None:
    """The plain pages, made by the server, tell of each row what may be done commercially."""
    reader = read(java_script_enabled=False)
    said: dict[str, int] = {}
    page = reader.open(ALL["en"])
    addresses = ["", *page.locator(".atlas-pages a").evaluate_all(
        "links => links.map((link) => link.getAttribute('href'))"
    )]  # fmt: skip
    for address in addresses:
        page = reader.open(ALL["en"] + address, page=page)
        for value in page.locator("tbody .atlas-commercial .atlas-permission").evaluate_all(
            "all => all.map((one) => one.dataset.permission)"
        ):
            said[value] = said.get(value, 0) + 1
    table = Table(read().open(ALL["en"]))
    assert sum(said.values()) == api["total"]
    assert table.numbers("commercial") == said
    for name in ("training", "redistribution", "derivatives", "media_commercial",
                 "media_training", "media_redistribution", "media_derivatives"):  # fmt: skip
        assert sum(table.numbers(name).values()) == api["total"], name


@pytest.mark.parametrize("lang", ALL)
def test_what_is_offered_has_names_and_zeros_stay_quietly(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    everything = table.numbers("tasks")
    table.choose("roles", "evaluation")
    table.choose("modalities", "audio")
    left = table.numbers("tasks")
    # Zero-count values stay.
    assert left.keys() == everything.keys()
    zeros = [value for value, number in left.items() if not number]
    assert zeros
    for value in (zeros[0], next(value for value in left if left[value])):
        line = table.choice("tasks", value).locator("xpath=..")
        assert ("atlas-quiet" in (line.get_attribute("class") or "")) == (left[value] == 0)
        # Still there to be chosen.
        assert table.choice("tasks", value).is_enabled()
    # A fieldset with a legend, and headings for the groups of tasks.
    panel = table.facet("tasks")
    legend = panel.locator("legend").text_content() or ""
    assert legend.strip()
    assert panel.locator(".atlas-group").count() > 2
    labels = panel.locator("label:has(.atlas-number)").all_text_contents()
    assert all(label.strip() for label in labels)
    if lang == "zh":
        assert "视频问答" in "".join(labels)
    # The kinds of nothing are values, in their own words.
    for name in ("license", "access", "languages"):
        numbers = table.numbers(name)
        assert [value for value in numbers if value in NOTHING], name
    words = table.facet("license").locator("label:has(input[value=not-stated])")
    expect(words).to_contain_text({"en": "not stated", "zh": "来源未说明"}[lang])


@pytest.mark.parametrize("lang", ALL)
def test_a_long_facet_has_a_find_box_of_its_own(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    panel = table.facet("tasks")
    find = panel.locator(".atlas-find")
    assert find.get_attribute("aria-label") == table.words.ui_find_value
    find.fill({"en": "ＣＡＰＴＩＯＮ", "zh": "描述"}[lang])
    shown = panel.locator("label:visible").all_text_contents()
    assert 0 < len(shown) < panel.locator("label").count()
    assert all({"en": "caption", "zh": "描述"}[lang] in text for text in shown)
    # It filters nothing but the list.
    table.expect_to_say(table.total, chosen=False)
    find.fill("")
    expect(panel.locator("label:visible")).to_have_count(panel.locator("label").count())
    assert table.facet("roles").locator(".atlas-find").count() == 0


@pytest.mark.parametrize("lang", ALL)
def test_released_has_periods_and_a_range_of_months(
    read: Read, api: dict, values: oracle.Values, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    labels = table.facet("released").locator("label:has(.atlas-number)").all_text_contents()
    words = table.words
    told = "".join(labels)
    numbers = table.numbers("released")
    for value, key in (
        ("1m", "ui_last_month"), ("3m", "ui_last_quarter"), ("1y", "ui_last_year"),
    ):  # fmt: skip
        assert (words[key] in told) == (value in numbers)
    assert "1y" in numbers
    table.choose("released", "1y")
    table.expect_to_say(len(oracle.passing(values, released=["1y"])))
    # Chips and sentence speak in words, not in ids.
    expect(table.chips.first).to_contain_text(words.ui_last_year)
    table.choice("released", "1y").uncheck()
    boxes = table.facet("released").locator("input[type=month]")
    for first, last in (("2023-03", ""), ("2023-03", "2023-10"), ("", "2020-12")):
        boxes.nth(0).fill(first)
        boxes.nth(1).fill(last)
        expected = oracle.released_between(api, first, last)
        table.expect_to_say(len(expected))
        assert set(table.all_shown()) == expected
        (chip,) = table.chips.all_text_contents()
        assert chip.startswith(words.released)
        assert first in chip
        assert last in chip
    query = "?released_to=2020-12"
    table.settled(query)
    table.page.reload()
    table.wait()
    assert set(table.all_shown()) == expected
    table.chips.first.click()
    table.expect_to_say(table.total, chosen=False)
    assert [box.input_value() for box in table.facet("released").locator("[type=month]").all()] == [
        "", "",
    ]  # fmt: skip


def test_a_year_alone_is_in_a_range_only_when_all_of_it_is(table: Table, api: dict) -> None:
    years = [d for d in api["datasets"] if d["released"] and len(d["released"]) == 4]
    for dataset in years[:2]:
        year = dataset["released"]
        for query, inside in (
            (f"released_from={year}-01&released_to={year}-12", True),
            (f"released_from={year}-02", False), (f"released_to={year}-11", False),
        ):  # fmt: skip
            table.page.goto(table.page.url.split("?")[0] + f"?{query}")
            table.wait()
            assert (dataset["id"] in table.all_shown()) == inside
    assert date.fromisoformat(api["generated_at"])


@pytest.mark.parametrize("lang", ALL)
def test_sizes_stand_by_unit_and_from_small_to_large(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    order = list(table.numbers("size"))
    sizes = [value.split(":") for value in order if ":" in value]
    powers = ["1-999", "1k-10k", "10k-100k", "100k-1m", "1m-10m", "10m-100m", "100m-1b", "1b"]
    for unit in {unit for unit, _ in sizes}:
        places = [at for at, (one, _) in enumerate(sizes) if one == unit]
        assert places == list(range(places[0], places[-1] + 1)), unit
        ranges = [powers.index(sizes[at][1]) for at in places]
        assert ranges == sorted(ranges)
    headings = table.facet("size").locator(".atlas-group").all_text_contents()
    assert len(headings) == len({unit for unit, _ in sizes})


def test_one_facet_is_open_at_a_time_and_closes_like_a_menu(table: Table) -> None:
    page = table.page
    roles, tasks = (table.section.locator(f"[data-facet={name}]") for name in ("roles", "tasks"))
    table.facet("roles")
    table.facet("tasks")
    expect(roles).not_to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(tasks).not_to_have_attribute("open", "")
    expect(tasks.locator("summary")).to_be_focused()
    table.facet("roles")
    page.locator("h1").click()
    expect(roles).not_to_have_attribute("open", "")
    # Further facets stand in a group that stays open while one of them is used.
    table.choose("contains", next(iter(table.numbers("contains"))))
    expect(table.section.locator("[data-more]")).to_have_attribute("open", "")
    expect(table.section.locator("[data-facet=contains] .atlas-chosen")).to_have_text(" (1)")


@pytest.mark.parametrize("device", WIDTHS)
def test_from_one_open_facet_it_takes_one_tap_to_the_next(
    read: Read, few: BuiltSite, device: str
) -> None:
    table = Table(read(url=few.url, width=WIDTHS[device]).open(ALL["en"]))
    for name in ("roles", "modalities", "roles"):
        panel = table.section.locator(f"[data-facet={name}]")
        panel.locator("summary").click()
        expect(panel.locator("fieldset")).to_be_visible()


def test_what_is_chosen_is_counted_beside_the_facets_name(table: Table) -> None:
    first, second = list(table.numbers("tasks"))[:2]
    table.choose("tasks", first)
    table.choose("tasks", second)
    mark = table.section.locator("[data-facet=tasks] .atlas-chosen")
    expect(mark).to_have_text(" (2)")
    assert sorted(table.checked("tasks")) == sorted((first, second))
    table.choice("tasks", first).uncheck()
    expect(mark).to_have_text(" (1)")
    # What was clicked keeps the focus.
    expect(table.choice("tasks", first)).to_be_focused()


@pytest.mark.parametrize("lang", ALL)
@pytest.mark.parametrize("device", WIDTHS)
def test_open_facets_fit_and_are_accessible(
    read: Read, few: BuiltSite, lang: str, device: str
) -> None:
    reader = read(url=few.url, width=WIDTHS[device])
    table = Table(reader.open(ALL[lang]))
    for facet in FACETS:
        table.choose(facet, list(table.numbers(facet))[-1])
        edges = table.section.locator(f"[data-facet={facet}] fieldset").bounding_box()
        assert edges is not None
        assert edges["x"] >= 0, facet
        assert edges["x"] + edges["width"] <= WIDTHS[device], facet
        reader.look(table.page)
        if facet in ("tasks", "released"):
            expect_accessible(table.page)
        small = table.section.locator(f"[data-facet={facet}] label:visible").evaluate_all(
            "all => all.filter((one) => one.getBoundingClientRect().height < 24).length"
        )
        assert small == 0, facet
