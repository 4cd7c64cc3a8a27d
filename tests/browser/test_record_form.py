"""The contribution form as a reader uses it: it writes a record, and nothing else happens."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from atlas.records import load_all
from browser.accessibility import violations
from browser.conftest import BuiltSite
from browser.project import CHECKOUT
from browser.reading import Reader
from browser.record_form import SUMMARY, TEXTS, fill_six, form, judged, text_of
from browser.table import Table


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 375)])
def test_six_fields_make_a_record(start, tmp_path: Path, lang: str, width: int) -> None:
    reader = start(width=width)
    page = form(reader, lang)
    expect(page.locator(".atlas-form-state")).to_have_attribute("data-state", "wanted")
    fill_six(page, lang)
    assert judged(text_of(page), "window-posters", tmp_path) == []
    assert f"  {lang}: {TEXTS[lang]}\n" in text_of(page)
    target = urlsplit(page.locator(".atlas-primary").get_attribute("href") or "")
    assert target.path.endswith("/new/main/data")
    query = parse_qs(target.query)
    assert query == {"filename": ["window-posters.yaml"], "value": [text_of(page)]}
    reader.look(page)
    assert violations(page) == []


def test_what_one_knows_more_is_written_with_its_source(start, tmp_path: Path) -> None:
    page = form(start())
    fill_six(page)
    page.get_by_text("I know more", exact=True).click()
    more = page.locator(".atlas-more-fields")
    more.get_by_role("button", name="Add: Size").click()
    size = more.locator(".atlas-several[data-key=size]")
    size.get_by_label("Number", exact=True).fill("1,200")
    size.get_by_label("Number", exact=True).blur()
    expect(size.locator(".atlas-wrong:visible").first).to_contain_text("not a plain number")
    expect(size.get_by_label("Number", exact=True)).to_have_attribute("aria-invalid", "true")
    size.get_by_label("Number", exact=True).fill("1200")
    size.get_by_label("Unit").select_option("questions")
    more.get_by_role("button", name="Add: License").click()
    more.locator("[data-key=license] [data-key=id] select").select_option("MIT")
    more.get_by_label("Released").fill("2999")
    expect(page.locator(".atlas-form-state")).to_contain_text("Released")
    more.get_by_label("Released").fill("2024-02")
    more.locator("[data-key=citation] textarea").fill("@misc{a,\n\ttitle={b: c}\n}")
    expect(page.locator(".atlas-form-state")).to_have_attribute("data-state", "good")
    text = text_of(page)
    assert judged(text, "window-posters", tmp_path) == []
    assert "source: paper\nsize:\n  - {value: 1200, unit: questions}\n" in text
    assert "  - {id: MIT, source: paper}\n" in text


def test_hostile_text_is_text(start, tmp_path: Path) -> None:
    page = form(start())
    attack = "<img src=x onerror=window.__canary=1>\"'{{7*7}}: #&*"
    fill_six(page, name=f"Window {attack}")
    page.get_by_label("What it is", exact=True).first.fill(f"{SUMMARY} {attack} </code><script>")
    page.get_by_label("File name").fill("window-posters")
    expect(page.locator(".atlas-form-file code")).to_contain_text("</code><script>")
    assert page.locator(".atlas-form-file code *").count() == 0
    assert page.evaluate("window.__canary") is None
    assert judged(text_of(page), "window-posters", tmp_path) == []
    read = load_all(tmp_path).records["window-posters"]
    assert read.name == f"Window {attack}"
    assert read.summary.en == f"{SUMMARY} {attack} </code><script>"
    page.get_by_label("File name").fill("../../x")
    expect(page.locator("#atlas-form-id-wrong")).to_contain_text("is not an id")


def test_a_draft_survives_and_is_cleared_on_demand(start) -> None:
    page = form(start())
    fill_six(page)
    text = text_of(page)
    page.wait_for_function("localStorage.getItem('atlas.draft')?.includes('Window Posters')")
    form_again = page
    form_again.reload()
    page.locator("[data-atlas-form][data-ready]").wait_for()
    expect(page.locator(".atlas-notices")).to_contain_text("kept in this browser alone")
    assert text_of(page) == text
    page.get_by_role("button", name="Clear the form and the draft").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.wait_for_function("localStorage.getItem('atlas.draft') === null")
    assert text_of(page) == ""


def test_a_name_like_a_recorded_one_is_told_of(start) -> None:
    page = form(start())
    page.get_by_label("Name", exact=True).press_sequentially("Video MME")
    near = page.locator(".atlas-similar")
    expect(near.get_by_role("link", name="Video-MME", exact=True)).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Video-MME")
    page.get_by_label("Name", exact=True).blur()
    wrong = page.locator(".atlas-needed .atlas-wrong:visible").first
    expect(wrong).to_contain_text("already the name of video-mme")
    page.get_by_label("Name", exact=True).fill("Nothing Like Anything")
    expect(near).to_be_empty()


def test_what_is_not_ready_is_not_proposed(start) -> None:
    page = form(start())
    page.get_by_label("Name", exact=True).fill("Window Posters")
    page.locator(".atlas-primary").click()
    expect(page.locator(".atlas-form-done")).to_contain_text("Not yet")
    assert len(page.context.pages) == 1
    summary = page.get_by_label("What it is", exact=True).first
    expect(summary).to_be_focused()
    expect(summary).to_have_attribute("aria-invalid", "true")


def test_a_long_file_is_copied_instead(start) -> None:
    page = form(start())
    fill_six(page)
    page.get_by_text("I know more", exact=True).click()
    page.locator("[data-key=citation] textarea").fill(
        "@misc{a,\n" + "  note = {图像}\n" * 300 + "}"
    )
    button = page.locator(".atlas-primary")
    expect(button).to_have_text("Open the empty file")
    assert "value=" not in (button.get_attribute("href") or "")
    expect(page.get_by_text("too long for an address")).to_be_visible()
    page.get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.locator(".atlas-form-done")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == text_of(page)


def test_a_record_is_edited_and_the_rest_stays_as_it_is_written(start, tmp_path: Path) -> None:
    page = form(start(), query="?edit=video-mme")
    original = (CHECKOUT / "data" / "video-mme.yaml").read_text(encoding="utf-8")
    assert text_of(page) == original
    page.locator("[data-key=released] input").fill("2024-06-04")
    expect(page.locator(".atlas-form-file code")).to_contain_text("released: 2024-06-04")
    assert text_of(page) == original.replace("released: 2024-06-03", "released: 2024-06-04")
    expect(page.locator(".atlas-merge")).to_contain_text("Written anew: released.")
    href = page.locator(".atlas-primary").get_attribute("href") or ""
    assert href.endswith("/edit/main/data/video-mme.yaml")
    expect(page.locator(".atlas-form-state")).to_have_attribute("data-state", "good")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == "video-mme.yaml"
    assert Path(download.value.path()).read_text(encoding="utf-8") == text_of(page)


@pytest.mark.parametrize("query", ["?edit=no-such-record", "?edit=../secret", "?edit=%3Cb%3E"])
def test_an_unknown_record_is_an_empty_form(start, query: str) -> None:
    reader = start()
    reader._expected[f"{reader.url}assets/records/no-such-record.json"] = 404
    page = form(reader, query=query)
    expect(page.locator(".atlas-notices")).to_contain_text("There is no record")
    assert text_of(page) == ""


def test_a_link_with_a_name_opens_the_form_with_it(start) -> None:
    page = form(start(), query="?name=%3Ci%3ENew%3C%2Fi%3E")
    expect(page.get_by_label("Name", exact=True)).to_have_value("<i>New</i>")
    assert text_of(page).endswith("name: <i>New</i>\n")
    assert page.locator(".atlas-form i").count() == 0


def test_a_wanted_name_leads_from_the_tables_to_the_form(browser: Browser, site: BuiltSite) -> None:
    reader = Reader(browser, site.url)
    page = reader.open("datasets/")
    Table(page).write("LogicVista")
    note = page.locator(".atlas-not-yet")
    expect(note).to_contain_text("LogicVista is not yet recorded; 2 lists name it.")
    note.get_by_role("link").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("LogicVista")
    expect(page.locator(".atlas-similar")).to_contain_text("unchecked")
    page.locator(".atlas-proposed button").first.click()
    expect(page.locator(".atlas-form-file code")).to_contain_text("links:")
    reader.close()


def test_the_form_is_filled_by_keys_alone(start) -> None:
    page = form(start())
    page.get_by_label("Name", exact=True).focus()
    page.keyboard.type("Window Posters")
    page.keyboard.press("Tab")
    page.keyboard.type(SUMMARY)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator(".atlas-form-file code")).to_contain_text("roles: [evaluation]")
