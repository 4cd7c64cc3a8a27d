"""Two to four datasets side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.accessibility import COLOUR_RULES, expect_accessible
from browser.conftest import BuiltSite, Read
from browser.reading import WIDTHS
from browser.table import WORDS, Table

LANGS = {"en": "", "zh": "zh/"}
TWO = ("activitynet-qa", "videoinstruct-100k")


def compared(read: Read, lang: str, *ids: str, **options: object) -> Page:
    page = read(**options).open(f"{LANGS[lang]}compare/?ids={','.join(ids)}")
    page.locator(".atlas-compare").wait_for()
    return page


FACTS = """(page) => {
  const text = (element) => {
    const copy = element.cloneNode(true);
    for (const mark of copy.querySelectorAll(".atlas-marks")) mark.remove();
    return copy.textContent.replace(/\\s+/g, " ").trim();
  };
  const found = {};
  for (const line of page.querySelectorAll(".atlas-facts > [data-field]")) {
    found[line.dataset.field] = [...line.querySelectorAll("dd")].map((value) => ({
      text: text(value),
      sources: [...value.querySelectorAll(".atlas-mark")].map((mark) => mark.hash),
    }));
  }
  return found;
}"""


@pytest.mark.parametrize("lang", LANGS)
def test_facts_and_sources_are_those_of_the_pages(read: Read, site: BuiltSite, lang: str) -> None:
    page = compared(read, lang, *TWO)
    reader = read()
    heads = page.locator(".atlas-compare thead th a")
    assert heads.count() == 2
    for column, key in enumerate(TWO):
        own = reader.open(f"{LANGS[lang]}datasets/{key}/")
        assert heads.nth(column).text_content() == own.locator("h1").text_content()
        facts = own.locator("article[data-dataset]").evaluate(FACTS)
        assert len(facts) > 4
        for field, values in facts.items():
            cell = page.locator(f".atlas-compare tr[data-field={field}] td").nth(column)
            said = cell.locator("p").evaluate_all(
                """all => all.map((one) => ({
                  text: one.firstChild.textContent.trim(),
                  sources: [...one.querySelectorAll("a")].map((mark) => mark.href),
                }))"""
            )
            address = f"{site.url}{LANGS[lang]}datasets/{key}/"
            expected = [
                {"text": v["text"], "sources": [address + one for one in v["sources"]]}
                for v in values
            ]
            assert said == expected, field
        # License, access and notes come along.
        for section in ("license", "access"):
            if own.locator(f"#{section}").count():
                cell = page.locator(f".atlas-compare tr[data-field={section}] td").nth(column)
                assert (cell.text_content() or "").strip() not in ("", "–")
    # A source leads to the numbered list of that dataset's page.
    mark = page.locator(".atlas-compare .atlas-mark").first
    target = mark.get_attribute("href") or ""
    mark.click()
    page.wait_for_url(f"**{target.split('datasets')[1]}")
    assert page.locator(f"[id='{target.split('#')[1]}']").count() == 1


@pytest.mark.parametrize("lang", LANGS)
def test_what_differs_is_marked_and_can_stand_alone(read: Read, lang: str) -> None:
    page = compared(read, lang, *TWO)
    words = WORDS[lang]  # type: ignore[index]
    lines = page.locator(".atlas-compare tbody tr")
    for line in lines.all():
        texts = [
            "\n".join(re.sub(r"\s+", " ", p) for p in cell.locator("p").all_text_contents())
            for cell in line.locator("td").all()
        ]
        plain = [re.sub(r"\d+$", "", text) for text in texts]
        differs = line.get_attribute("data-differs") == "true"
        assert (words.ui_differs in (line.locator("th").text_content() or "")) == differs
        if not differs:
            assert len(set(plain)) == 1
    alike = page.locator("tr[data-differs=false]")
    different = page.locator("tr[data-differs=true]")
    assert alike.count() > 0
    assert different.count() > 0
    page.get_by_label(words.ui_only_differences).check()
    expect(alike.first).to_be_hidden()
    expect(different.first).to_be_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_shared_ancestors_are_named_and_their_lack_is_told(
    read: Read, api: dict, lang: str
) -> None:
    words = WORDS[lang]  # type: ignore[index]
    shared = compared(read, lang, *TWO).locator(".atlas-shared")
    assert "ActivityNet" in (shared.text_content() or "")
    assert (shared.text_content() or "").startswith(words.ui_shared.format(names=""))
    alone = [d["id"] for d in api["datasets"] if not d["derived_from"] and not d["members"]]
    apart = compared(read, lang, alone[0], alone[1]).locator(".atlas-shared")
    expect(apart).to_have_text(words.ui_nothing_shared)
    # One that was made from the other goes back to it.
    first = next(
        d
        for d in api["datasets"]
        for origin in d["derived_from"]
        if origin["id"] and origin["id"] != d["id"]
    )
    origin = next(one["id"] for one in first["derived_from"] if one["id"])
    name = next(d["name"] for d in api["datasets"] if d["id"] == origin)
    expect(compared(read, lang, first["id"], origin).locator(".atlas-shared")).to_contain_text(name)


@pytest.mark.parametrize("lang", LANGS)
def test_unknown_ids_and_too_few_are_told(read: Read, lang: str) -> None:
    words = WORDS[lang]  # type: ignore[index]
    reader = read()
    place = f"{LANGS[lang]}compare/"
    for query, known in (("", 0), ("?ids=scienceqa", 1), ("?ids=scienceqa,scienceqa", 1),
                         ("?ids=no-such,scienceqa", 1)):  # fmt: skip
        page = reader.open(place + query)
        told = page.locator("[data-atlas-compare]")
        expect(told).to_contain_text(words.ui_pick)
        assert page.locator(".atlas-compare").count() == 0
        if "no-such" in query:
            expect(told).to_contain_text(words.ui_unknown.format(name="no-such"))
        assert known < 2
    told.get_by_role("link", name=words.ui_datasets).click()
    page.wait_for_url(f"**/{LANGS[lang]}datasets/")
    page = reader.open(f"{place}?ids={','.join(TWO)},%3Cimg%20src=x%20onerror=alert(1)%3E")
    page.locator(".atlas-compare").wait_for()
    expect(page.locator("[data-atlas-compare]")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("[data-atlas-compare] img").count() == 0
    # More than four are cut down to four.
    page = reader.open(f"{place}?ids={','.join((*TWO, 'scienceqa', 'webvid', 'wukong'))}")
    expect(page.locator(".atlas-compare thead th")).to_have_count(5)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("device", WIDTHS)
def test_a_comparison_is_accessible_and_prints(read: Read, lang: str, device: str) -> None:
    reader = read(width=WIDTHS[device])
    page = reader.open(f"{LANGS[lang]}compare/?ids={','.join(TWO)}")
    page.locator(".atlas-compare").wait_for()
    reader.look(page)
    expect_accessible(page)
    page.emulate_media(color_scheme="dark")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    expect_accessible(page, COLOUR_RULES)
    words = WORDS[lang]  # type: ignore[index]
    expect(page.get_by_role("button", name=words.ui_print, exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".atlas-compare")).to_be_visible()
    for frame in (".md-header", ".md-footer", "[data-atlas-compare] .atlas-tools"):
        for element in page.locator(frame).all():
            expect(element).to_be_hidden()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("lang", LANGS)
def test_from_the_table_to_the_comparison_and_into_the_other_language(
    read: Read, lang: str
) -> None:
    table = Table(read().open(f"{LANGS[lang]}datasets/?selected={','.join(TWO)}"))
    page = table.page
    table.selected.get_by_role("link", name=table.words.ui_compare).click()
    page.wait_for_url(f"**/compare/?ids={','.join(TWO)}")
    page.locator(".atlas-compare").wait_for()
    names = page.locator(".atlas-compare thead a").all_text_contents()
    other = {"en": "中文", "zh": "English"}[lang]
    switch = page.locator(".md-header .md-select")
    switch.get_by_role("button").hover()
    switch.get_by_role("link", name=other).click()
    page.locator(".atlas-compare").wait_for()
    assert page.locator("html").get_attribute("lang") != lang
    assert page.locator(".atlas-compare thead a").all_text_contents() == names


@pytest.mark.parametrize("lang", LANGS)
def test_without_javascript_the_page_says_what_it_needs(read: Read, lang: str) -> None:
    page = read(java_script_enabled=False).open(f"{LANGS[lang]}compare/?ids={','.join(TWO)}")
    words = WORDS[lang]  # type: ignore[index]
    told = page.locator("main noscript p")
    assert told.text_content() == words.compare_script
    assert told.bounding_box()
