"""What a reader does on a dataset's page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.conftest import Read
from browser.kinds import address

COPY = {"en": ("Copy", "Copied"), "zh": ("复制", "已复制")}


@pytest.mark.parametrize("lang", COPY)
def test_the_button_copies_the_citation(read: Read, api: dict, lang: str) -> None:
    reader = read(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(address(lang, "dataset"))
    citation = page.locator("#citation ~ pre[data-atlas-copy]").first
    button = page.locator("#citation ~ button.atlas-copy").first
    expect(button).to_have_text(COPY[lang][0])
    button.click()
    expect(button).to_have_text(COPY[lang][1])
    copied = page.evaluate("navigator.clipboard.readText()")
    record = next(item for item in api["datasets"] if item["id"] == "scienceqa")
    assert copied.strip() == record["citation"]["bibtex"].strip()
    assert copied == citation.locator("code").text_content()


def test_without_a_clipboard_the_citation_is_selected(read: Read) -> None:
    page = read().open(address("en", "dataset"))
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }"
    )
    page.locator("#citation ~ button.atlas-copy").first.click()
    page.wait_for_function("getSelection().toString().includes('@inproceedings')")


@pytest.mark.parametrize("lang", COPY)
def test_without_javascript_the_page_is_complete(read: Read, lang: str) -> None:
    with_it = read().open(address(lang, "dataset"))
    without = read(java_script_enabled=False).open(address(lang, "dataset"))
    words = {}
    for name, page in (("with", with_it), ("without", without)):
        text = page.locator("article[data-dataset]").inner_text()
        words[name] = [
            word for word in text.split() if word not in {button for button in COPY[lang]}
        ]
    assert words["with"] == words["without"]
    assert without.locator("button.atlas-copy").count() == 0


@pytest.mark.parametrize("lang", COPY)
def test_every_heading_of_a_rich_record_is_there(read: Read, lang: str) -> None:
    page = read().open(address(lang, "dataset"))
    ids = page.locator("article h2").evaluate_all("all => all.map((heading) => heading.id)")
    wanted = ["facts", "license", "access", "parts", "notes", "links", "citation"]
    assert [key for key in ids if key in wanted] == wanted


def test_a_withdrawn_dataset_says_so_and_offers_nothing_to_load(read: Read) -> None:
    page = read().open(address("en", "withdrawn-dataset"))
    expect(page.locator("#access ~ ul").first).to_contain_text("withdrawn")
    assert page.locator("#load").count() == 0


def test_a_collection_lists_its_members_as_links(read: Read, api: dict) -> None:
    page = read().open(address("en", "collection"))
    record = next(item for item in api["datasets"] if item["id"] == "open-chart")
    links = page.locator("#members + ul > li > a:first-child")
    hrefs = links.evaluate_all("all => all.map((link) => link.pathname.split('/').at(-2))")
    assert hrefs == [member["id"] for member in record["members"]]
