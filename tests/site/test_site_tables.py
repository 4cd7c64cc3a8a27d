"""Tables of datasets in the HTML: all rows, or the first with plain pages for the rest."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from atlas.catalogue.facets import FACETS, PERMITS
from atlas.site.tables import ALL_ROWS, COLUMNS, FILTER, MODULES, PAGE_ROWS

ROOT = Path(__file__).resolve().parents[2]
ASSETS = ROOT / "overrides" / "assets" / "atlas" / "table"

RECORD = """\
name: Charts {number:03}
summary:
  en: Questions about charts drawn from the open web, number {number} of many.
roles: [{role}]
modalities: [image, text]
tasks: [chart-question-answering]
links:
  paper: https://arxiv.org/abs/2203.10244
"""
TOTAL = ALL_ROWS + 5
NAV = "\nnav:\n  - Home: index.md\n  - more.md\n  - some.md\n"
SOME = '{{ datasets(roles="training") }}\n\n{{ datasets(limit=3) }}\n'


def record(number: int) -> str:
    return RECORD.format(number=number, role="training" if number % 2 else "evaluation")


@pytest.fixture(scope="module")
def long(make_project):
    """The site of a project with more datasets than one page holds."""
    pages = {"some.md": f"# Some\n\n{SOME}", "zh/some.md": f"# 部分\n\n{SOME}"}
    records = {f"charts-{number:03}": record(number) for number in range(TOTAL)}
    return make_project(records=records, pages=pages, settings=NAV).build()


def sections(page):
    return [s for s in page.all("section") if "atlas-datasets" in s.get("class", "")]


def ids(section):
    return [row.get("data-id") for row in section.iter("tr") if row.get("data-id")]


@pytest.mark.parametrize("root", ["", "zh/"])
def test_a_long_table_shows_its_first_rows_and_pages_with_the_rest(long, html, root):
    first = html(long / root / "more")
    (section,) = sections(first)
    assert len(ids(section)) == PAGE_ROWS
    assert section.get("data-atlas-table") == ""
    # The whole catalogue needs no list of rows.
    assert section.get("data-rows") == ""
    told = " ".join("".join(section.itertext()).split())
    assert str(PAGE_ROWS) in told
    assert str(TOTAL) in told
    seen, place = [], long / root / "more"
    for number in range(1, 6):
        (section,) = sections(html(place))
        seen += ids(section)
        (nav,) = [n for n in section.iter("nav") if n.get("class") == "atlas-pages"]
        (current,) = [s for s in nav.iter("span") if s.get("aria-current") == "page"]
        assert current.text == str(number)
        links = {a.text: a.get("href") for a in nav.iter("a")}
        assert set(links) == {str(n) for n in range(1, 6)} - {str(number)}
        assert [(place / href / "index.html").resolve().is_file() for href in links.values()] == [
            True
        ] * 4
        if number < 5:
            place = (place / links[str(number + 1)]).resolve()
    assert len(seen) == len(set(seen)) == TOTAL
    assert not (long / root / "more/page/6").exists()


@pytest.mark.parametrize(("root", "title"), [("", "More &amp; better"), ("zh/", "更多")])
def test_a_further_page_says_what_it_is_and_filters_nothing(long, html, root, title):
    page = html(long / root / "more/page/2")
    assert title.replace("&amp;", "&") in page.text("title")
    assert "2" in page.text("title")
    assert len(page.all("h1")) == 1
    assert page.lang == ("zh" if root else "en")
    assert page.meta("description")
    (section,) = sections(page)
    assert section.get("data-atlas-table") is None
    assert list(section.iter("form")) == []
    switch = {a.get("hreflang") for a in page.all("a") if a.get("hreflang")}
    assert switch == {"en", "zh"}
    links = [a.get("href") for a in section.iter("a") if "charts-" in (a.get("href") or "")]
    assert len(links) == PAGE_ROWS
    assert (long / root / "more/page/2" / links[0] / "index.html").resolve().is_file()


def test_further_pages_are_in_no_search_index_and_not_twice_in_the_sitemap(long):
    text = (long / "sitemap.xml").read_text(encoding="utf-8")
    places = re.findall("<loc>(.*?)</loc>", text)
    for root in ("", "zh/"):
        index = (long / root / "search/search_index.json").read_text(encoding="utf-8")
        assert "page/" not in index
    assert len(places) == len(set(places))
    assert not [place for place in places if "/_/" in place]


@pytest.mark.parametrize("root", ["", "zh/"])
def test_a_table_of_some_says_which_rows_it_holds(long, html, root):
    some, newest = sections(html(long / root / "some"))
    assert len(ids(some)) == TOTAL // 2
    gaps = [int(gap) for gap in some.get("data-rows").split()]
    rows = [sum(gaps[: at + 1]) for at in range(len(gaps))]
    # The datasets by name bear numbers from 0.
    assert sorted(ids(some)) == [f"charts-{number:03}" for number in rows]
    # The newest few are a glance, nothing to filter.
    assert len(ids(newest)) == 3
    assert newest.get("data-atlas-table") is None
    assert list(newest.iter("form")) == []


def test_without_javascript_a_table_is_complete_and_leads_to_the_sections(long, html):
    (section, _) = sections(html(long / "some"))
    (table,) = section.iter("table")
    (caption,) = table.iter("caption")
    assert caption.text.strip()
    heads = [th for th in table.iter("th") if th.get("scope") == "col"]
    assert [th.get("data-column") for th in heads] == ["name", *COLUMNS]
    assert all((th.text or "").strip() for th in heads)
    assert [th.get("scope") for th in next(table.iter("tbody")).iter("th")] == ["row"] * (
        TOTAL // 2
    )
    (noscript,) = section.iter("noscript")
    assert "qa-ocr/" in "".join(a.get("href") for a in noscript.iter("a"))


def test_a_second_long_table_on_a_page_is_refused_with_the_way_out(make_project, caplog):
    records = {f"charts-{number:03}": record(number) for number in range(ALL_ROWS + 1)}
    page = "# T\n\n{{ datasets() }}\n\n{{ datasets() }}\n"
    with pytest.raises(Abort):
        make_project(records=records, pages={"two.md": page}).build()
    assert "docs/two.md: datasets(…): this page has a table of more than 200" in caplog.text


def test_the_filter_has_every_facet_once():
    assert sorted(FILTER) == sorted({*FACETS, *PERMITS, "released", "size"})


def test_the_modules_that_a_page_names_are_those_that_the_table_imports():
    """Each is fetched at once only if the page names it; what nobody imports is fetched in vain."""
    found, waiting = set(), ["table"]
    while waiting:
        source = (ASSETS / f"{waiting.pop()}.js").read_text(encoding="utf-8")
        for name in re.findall(r'^import .*?from "\./(\w+)\.js";', source, re.MULTILINE):
            if name not in found:
                found.add(name)
                waiting.append(name)
    assert set(MODULES) == found


def test_the_page_names_the_files_that_the_browser_reads(long, html):
    for path in ("", "zh", "more", "zh/more", "zh/datasets/charts-001", "404.html", "zh/404.html"):
        page = html(long / path)
        (script,) = [s for s in page.all("script") if s.get("id") == "atlas-data"]
        names = json.loads(script.text)
        tables = {"core", "more", "take", "labels", "summaries", "others"}
        assert set(names) == {"root", *tables, "form", "wanted"}
        folder = long / path if not path.endswith(".html") else (long / path).parent
        for name, place in names.items():
            if place.startswith("/sub/"):
                target = long / place.removeprefix("/sub/")
            else:
                target = (folder / place).resolve()
            assert target.exists(), (path, name, place)
        lang = "zh" if path.startswith("zh") else "en"
        assert f"labels-{lang}-" in names["labels"]
        assert f"summaries-{lang}-" in names["summaries"]
        assert f"summaries-{'en' if lang == 'zh' else 'zh'}-" in names["others"]
