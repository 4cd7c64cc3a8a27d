"""Order, columns, pages, and the whole state in the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from browser.conftest import Read
from browser.table import PAGE, WORDS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}


@pytest.fixture
def table(read: Read) -> Table:
    return Table(read().open(ALL["en"]))


def head(table: Table, column: str) -> str | None:
    return table.section.locator(f"th[data-column={column}]").get_attribute("aria-sort")


@pytest.mark.parametrize("lang", ALL)
def test_a_heads_button_sorts_one_way_and_the_other_and_not(
    read: Read, api: dict, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    released = {d["id"]: d["released"] or "" for d in api["datasets"]}
    names = {d["id"]: d["name"].casefold() for d in api["datasets"]}
    default = table.all_shown()
    for column, key, ways in (
        ("name", names, (False, True)), ("released", released, (True, False)),
    ):  # fmt: skip
        button = table.section.locator(f"[data-sort={column}]")
        for down in ways:
            button.click()
            expect(button).to_be_focused()
            assert head(table, column) == ("descending" if down else "ascending")
            # On the sorted column and on no other.
            assert table.section.locator("th[aria-sort]").count() == 1
            assert table.order.input_value() == f"{'-' if down else ''}{column}"
            title = {"name": table.words.name, "released": table.words.released}[column]
            assert table.sentence()[-1].strip() == table.words.ui_sorted.format(what=title)
            values = [key[one] for one in table.all_shown()]
            dated = [one for one in values if one]
            assert dated == sorted(dated, reverse=down)
            # What has no date comes last, whichever way.
            assert values[: len(dated)] == dated
        button.click()
        assert table.section.locator("th[aria-sort]").count() == 0
        assert table.all_shown() == default
    # No head but those of the columns that have an order is a button.
    assert table.section.locator("thead button").evaluate_all(
        "all => all.map((one) => one.dataset.sort)"
    ) == ["name", "size", "released"]


@pytest.mark.parametrize("lang", ALL)
def test_sizes_are_compared_within_a_unit_and_the_rest_says_why(
    read: Read, api: dict, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    sizes = {
        d["id"]: next(((s["unit"], s["value"]) for s in d["size"] if s["part"] is None), None)
        for d in api["datasets"]
    }
    for sort in ("-size", "size"):
        table.order.select_option(sort)
        assert head(table, "size") == ("descending" if sort == "-size" else "ascending")
        groups: list[list] = []
        for key in table.all_shown():
            size = sizes[key]
            unit = size and size[0]
            if not groups or groups[-1][0] != unit:
                groups.append([unit, []])
            groups[-1][1].append(size and size[1])
        units = [unit for unit, _ in groups]
        assert len(units) == len(set(units))
        assert units[-1] is None
        for unit, values in groups[:-1]:
            assert values == sorted(values, reverse=sort == "-size"), unit
        # The most frequent unit first.
        lengths = [len(values) for _, values in groups[:-1]]
        assert lengths == sorted(lengths, reverse=True)
    # Through the pages, each further group begins with a line that says why it stands apart.
    whys: list[str] = []
    table.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    whys = table.section.locator(".atlas-why").all_text_contents()
    assert len(whys) == len(groups) - 1
    start = table.words.ui_other_unit.split("{unit}")
    assert all(why.startswith(start[0]) and why.endswith(start[1]) for why in whys[:-1])
    assert whys[-1] == table.words.ui_no_size


def test_added_can_be_sorted_by_and_sorting_by_the_select_is_the_same(table: Table) -> None:
    values = table.order.locator("option").evaluate_all("all => all.map((one) => one.value)")
    assert values == [
        "", "name", "-name", "-released", "released", "-size", "size", "-added", "added",
    ]  # fmt: skip
    table.order.focus()
    table.order.select_option("-added")
    table.settled("?sort=-added")
    expect(table.order).to_be_focused()
    # Its column is not shown; the line above the table says it.
    assert table.section.locator("th[aria-sort]").count() == 0
    expect(table.count).to_contain_text(table.words.ui_sorted.format(what=table.words.added))
    table.section.locator(".atlas-tools details summary").first.click()
    table.section.locator(".atlas-tools input[value=added]").check()
    assert head(table, "added") == "descending"


@pytest.mark.parametrize("lang", ALL)
def test_columns_are_chosen_and_remembered(read: Read, lang: str) -> None:
    reader = read()
    table = Table(reader.open(ALL[lang]))
    panel = table.section.locator(".atlas-tools details").first
    panel.locator("summary").click()
    expect(panel.locator("summary")).to_have_text(table.words.ui_columns)
    for name in ("publishers", "languages", "creation"):
        panel.locator(f"input[value={name}]").check()
    panel.locator("input[value=license]").uncheck()
    columns = [
        "name", "summary", "tasks", "size", "access", "released", "status", "languages",
        "creation", "publishers",
    ]  # fmt: skip
    heads = table.section.locator("thead th")

    def shown(table: Table) -> list[str]:
        heads = table.section.locator("thead th")
        return heads.evaluate_all("all => all.map((one) => one.dataset.column)")

    assert shown(table) == columns
    assert all((text or "").strip() for text in heads.all_text_contents())
    for row in table.rows.all()[:3]:
        assert row.locator("th, td").count() == len(columns)
    table.settled(f"?columns={','.join(columns[1:])}")
    reader.look(table.page)
    # On another page, another day; in this browser.
    other = Table(reader.open(ALL[lang]))
    assert shown(other) == columns
    # What an address says goes before what is remembered.
    third = Table(reader.open(f"{ALL[lang]}?columns=status"))
    assert shown(third) == ["name", "status"]


def filtered(table: Table) -> list[str]:
    table.write("video")
    table.choose("roles", "evaluation")
    table.page.keyboard.press("Escape")
    table.order.select_option("name")
    table.select(*table.shown()[:2])
    shown = table.shown()
    assert len(shown) > 2
    chosen = ",".join(shown[:2])
    table.settled(f"?find=video&roles=evaluation&sort=name&selected={chosen}")
    return shown


def expect_same(table: Table, shown: list[str]) -> None:
    expect(table.box).to_have_value("video")
    assert table.shown() == shown
    assert table.order.input_value() == "name"
    assert head(table, "name") == "ascending"
    checked = table.section.locator(".atlas-select:checked")
    assert checked.evaluate_all("all => all.map((one) => one.value)") == shown[:2]
    expect(table.selected).to_contain_text(table.words.ui_selected.format(n=2))
    assert table.checked("roles") == ["evaluation"]


@pytest.mark.parametrize("lang", ALL)
def test_the_state_survives_reload_departure_language_and_sharing(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    shown = filtered(table)
    page = table.page
    page.reload()
    table.wait()
    expect_same(table, shown)
    table.page.keyboard.press("Escape")
    # To a dataset and back.
    table.rows.first.locator("th a").click()
    page.wait_for_url("**/datasets/*/")
    page.go_back()
    table.wait()
    expect_same(table, shown)
    table.page.keyboard.press("Escape")
    # Copied, and opened by somebody else.
    copied = table.copied(table.tool("ui_copy_link"))
    expect(table.section.locator(".atlas-tools")).to_contain_text(table.words.ui_copied)
    assert copied == page.url
    other = Table(read().open(copied.split("/atlas/")[1]))
    expect_same(other, shown)
    # In the other language.
    second = "zh" if lang == "en" else "en"
    table.switch_language(second)
    expect_same(table, shown)
    words = WORDS[second]  # type: ignore[index]
    expect(table.count).to_contain_text(words.ui_sorted.format(what=words.name))


def test_back_and_forward_walk_through_what_was_chosen(table: Table) -> None:
    page = table.page
    states: list[tuple[str, list[str]]] = []

    def note() -> None:
        states.append((page.evaluate("location.search"), table.shown()))

    note()
    steps: list[Callable[[], object]] = [
        lambda: table.choose("roles", "training"),
        lambda: table.choose("modalities", "image"),
        lambda: table.order.select_option("name"),
        # By key: a slow machine may still be measuring the rows above it when a pointer aims.
        lambda: table.section.locator(".atlas-pager button").last.press("Enter"),
        lambda: table.chips.first.click(),
    ]
    for step in steps:
        before = page.evaluate("location.search")
        step()
        # The address follows after a pause.
        page.wait_for_function("before => location.search !== before", arg=before)
        note()
    assert len({query for query, _ in states}) == len(states)
    for query, shown in states[-2::-1]:
        page.go_back()
        page.wait_for_function("query => location.search === query", arg=query)
        assert table.shown() == shown
    for query, shown in states[1:]:
        page.go_forward()
        page.wait_for_function("query => location.search === query", arg=query)
        assert table.shown() == shown


def test_typing_leaves_one_step_behind_and_is_written_after_a_pause(table: Table) -> None:
    before = table.page.evaluate("history.length")
    # Faster than any hand, so that a slow machine does not make pauses of its own.
    written = table.page.evaluate(
        """() => {
          const box = document.querySelector(".atlas-search input");
          for (const typed of ["v", "vi", "vid", "vide", "video"]) {
            box.value = typed;
            box.dispatchEvent(new InputEvent("input", {bubbles: true}));
          }
          return location.search;
        }"""
    )
    assert written == ""
    table.settled("?find=video")
    assert table.page.evaluate("history.length") == before


def test_a_browser_that_refuses_to_write_the_address_changes_nothing(table: Table) -> None:
    table.page.evaluate(
        "() => { history.pushState = history.replaceState = () => { throw new Error('no') } }"
    )
    table.choose("roles", "training")
    expect(table.chips).to_have_count(1)
    table.write("video")
    table.page.wait_for_timeout(600)
    assert 0 < len(table.all_shown()) < table.total


@pytest.mark.parametrize("lang", ALL)
def test_the_sentence_says_all_and_each_chip_takes_one_thing_out(read: Read, lang: str) -> None:
    table = Table(read().open(f"{ALL[lang]}?find=video&roles=training&access=open&access=request"))
    words = table.words
    labels = {"en": ["training", "open", "on request"], "zh": ["训练", "公开", "申请"]}[lang]
    sentence = table.sentence()
    assert sentence[0] == "“video”"
    assert len(sentence) == 5
    for label, said in zip(labels, sentence[1:4], strict=True):
        assert label in said
    n = len(table.all_shown())
    assert sentence[4].strip() == words.ui_shown.format(n=n, total=table.total)
    chips = table.chips.all_text_contents()
    assert len(chips) == 4
    # Each says what it is about and what it does.
    names = table.chips.evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert names == [words.ui_remove.format(what=chip) for chip in chips]
    assert f"{words.accessed}: " in chips[2]
    expected = ["find=video&access=open&access=request", "find=video&access=request", "find=video"]
    for query in expected:
        table.chips.nth(1).click()
        table.settled(f"?{query}")
        # The focus goes to the next one, or to what is left.
        left = table.chips.count()
        expect(table.chips.nth(min(1, left - 1))).to_be_focused()
    table.chips.first.click()
    expect(table.box).to_be_focused()
    expect(table.box).to_have_value("")
    table.expect_to_say(table.total, chosen=False)
    # One polite status, which says it to who does not see.
    assert table.section.locator(".atlas-state :is([role=status], [aria-live])").count() == 1


@pytest.mark.parametrize("lang", ALL)
def test_pages_of_the_table_are_turned_and_end(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    everything = table.all_shown()
    last = -(-len(everything) // PAGE)
    previous, following = table.pager.locator("button").all()
    expect(previous).to_have_attribute("aria-disabled", "true")
    seen = table.shown()
    for number in range(2, last + 1):
        following.click()
        expect(table.pager).to_contain_text(table.words.ui_page.format(n=number, total=last))
        seen += table.shown()
    assert seen == everything
    expect(following).to_have_attribute("aria-disabled", "true")
    expect(following).to_be_focused()
    following.click(force=True)
    table.settled(f"?page={last}")
    previous.click()
    table.settled(f"?page={last - 1}")
    # What is asked for anew begins at its first page.
    table.write("video")
    table.settled("?find=video")
    # An address beyond the end shows the end.
    page = table.page
    page.goto(page.url.split("?")[0] + "?page=999")
    table.wait()
    assert table.shown() == everything[(last - 1) * PAGE :]


def test_a_table_of_a_section_holds_its_rows_and_filters_only_them(read: Read, api: dict) -> None:
    table = Table(read().open("qa-video/"))
    mine = {d["id"] for d in api["datasets"] if "qa-video" in d["sections"]}
    assert table.total == len(mine)
    assert set(table.all_shown()) == mine
    table.expect_to_say(len(mine), chosen=False)
    numbers = table.numbers("roles")
    assert sum(numbers.values()) >= len(mine)
    assert max(numbers.values()) <= len(mine)
    table.choose("roles", "training")
    assert set(table.all_shown()) <= mine
