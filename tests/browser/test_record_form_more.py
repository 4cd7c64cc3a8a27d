"""What stands under "I know more": parts, absent values, aliases, members; any record edited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.accessibility import violations
from browser.conftest import BuiltSite
from browser.project import CHECKOUT
from browser.record_form import fill_six, form, judged, text_of


def field(page: Page, key: str):
    """The list of what a field of the record holds."""
    return page.locator(f".atlas-more-fields > .atlas-group > .atlas-several[data-key={key}]")


def unfold(page: Page) -> None:
    page.locator(".atlas-more-fields > summary").click()


def good(page: Page) -> None:
    expect(page.locator(".atlas-form-state")).to_have_attribute("data-state", "good")


@pytest.mark.parametrize(("lang", "width"), [("en", 1280), ("zh", 375)])
def test_a_part_an_absent_field_and_an_alias(start, tmp_path: Path, lang: str, width: int) -> None:
    reader = start(width=width)
    page = form(reader, lang)
    fill_six(page, lang)
    unfold(page)
    page.locator("[data-key=aliases] textarea").fill("WinPost\nWindow-Posters 1.0")
    parts = field(page, "parts")
    parts.locator("> button").click()
    part = parts.locator("details.atlas-item")
    expect(part.locator("[data-key=id] input").first).to_be_focused()
    page.keyboard.type("train")
    part.locator("> fieldset > [data-key=kind] select").select_option("split")
    part.locator("[data-key=label] [data-key=zh] textarea").fill("训练集")
    part.locator(".atlas-several[data-key=size] > button").click()
    part.locator("[data-key=size] [data-key=value] input").fill("900")
    part.locator("[data-key=size] [data-key=unit] select").select_option("images")
    absent = field(page, "absent")
    absent.locator("> button").click()
    absent.locator("[data-key=name] select").select_option("license.media")
    absent.locator("[data-key=why] select").select_option("not-stated")
    expect(page.locator(".atlas-form-file code")).to_contain_text("license.media: {why")
    good(page)
    text = text_of(page)
    assert judged(text, "window-posters", tmp_path) == []
    assert "aliases: [WinPost, Window-Posters 1.0]\n" in text
    assert "  - id: train\n    kind: split\n    label: {zh: 训练集}\n" in text
    assert "    size:\n      - {value: 900, unit: images}\n" in text
    # Where it was searched is put there: the usual source.
    assert "absent:\n  license.media: {why: not-stated, source: paper}\n" in text
    reader.look(page)
    assert violations(page) == []


def test_mistakes_of_parts_are_told_where_they_stand(start) -> None:
    page = form(start())
    fill_six(page)
    unfold(page)
    parts = field(page, "parts")
    for identifier in ("train", "Train!"):
        parts.locator("> button").click()
        part = parts.locator("details.atlas-item").last
        part.locator("> fieldset > [data-key=id] input").fill(identifier)
        part.locator("> fieldset > [data-key=kind] select").select_option("split")
    second = parts.locator("details.atlas-item").last
    second.locator("> fieldset > [data-key=kind] select").focus()
    expect(second.locator(".atlas-wrong:visible")).to_contain_text("is not an id")
    second.locator("> fieldset > [data-key=id] input").fill("train")
    second.locator("> fieldset > [data-key=of] input").fill("videos")
    second.locator("> fieldset > [data-key=of] input").blur()
    expect(second.locator("[data-key=id] .atlas-wrong:visible")).to_contain_text("already a part")
    expect(second.locator("[data-key=of] .atlas-wrong")).to_contain_text("“videos” is not a part")
    expect(page.locator(".atlas-form-state")).to_contain_text("Parts › 2 › Id of the part")
    second.get_by_role("button", name="Remove: Part 2").click()
    expect(parts.locator("details.atlas-item")).to_have_count(1)
    good(page)


def test_what_is_stated_is_not_absent(start) -> None:
    page = form(start())
    fill_six(page)
    unfold(page)
    licenses = field(page, "license")
    licenses.locator("> button").click()
    licenses.locator("[data-key=id] select").select_option("MIT")
    absent = field(page, "absent")
    absent.locator("> button").click()
    absent.locator("[data-key=name] select").select_option("license")
    absent.locator("[data-key=why] select").select_option("not-stated")
    wrong = absent.locator("[data-key=name] .atlas-wrong")
    expect(wrong).to_contain_text("has a value by the owner as well")
    absent.get_by_role("button", name="Remove").click()
    good(page)


def test_a_name_is_offered_once_in_a_mapping(start) -> None:
    page = form(start())
    fill_six(page)
    unfold(page)
    absent = field(page, "absent")
    for _ in range(2):
        absent.locator("> button").click()
    absent.locator("[data-key=name] select").first.select_option("creation")
    other = absent.locator("[data-key=name] select").last.locator("option[value=creation]")
    expect(other).to_be_disabled()


def test_a_collection_names_its_members(start, tmp_path: Path) -> None:
    page = form(start())
    page.get_by_label("Name", exact=True).fill("Two in One")
    page.get_by_label("What it is", exact=True).first.fill(
        "A collection that joins two question sets and adds nothing of its own to them."
    )
    unfold(page)
    members = field(page, "members")
    members.locator("> button").click()
    box = members.locator("[data-key=id] input")
    box.press_sequentially("scienceq")
    # Records are offered where an id is typed.
    expect(page.locator("#atlas-form-records option[value=scienceqa]")).to_have_count(1)
    box.fill("no-such")
    box.blur()
    expect(members.locator(".atlas-wrong:visible")).to_contain_text("not the id of a record")
    box.fill("scienceqa")
    good(page)
    assert "members: [scienceqa]\n" in text_of(page)
    found = [one for one in judged(text_of(page), "two-in-one", tmp_path) if "scienceqa" not in one]
    assert found == []


def test_a_record_with_parts_is_edited_and_only_that_part_changes(start) -> None:
    page = form(start(), query="?edit=video-mme")
    original = (CHECKOUT / "data" / "video-mme.yaml").read_text(encoding="utf-8")
    items = field(page, "parts").locator("details.atlas-item")
    assert items.count() > 2
    # They are folded, and told apart by their ids.
    assert not items.first.evaluate("item => item.open")
    name = items.nth(1).locator("> summary").inner_text()
    items.nth(1).locator("> summary").click()
    identifier = items.nth(1).locator("> fieldset > [data-key=id] input")
    assert identifier.input_value() in name
    items.nth(1).locator("> fieldset > .atlas-further > summary").click()
    items.nth(1).locator("[data-key=released] input").fill("2024-07")
    expect(page.locator(".atlas-merge")).to_contain_text("parts[1].released")
    lines = text_of(page).splitlines()
    assert [line for line in original.splitlines() if line not in lines] == []
    assert len(lines) == len(original.splitlines()) + 1
    good(page)


def test_every_record_passes_through_the_form_unchanged(start, few: BuiltSite) -> None:
    """Controls hold all that a record says, whether unfolded or not."""
    page = form(start())
    ids = sorted(path.stem for path in (few.folder / "assets" / "records").glob("*.json"))
    assert len(ids) > 20
    differing = page.evaluate(
        """async (ids) => {
          const at = new URL(document.querySelector('script[src*="form/form.js"]').src);
          const load = (name) => import(new URL(name, at).href);
          const { control } = await load("./controls.js");
          const { links } = await load("./links.js");
          const { same } = await load("./values.js");
          const { file } = await load("../table/load.js");
          const data = await file("form");
          const shared = { data, words: data.words, read: () => [] };
          const folder = document.querySelector("[data-atlas-form]").dataset.records;
          const wrong = [];
          for (const id of ids) {
            const { data: record } = await (await fetch(`${folder}${id}.json`)).json();
            for (const field of [...data.required, ...data.more]) {
              if (field.key === "summary") continue;
              const value = record[field.key];
              const made = (field.kind === "links" ? links : control)(field, value, shared);
              const folded = made.value();
              made.node.querySelectorAll("details > summary").forEach((one) => one.click());
              made.node.querySelectorAll("details > summary").forEach((one) => one.click());
              if (!same(folded, value) || !same(made.value(), value)) {
                wrong.push([id, field.key, value, folded, made.value()]);
              }
            }
          }
          return wrong;
        }""",
        ids,
    )
    assert differing == [], json.dumps(differing, ensure_ascii=False)[:2000]


def test_parts_are_added_by_keys_alone(start) -> None:
    page = form(start())
    fill_six(page)
    page.locator(".atlas-more-fields > summary").focus()
    page.keyboard.press("Enter")
    field(page, "parts").locator("> button").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("train")
    page.keyboard.press("Tab")
    page.keyboard.type("s")
    expect(page.locator(".atlas-form-file code")).to_contain_text("- id: train")
    expect(page.locator(".atlas-form-file code")).to_contain_text("kind: s")
