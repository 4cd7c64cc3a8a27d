"""What stands in the HTML and what the browser makes of it: the same rows, and all of them."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.conftest import BuiltSite, Read
from browser.html import BuiltPage, read_page
from browser.reading import WIDTHS
from browser.table import PAGE, WORDS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}
#: Rows in the HTML of a table that is too long for one page.
IN_HTML = 50


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def written(page: BuiltPage) -> dict[str, list[str]]:
    """The texts of the cells of each row of the page's table, as the server wrote them."""
    return {
        row.get("data-id"): [text_of(cell) for cell in row if cell.tag in ("th", "td")]
        for row in page.all("tr")
        if row.get("data-id")
    }


@pytest.mark.parametrize("lang", ALL)
def test_the_browser_makes_the_rows_that_the_server_wrote(
    read: Read, site: BuiltSite, api: dict, lang: str
) -> None:
    plain: dict[str, list[str]] = {}
    for number in range(1, -(-api["total"] // IN_HTML) + 1):
        file = site.folder / ALL[lang] / (f"page/{number}" if number > 1 else "") / "index.html"
        if file.is_file():
            plain |= written(read_page(site.folder, file))
    assert len(plain) == api["total"]
    table = Table(read().open(ALL[lang]))
    made = table.all_rows()
    # In the same order, and each cell the same.
    assert list(made) == list(plain)
    different = {
        key: [(a, b) for a, b in zip(plain[key], made[key], strict=True) if a != b]
        for key in plain
        if plain[key] != made[key]
    }
    assert different == {}


def test_attributes_that_style_and_labels_that_cards_show_are_the_same(read: Read) -> None:
    """The first rows as the server wrote them, against those that the browser makes."""
    look = """section => [...section.querySelectorAll("tbody tr[data-id]")].map((row) =>
      [row.dataset.id, [...row.querySelectorAll("*")].filter((e) => !e.matches(".atlas-select"))
        .map((e) => [e.tagName, e.className, e.dataset.label ?? "", e.dataset.status ?? "",
          e.dataset.permission ?? "", e.dateTime ?? "", e.lang, e.href ?? ""].join("|"))])"""
    for path in ALL.values():
        table = Table(read().open(path))
        before = dict(table.section.evaluate(look))
        table.order.select_option("name")
        table.order.select_option("")
        after = dict(table.section.evaluate(look))
        assert list(before) == list(after)
        for key in before:
            # A summary's element bears its language where the browser made it.
            assert [one.lower() for one in before[key]] == [one.lower() for one in after[key]], key


@pytest.mark.parametrize("lang", ALL)
@pytest.mark.parametrize("device", WIDTHS)
def test_without_javascript_every_row_is_reached_over_plain_pages(
    read: Read, api: dict, lang: str, device: str
) -> None:
    reader = read(java_script_enabled=False, width=WIDTHS[device])
    page = reader.open(ALL[lang])
    section = page.locator(".atlas-datasets")
    rows = section.locator("tbody tr")
    long = api["total"] > 200
    expect(rows).to_have_count(IN_HTML if long else api["total"])
    # What would not work is not offered; the sections that there are stand in its place.
    assert not section.locator("form").is_visible()
    links = section.locator("noscript a")
    assert links.count() > 5
    assert all(link.bounding_box() for link in links.all()[:3])
    seen = rows.evaluate_all("rows => rows.map((row) => row.dataset.id)")
    count = section.locator(".atlas-pages li").count()
    assert count == (-(-api["total"] // IN_HTML) if long else 0)
    for number in range(2, count + 1):
        section.locator(".atlas-pages").get_by_role("link", name=str(number), exact=True).click()
        page.wait_for_url(f"**/{ALL[lang]}page/{number}/")
        reader.look(page)
        expect(section.locator(".atlas-pages [aria-current]")).to_have_text(str(number))
        seen += rows.evaluate_all("rows => rows.map((row) => row.dataset.id)")
    assert sorted(seen) == sorted(d["id"] for d in api["datasets"])
    rows.first.locator("th a").click()
    expect(page.locator("article[data-dataset]")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("lang", ALL)
def test_only_rows_that_show_are_in_the_page(read: Read, api: dict, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    assert table.rows.count() == PAGE
    assert table.section.locator(".atlas-pages").count() == 0
    for query in ("video", "a", ""):
        table.write(query)
        assert table.rows.count() <= PAGE


@pytest.mark.parametrize("lang", ALL)
def test_on_a_phone_rows_are_cards_whose_values_say_what_they_are(
    read: Read, few: BuiltSite, lang: str
) -> None:
    reader = read(url=few.url, width=WIDTHS["phone"])
    table = Table(reader.open(ALL[lang]))
    row = table.rows.first
    expect(table.section.locator("thead")).to_be_hidden()
    boxes = [cell.bounding_box() for cell in row.locator("th, td").all()]
    tops = [box["y"] for box in boxes if box]
    assert tops == sorted(tops)
    assert len(tops) == len(boxes)
    labels = row.locator("td[data-label]").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::before').content)"
    )
    assert len(labels) == 6
    assert all("attr" in one or len(one) > 2 for one in labels)
    table.write("video")
    reader.look(table.page)


@pytest.mark.parametrize("lang", ALL)
def test_printing_shows_all_rows_that_pass_and_the_sentence(read: Read, lang: str) -> None:
    table = Table(read().open(f"{ALL[lang]}?modalities=video"))
    expected = table.sentence()[-1].strip()
    n = len(table.all_shown())
    assert n > PAGE
    assert expected == table.words.ui_shown.format(n=n, total=table.total)
    # Chromium prints, and tells the page before.
    printed: list[int] = []
    table.page.expose_function("count_rows", lambda count: printed.append(count))
    table.page.evaluate(
        """() => addEventListener("beforeprint", () =>
          count_rows(document.querySelectorAll("[data-atlas-table] tbody tr[data-id]").length))"""
    )
    table.page.pdf()
    table.page.wait_for_timeout(100)
    assert printed == [n]
    # Afterwards it is a page again.
    expect(table.rows).to_have_count(PAGE)
    table.page.emulate_media(media="print")
    expect(table.count).to_be_visible()
    for frame in (".atlas-search", ".atlas-tools", ".atlas-pager", ".atlas-asked", ".md-header"):
        for element in table.page.locator(frame).all():
            expect(element).to_be_hidden()


def data_requests(urls: list[str]) -> list[str]:
    """What was fetched of the table's data, in the order of names; names that others want are
    fetched for a query that names no dataset, once too."""
    paths = [urlsplit(url).path for url in urls if "/assets/data/" in url]
    names = sorted(path.rsplit("/", 1)[-1].rsplit("-", 1)[0] for path in paths)
    assert names.count("wanted") < 2
    return [name for name in names if name != "wanted"]


@pytest.mark.parametrize("lang", ALL)
def test_data_are_fetched_once_and_the_other_languages_only_when_needed(
    read: Read, lang: str
) -> None:
    reader = read()
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    table = Table(reader.open(ALL[lang]))
    table.page.wait_for_load_state("networkidle")
    first = ["core", f"labels-{lang}", "more", f"summaries-{lang}"]
    assert data_requests(asked) == first
    table.write({"en": "video", "zh": "视频"}[lang])
    table.choose("roles", "training")
    table.order.select_option("size")
    table.write("kinetics")
    assert data_requests(asked) == first
    asked_before = len(asked)
    table.load_other_language()
    table.write("zzzzyyyy 龘")
    table.page.wait_for_load_state("networkidle")
    other = {"en": "summaries-zh", "zh": "summaries-en"}[lang]
    assert data_requests(asked) == sorted([*first, other])
    also = ("favicon.svg", "wanted.js")
    later = [url for url in asked[asked_before:] if not url.endswith(also)]
    assert [url for url in later if "/assets/data/" not in url] == []
    # No module twice either.
    modules = [url for url in asked if url.endswith(".js")]
    assert len(modules) == len(set(modules))


def open_without(browser: Browser, site: BuiltSite, path: str, broken: str) -> Page:
    """A page whose requests for ``broken`` fail. The browser complains of that in its console, so
    nobody listens there."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(10_000)
    page.route(f"**/assets/data/{broken}-*", lambda route: route.abort())
    page.goto(site.url + path)
    return page


@pytest.mark.parametrize("lang", ALL)
@pytest.mark.parametrize("broken", ["core", "labels"])
def test_without_its_data_the_table_is_the_servers(
    browser: Browser, site: BuiltSite, api: dict, lang: str, broken: str
) -> None:
    page = open_without(browser, site, ALL[lang], broken)
    section = page.locator("[data-atlas-table]")
    page.wait_for_load_state("networkidle")
    page.mouse.move(640, 400)
    expect(section).to_have_attribute("data-failed", "")
    expect(section.locator("tbody tr")).to_have_count(min(api["total"], IN_HTML))
    expect(section.locator("form")).to_be_hidden()
    pages = section.locator(".atlas-pages")
    if api["total"] > 200:
        expect(pages).to_be_visible()
        pages.get_by_role("link", name="2", exact=True).click()
        page.wait_for_url("**/page/2/")
    page.context.close()


def slowly(browser: Browser, site: BuiltSite, path: str) -> Page:
    """A page on a slow line: what the first sign of a reader fetches comes half a second late."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(10_000)

    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/table/answers.js", late)
    page.goto(site.url + path)
    page.wait_for_selector("[data-atlas-table][data-ready]")
    assert page.locator("[data-atlas-table][data-answers]").count() == 0
    return page


@pytest.mark.parametrize("lang", ALL)
def test_until_somebody_is_there_nothing_that_answers_is_fetched(
    browser: Browser, site: BuiltSite, lang: str
) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.url + ALL[lang], wait_until="networkidle")
    page.wait_for_selector("[data-atlas-table][data-ready]")
    assert data_requests(asked) == [f"labels-{lang}"]
    assert not any("search.js" in url or "answers.js" in url for url in asked)
    page.context.close()


def test_a_facet_that_is_opened_first_of_all_is_filled_and_counted(
    browser: Browser, site: BuiltSite
) -> None:
    page = slowly(browser, site, ALL["en"])
    facet = page.locator('[data-facet="languages"]')
    facet.locator("summary").click()
    facet.locator("input[value=zh]").check()
    expect(page.locator(".atlas-asked button")).to_have_count(1)
    number = int(facet.locator("label:has(input[value=zh]) .atlas-number").inner_text())
    expect(page.locator(".atlas-count")).to_contain_text(f"{number} of ")
    page.context.close()


def test_what_is_typed_first_of_all_is_found(browser: Browser, site: BuiltSite) -> None:
    page = slowly(browser, site, ALL["en"])
    page.keyboard.press("/")
    page.keyboard.type("scienceqa", delay=20)
    expect(page.locator("tbody tr[data-id]").first).to_have_attribute("data-id", "scienceqa")
    expect(page.locator(".atlas-search input")).to_have_value("scienceqa")
    page.context.close()


def test_a_head_that_is_clicked_first_of_all_sorts(browser: Browser, site: BuiltSite) -> None:
    page = slowly(browser, site, ALL["en"])
    page.locator("th button[data-sort=name]").click()
    expect(page.locator("th[data-column=name]")).to_have_attribute("aria-sort", "ascending")
    page.wait_for_url("**?sort=name")
    page.context.close()


@pytest.mark.parametrize("lang", ALL)
@pytest.mark.parametrize("broken", ["more", "summaries"])
def test_without_its_texts_the_table_still_filters(
    browser: Browser, site: BuiltSite, lang: str, broken: str
) -> None:
    page = open_without(browser, site, ALL[lang], broken)
    page.wait_for_selector("[data-atlas-table][data-ready]")
    page.mouse.move(640, 400)
    page.wait_for_selector("[data-atlas-table][data-answers]")
    table = Table(page, wait=False)
    table.write("scienceqa")
    assert table.shown()[0] == "scienceqa"
    table.write("")
    table.choose("roles", "evaluation")
    expect(table.chips).to_have_count(1)
    assert table.rows.count() == PAGE
    # What needs them says that it failed, and nothing breaks.
    table.take("ui_csv").click()
    expect(table.section.locator(".atlas-take")).to_contain_text(table.words.ui_failed)
    page.context.close()


@pytest.mark.parametrize("lang", ALL)
def test_each_number_of_the_map_leads_to_so_many_datasets(read: Read, lang: str) -> None:
    reader = read()
    page = reader.open(ALL[lang].removesuffix("datasets/"))
    cells = page.locator(".atlas-map td a").evaluate_all(
        "all => all.map((one) => [one.search, one.textContent, one.ariaLabel, one.pathname])"
    )
    assert len(cells) > 10
    table = Table(reader.open(ALL[lang]))
    for search, number, label, path in cells:
        assert path.endswith(f"/{ALL[lang]}")
        assert label.endswith(f": {number}")
        table.page.evaluate(
            "query => { history.pushState(null, '', query);"
            " dispatchEvent(new PopStateEvent('popstate')) }",
            search,
        )
        table.expect_to_say(int(number))
    # And one by a click.
    page.locator(".atlas-map td a").first.click()
    table = Table(page)
    table.expect_to_say(int(cells[0][1]))
    words = WORDS[lang]  # type: ignore[index]
    assert words.modalities in "".join(table.chips.all_text_contents())
