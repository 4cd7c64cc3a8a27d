"""Selecting rows and taking them along: files, copies, the comparison."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.conftest import BuiltSite, Read
from browser.table import Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}


def by_id(api: dict) -> dict[str, dict]:
    return {dataset["id"]: dataset for dataset in api["datasets"]}


def download(table: Table, key: str) -> tuple[str, str]:
    """Name and text of the file that a line of the menu saves."""
    button = table.take(key)
    with table.page.expect_download() as waiting:
        button.click()
    file = waiting.value
    return file.suggested_filename, Path(file.path()).read_bytes().decode("utf-8")


def copied(table: Table, key: str) -> str:
    """What a line of the menu copies, and says that it has."""
    text = table.copied(table.take(key))
    expect(table.section.locator(".atlas-take")).to_contain_text(table.words.ui_copied)
    return text


@pytest.mark.parametrize("lang", ALL)
def test_what_is_shown_is_taken_when_nothing_is_selected(
    read: Read, site: BuiltSite, api: dict, lang: str
) -> None:
    table = Table(read().open(f"{ALL[lang]}?find=kinetics&sort=name"))
    shown, records = table.all_shown(), by_id(api)
    words = table.words
    told = words.ui_take_shown.format(n=len(shown))
    expect(table.section.locator(".atlas-take summary")).to_have_text(f"{words.ui_take}: {told}")

    name, text = download(table, "ui_csv")
    assert name == "datasets.csv"
    # A mark for spreadsheets, lines as RFC 4180 has them.
    assert text[0] == "\ufeff"
    assert text.count("\r\n") == len(shown) + 1
    rows = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["id"] for row in rows] == shown
    for row in rows:
        record = records[row["id"]]
        assert row["name"].removeprefix("'") == record["name"]
        assert row["url"] == f"{site.url}{'zh/' if lang == 'zh' else ''}datasets/{row['id']}/"
        assert row["released"] == (record["released"] or "")
        summary = " ".join((record["summary"][lang] or record["summary"]["en"]).split())
        assert row["summary"].removeprefix("'") == summary
        assert set(record["roles"]) <= set(row["roles"].split())
        size = next((one for one in record["size"] if one["part"] is None), None)
        assert row["unit"] == (size["unit"] if size else "")
        if size:
            assert float(row["size"]) == float(size["value"])

    name, text = download(table, "ui_json")
    assert name == "datasets.json"
    taken = json.loads(text)
    assert [one["id"] for one in taken] == shown
    for one in taken:
        assert one["name"] == records[one["id"]]["name"]
        assert one["publishers"] == records[one["id"]]["publishers"]
        assert one["status"] == [records[one["id"]]["status"]]

    assert copied(table, "ui_ids").split("\n") == shown
    entries = copied(table, "ui_bibtex")
    for key in shown:
        if citation := records[key]["citation"]:
            assert citation["bibtex"].strip() in entries
    hubs = copied(table, "ui_hub_ids").split("\n")
    links = json.dumps([records[key]["links"] for key in shown])
    assert all(f"huggingface.co/datasets/{hub}" in links for hub in hubs)
    lines = copied(table, "ui_markdown").strip().split("\n")
    assert len(lines) == len(shown) + 2
    assert lines[0].count("|") == lines[1].count("|") == 5
    for key, line in zip(shown, lines[2:], strict=True):
        assert re.search(rf"\]\({re.escape(site.url)}(zh/)?datasets/{key}/\)", line)


@pytest.mark.parametrize("lang", ALL)
def test_what_is_selected_is_taken_whatever_is_shown(read: Read, api: dict, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    chosen = table.shown()[:5]
    words = table.words
    for number, key in enumerate(chosen, start=1):
        table.select(key)
        expect(table.selected).to_contain_text(words.ui_selected.format(n=number))
        link = table.selected.get_by_role("link", name=words.ui_compare)
        if 2 <= number <= 4:
            assert (link.get_attribute("href") or "").endswith(
                f"compare/?ids={','.join(chosen[:number])}"
            )
        else:
            assert link.count() == 0
            expect(table.selected).to_contain_text(words.ui_compare_hint)
        box = table.row(key).locator(".atlas-select")
        expect(box).to_be_focused()
        assert box.get_attribute("aria-label") == words.ui_select.format(
            name=by_id(api)[key]["name"]
        )
    table.settled(f"?selected={','.join(chosen)}")
    # Selected is selected, though other rows are shown.
    table.write("zzzzqqqq" if lang == "en" else "kinetics")
    told = words.ui_take_selected.format(n=5)
    expect(table.section.locator(".atlas-take summary")).to_have_text(f"{words.ui_take}: {told}")
    assert copied(table, "ui_ids").split("\n") == chosen
    table.page.keyboard.press("Escape")
    table.write("")
    table.row(chosen[0]).locator(".atlas-select").uncheck()
    expect(table.selected).to_contain_text(words.ui_selected.format(n=4))
    table.selected.get_by_role("button", name=words.ui_clear_selection).click()
    expect(table.selected).to_be_hidden()
    assert table.section.locator(".atlas-select:checked").count() == 0
    table.settled("")


def test_a_selection_is_cleared_in_rows_that_nobody_has_touched(read: Read) -> None:
    table = Table(read().open(ALL["en"]))
    first = table.shown()[0]
    table.select(first)
    table.selected.get_by_role("button").click()
    expect(table.row(first).locator(".atlas-select")).not_to_be_checked()
    # A permalink of a selection and nothing else.
    table = Table(read().open(f"{ALL['en']}?selected={first}"))
    expect(table.row(first).locator(".atlas-select")).to_be_checked()
    table.page.evaluate(
        "() => { history.pushState(null, '', '?'); dispatchEvent(new PopStateEvent('popstate')) }"
    )
    expect(table.row(first).locator(".atlas-select")).not_to_be_checked()


@pytest.mark.parametrize("lang", ALL)
def test_what_none_of_them_has_is_said(read: Read, api: dict, lang: str) -> None:
    without = [
        d["id"]
        for d in api["datasets"]
        if not any("huggingface.co/datasets/" in link["url"] for link in d["links"].values())
    ]
    table = Table(read().open(f"{ALL[lang]}?selected={without[0]}"))
    button = table.take("ui_hub_ids")
    button.click()
    expect(table.section.locator(".atlas-take")).to_contain_text(table.words.ui_none_of_it)


def test_a_browser_that_refuses_to_copy_says_so(read: Read) -> None:
    table = Table(read().open(ALL["en"]))
    table.page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }"
    )
    table.tool("ui_copy_link").click()
    expect(table.section.locator(".atlas-tools")).to_contain_text(table.words.ui_copy_failed)
    # The button says again what it does.
    expect(table.tool("ui_copy_link")).to_be_visible()
