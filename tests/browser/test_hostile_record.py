"""A record with hostile text in every field shows that text, and does nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browser import hostile
from browser.conftest import BuiltSite, built_and_served
from browser.html import BuiltPage, read_site
from browser.kinds import KINDS, MISSING, address, status
from browser.project import copy_project
from browser.reading import Reader
from browser.table import Table

LANGS = ("en", "zh")
PAGE = f"datasets/{hostile.ID}/"
#: The kinds of page that a project without the real records has.
WITHOUT_RECORDS = [kind for kind, path in KINDS.items() if not re.match("datasets/.", path)]


#: A name that only lists of others have, which are read by a program.
WANTED = "Wanted <img src=x onerror=window.__canary=20> {{7*7}}"


def project_with(content: dict, noted: str) -> Callable[[Path], Path]:
    def make(root: Path) -> Path:
        records = {hostile.ID: hostile.as_yaml(content)}
        copy_project(root, records, {hostile.ID: noted})
        line = f"{WANTED},javascript:window.__canary=21 https://example.org/,<b>list</b>"
        (root / "data" / "wanted.csv").write_text(f"name,links,lists\n{line}\n", encoding="utf-8")
        return root

    return make


@pytest.fixture(scope="module")
def canary(shared_folder: Path) -> Iterator[BuiltSite]:
    """The site of a project whose one record is hostile, and whose notes are."""
    make = project_with(hostile.record(), hostile.SHORT)
    with built_and_served(shared_folder / "canary", make) as built:
        yield built


@pytest.fixture(scope="module")
def harmless(shared_folder: Path) -> Iterator[BuiltSite]:
    """The same with a record of the same shape that holds nothing but letters."""
    twin = hostile.record("words", tuple(f"alias{n}" for n, _ in enumerate(hostile.KINDS)), "@misc")
    with built_and_served(shared_folder / "twin", project_with(twin, "words")) as built:
        yield built


@pytest.fixture
def reader(browser: Browser, canary: BuiltSite) -> Iterator[Reader]:
    started = Reader(browser, canary.url, permissions=["clipboard-read", "clipboard-write"])
    yield started
    started.close()


def expect_nothing_ran(page: Page) -> None:
    assert page.evaluate("window.__canary") is None


def words_of(page: Page, element: str) -> str:
    """All text in ``element``, with one space where there is any."""
    return " ".join((page.locator(element).text_content() or "").split())


@pytest.mark.parametrize("lang", LANGS)
def test_its_page_shows_every_text_literally(reader: Reader, lang: str) -> None:
    page = reader.open(address(lang, "home") + PAGE)
    name = hostile.record()["name"]
    shown = words_of(page, "article[data-dataset]")
    for text in hostile.texts(lang):
        assert " ".join(text.split()) in shown
    assert page.locator("h1").text_content() == name
    assert page.title().startswith(f"{name} - ")
    description = page.locator("meta[name=description]").get_attribute("content")
    assert description == hostile.record()["summary"][lang]
    code = page.locator("#citation ~ pre code")
    assert (code.text_content() or "").strip() == hostile.BIBTEX.strip()
    expect_nothing_ran(page)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["home", "section", "all-datasets"])
def test_tables_show_it_literally(reader: Reader, lang: str, kind: str) -> None:
    page = reader.open(address(lang, kind))
    row = page.locator(f"tr[data-id={hostile.ID}]").first
    assert row.locator("th a").text_content() == hostile.record()["name"]
    assert hostile.record()["summary"][lang] in (row.locator("td").first.text_content() or "")
    expect_nothing_ran(page)


@pytest.mark.parametrize("lang", LANGS)
def test_notes_show_it_literally(reader: Reader, lang: str) -> None:
    page = reader.open(address(lang, "from-the-notes"))
    cells = page.locator(".atlas-noted tbody tr").first.locator("th, td")
    assert cells.all_text_contents()[:3] == [hostile.SHORT] * 3
    expect_nothing_ran(page)


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_it_runs_on_any_page(reader: Reader, lang: str) -> None:
    for kind in WITHOUT_RECORDS:
        page = reader.open(address(lang, kind), status(kind))
        expect_nothing_ran(page)
        page.close()


def test_nothing_runs_while_a_reader_uses_its_page(reader: Reader) -> None:
    page = reader.open(PAGE)
    for mark in page.locator(".atlas-mark").all():
        mark.focus()
        mark.hover()
    page.locator("#citation ~ button.atlas-copy").first.click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('@misc'))")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == hostile.BIBTEX.strip()
    expect_nothing_ran(page)


def test_the_filter_takes_it_as_words(reader: Reader) -> None:
    table = Table(reader.open("datasets/"))
    table.write("<script>window.__canary=1</script>")
    expect(table.rows).to_have_count(1)
    assert table.shown() == [hostile.ID]
    table.write(hostile.KINDS[0] + " nothing has this")
    table.settled("?find=" + (hostile.KINDS[0] + " nothing has this").replace(" ", "+"))
    table.page.reload()
    table.wait()
    expect(table.box).to_have_value(hostile.KINDS[0] + " nothing has this")
    # Not even nearly: what is shown is the nearest, and says so.
    table.expect_to_say(0)
    expect(table.rows.locator(".atlas-misses")).to_have_count(1)
    expect_nothing_ran(table.page)


@pytest.mark.parametrize("lang", LANGS)
def test_rows_chips_and_marks_made_by_the_browser_show_it_literally(
    reader: Reader, lang: str
) -> None:
    table = Table(reader.open(address(lang, "all-datasets")))
    record = hostile.record()
    table.page.evaluate(ALL_COLUMNS)
    typed = "<img src=x onerror=window.__canary=2>"
    table.write(typed)
    row = table.row(hostile.ID)
    expect(table.chips.first).to_have_text(f"“{typed}”")
    assert f"“{typed}”" in table.sentence()[0]
    assert row.locator("th a").text_content() == record["name"]
    # Marked piece by piece, and still the same text.
    assert table.marked(f"tr[data-id={hostile.ID}] th a")
    cells = words_of(table.page, f"tr[data-id={hostile.ID}]")
    for text in (record["summary"][lang], record["publishers"][0]):
        assert " ".join(text.split()) in cells
    assert row.locator("img, script, svg, iframe").count() == 0
    check = row.locator(".atlas-select")
    assert check.get_attribute("aria-label") == table.words.ui_select.format(name=record["name"])
    # Found by an alias, which is told beside the name.
    table.write(hostile.KINDS[0])
    expect(row.locator(".atlas-roles").first).to_have_text(
        table.words.ui_also.format(name=hostile.KINDS[0])
    )
    expect_nothing_ran(table.page)


#: As if a reader had chosen them.
ALL_COLUMNS = """() => {
  document.querySelector(".atlas-tools details").open = true;
  for (const box of document.querySelectorAll(".atlas-tools fieldset input:not(:checked)")) {
    box.click();
  }
}"""


def test_what_is_taken_along_holds_it_and_runs_in_no_spreadsheet(reader: Reader) -> None:
    table = Table(reader.open("datasets/"))
    with table.page.expect_download() as waiting:
        table.take("ui_csv").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["name"] == hostile.record()["name"]
    with table.page.expect_download() as waiting:
        table.take("ui_json").click()
    (one,) = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
    assert one["name"] == hostile.record()["name"]
    assert one["publishers"] == hostile.record()["publishers"]
    # Markdown that is text again when it is rendered.
    line = table.copied(table.take("ui_markdown")).strip().split("\n")[-1]
    assert "\\<script\\>" in line
    assert "\\[a\\]\\(javascript:" in line
    assert table.copied(table.take("ui_bibtex")).strip() == hostile.BIBTEX.strip()
    assert table.copied(table.take("ui_ids")) == hostile.ID
    expect_nothing_ran(table.page)


@pytest.mark.parametrize("lang", LANGS)
def test_the_search_of_the_header_shows_it_literally(reader: Reader, lang: str) -> None:
    page = reader.open(address(lang, "about"))
    box = page.locator("input.md-search__input")
    box.click()
    box.press_sequentially("name <script>")
    found = page.locator(".atlas-found li").first
    expect(found.locator("h1")).to_have_text(hostile.record()["name"])
    expect(found.locator("p")).to_have_text(hostile.record()["summary"][lang])
    assert found.locator("img, script, svg").count() == 0
    expect_nothing_ran(page)


@pytest.mark.parametrize("lang", LANGS)
def test_a_wanted_name_is_shown_literally(reader: Reader, lang: str) -> None:
    table = Table(reader.open(address(lang, "all-datasets")))
    table.write(WANTED)
    said = table.page.locator("main p:has(a[href*='contribute/?name='])")
    expect(said).to_be_visible()
    assert WANTED in words_of(table.page, "main p:has(a[href*='contribute/?name='])")
    assert said.locator("img, script, b").count() == 0
    link = said.locator("a")
    assert parse_qs(urlsplit(link.get_attribute("href") or "").query)["name"] == [WANTED]
    link.click()
    expect(table.page.locator("form, .atlas-form").first).to_be_visible()
    expect_nothing_ran(table.page)


@pytest.fixture(scope="module")
def formulas(shared_folder: Path) -> Iterator[BuiltSite]:
    """The site of a project with a hostile record, its twin, and texts that a spreadsheet would
    take for formulas."""
    first, second = hostile.record(), hostile.record()
    first |= {"name": "=1+1 of it", "publishers": ["@SUM(A1)", "+1"]}
    first["summary"] = {"en": "-2+3 questions about charts drawn from the open web, at least.",
                        "zh": "＝1+1 关于网络图表的问题，每题配有一个答案。"}  # fmt: skip
    second |= {"name": "＠hostile twin", "aliases": [], "publishers": ['"quoted", and more']}
    records = {"formula": hostile.as_yaml(first), "canary": hostile.as_yaml(second)}
    make = lambda root: copy_project(root, records)  # noqa: E731
    with built_and_served(shared_folder / "formulas", make) as built:
        yield built


@pytest.mark.parametrize("lang", LANGS)
def test_cells_that_look_like_formulas_are_neutralised(
    browser: Browser, formulas: BuiltSite, lang: str
) -> None:
    reader = Reader(browser, formulas.url)
    table = Table(reader.open(address(lang, "all-datasets")))
    with table.page.expect_download() as waiting:
        table.take("ui_csv").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text[1:], newline=""))}
    assert rows["formula"]["name"] == "'=1+1 of it"
    assert rows["formula"]["publishers"].startswith("'@SUM(A1)")
    assert rows["formula"]["summary"].startswith({"en": "'-2+3", "zh": "'＝1+1"}[lang])
    assert rows["canary"]["name"] == "'＠hostile twin"
    assert rows["canary"]["publishers"] == '"quoted", and more'
    for row in rows.values():
        for cell in row.values():
            assert unicodedata.normalize("NFKC", cell)[:1] not in {*"=+-@\t\r"}
    # Both side by side: text, and nothing else.
    page = reader.open(f"{address(lang, 'home')}compare/?ids=formula,canary")
    page.locator(".atlas-compare").wait_for()
    told = words_of(page, ".atlas-compare")
    for said in ("=1+1 of it", "＠hostile twin", hostile.record()["notes"][0][{"en": "en",
                 "zh": "zh"}[lang]]):  # fmt: skip
        assert " ".join(said.split()) in told
    assert page.locator(".atlas-compare :is(img, script, svg, iframe)").count() == 0
    expect_nothing_ran(page)
    reader.close()


def test_it_makes_no_element_and_no_attribute(canary: BuiltSite, harmless: BuiltSite) -> None:
    pages, twins = read_site(canary.folder), read_site(harmless.folder)
    assert set(pages) == set(twins)
    assert PAGE in pages
    for path, page in pages.items():
        assert page.errors == []
        assert skeleton(page) == skeleton(twins[path]), path


def skeleton(page: BuiltPage) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes; no text, no value."""
    return [(item.tag, sorted(item.attrib)) for item in page.all()]


def test_it_makes_no_address_that_runs(canary: BuiltSite) -> None:
    for page in read_site(canary.folder).values():
        for item in page.all():
            for name in ("href", "src", "action", "formaction", "data"):
                scheme = urlsplit(item.get(name) or "").scheme
                assert scheme in ("", "http", "https"), (page.path, item.get(name))


#: Every kind of file that a site publishes, by where it stands and how it ends. A new one needs a
#: case of hostile text in tests/records/hostile/test_hostile_exports.py, or here.
PUBLISHED = {
    "HTML": r"(.*/)?(index|404)\.html",
    "the API": r"api/v1/datasets\.json",
    "tables' data": r"assets/data/[a-z-]+-[0-9a-f]{10}\.json",
    "records to edit": r"assets/records/[a-z0-9-]+\.json",
    "badges": r"(zh/)?badges/[a-z0-9-]+\.svg",
    "search indexes": r"(zh/)?search/search_index\.json",
    "lists of addresses": r"sitemap\.xml(\.gz)?|robots\.txt",
    "schemas": r"(.*/)?[a-z]+\.schema\.json",
    "modules, style and pictures of the site itself": r"assets/.*\.(js|css|map|svg|png|ico|LICENSE)"
    r"|assets/.*LICENSE.*",
}


def test_no_kind_of_file_is_published_without_a_hostile_case(canary: BuiltSite) -> None:
    """There is no feed, no JSON-LD, and no CSV but what the browser makes."""
    paths = [path for path in canary.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(canary.folder).as_posix() for path in paths}
    known = re.compile("|".join(PUBLISHED.values()))
    assert {name for name in names if not known.fullmatch(name)} == set()
    for page in read_site(canary.folder).values():
        kinds = {item.get("type") for item in page.all("script")}
        assert kinds <= {None, "module", "application/json"}, page.path
        assert [link for link in page.links("alternate") if "xml" in (link.get("type") or "")] == []
        for item in page.all("script"):
            if item.get("type") == "application/json":
                assert json.loads(item.text)
                assert "__canary" not in item.text


def test_it_is_in_no_search_index(canary: BuiltSite) -> None:
    for path in ("search/search_index.json", "zh/search/search_index.json"):
        text = (canary.folder / path).read_text(encoding="utf-8")
        assert "__canary" not in text


def test_the_api_gives_back_what_was_written(canary: BuiltSite) -> None:
    text = (canary.folder / "api" / "v1" / "datasets.json").read_text(encoding="utf-8")
    (given,) = json.loads(text)["datasets"]
    written: dict[str, Any] = hostile.record()
    for key in ("name", "aliases", "summary", "publishers", "not_to_be_confused_with"):
        assert given[key] == written[key], key
    for key, link in written["links"].items():
        assert {**given["links"][key], **link} == given["links"][key]
    assert given["citation"]["bibtex"].strip() == written["citation"]["bibtex"].strip()
    for lang in LANGS:
        assert given["notes"][0][lang] == written["notes"][0][lang]
        assert given["parts"][1]["label"][lang] == written["parts"][1]["label"][lang]
    assert given["parts"][0]["name"] == written["parts"][0]["name"]
    assert given["creation"][0]["models"] == written["creation"]["models"]
    assert given["access"][0]["format"] == written["access"][0]["format"]
    assert given["derived_from"][0]["name"] == written["derived_from"][0]["name"]
    assert given["size"][0]["expect"] == written["size"][0]["expect"]
    assert given["license"][0]["source"] == [written["license"][0]["source"]]
    assert given["absent"][0]["source"] == [written["absent"]["license.media"]["source"]]


def test_a_missing_address_that_is_hostile_is_not_repeated(reader: Reader) -> None:
    path = "zh/<script>window.__canary=1</script>"
    page = reader.open(path.replace("<", "%3C").replace(">", "%3E"), 404)
    assert MISSING not in page.url
    assert "__canary" not in (page.locator("main").text_content() or "")
    expect_nothing_ran(page)
