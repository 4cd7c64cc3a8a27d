"""Every kind of page for a reader without a mouse: all is reached, seen, and left again."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Read
from browser.kinds import KINDS, address, status
from browser.reading import WIDTHS
from browser.table import Table

#: What a reader can use on the page, as the browser itself orders it. Rows of a table come from one
#: template, so the first few stand for all; the rest leave the order, and the test stays short.
REACHABLE = """() => {
  for (const row of document.querySelectorAll("tbody tr:nth-child(n+4)")) {
    for (const one of row.querySelectorAll("a, input")) one.tabIndex = -1;
  }
  const usable = "a[href], button, input, select, textarea, summary, [tabindex]";
  return [...document.querySelectorAll(usable)].filter(
    (e) => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({checkVisibilityCSS: true})
      && !e.closest("[inert]") && e.getClientRects().length > 0
  ).length;
}"""
#: Whether one can see that the focused element has the focus: an outline, a box that is drawn, or
#: a style other than without it.
SEEN = """() => {
  const element = document.activeElement;
  const look = () => {
    const nodes = [element, element.parentElement];
    return nodes.map((node) => {
      const style = getComputedStyle(node);
      return [style.outlineStyle + style.outlineWidth, style.boxShadow, style.backgroundColor,
              style.color, style.borderColor].join();
    }).join("|");
  };
  const outline = getComputedStyle(element);
  if (outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) > 0) return true;
  const focused = look();
  element.blur();
  const blurred = look();
  element.focus();
  return focused !== blurred;
}"""
WHO = """() => {
  const e = document.activeElement;
  return e === document.body ? "" : e.outerHTML.slice(0, 120);
}"""
#: An element is visited once a round, however alike two are.
MARK = """() => {
  const e = document.activeElement;
  window.__visited ??= new Set();
  const before = window.__visited.size;
  window.__visited.add(e);
  return [e === document.body, window.__visited.size > before];
}"""


def tab_through(page: Page, most: int) -> tuple[int, list[str]]:
    """Press Tab until the page is left or begins anew; how many elements were met, and those whose
    focus cannot be seen. Fails where one cannot get on."""
    unseen: list[str] = []
    met = 0
    for _ in range(most + 20):
        page.keyboard.press("Tab")
        left, new = page.evaluate(MARK)
        if left or not new:
            return met, unseen
        met += 1
        if not page.evaluate(SEEN):
            unseen.append(page.evaluate(WHO))
    raise AssertionError(f"{page.url} never ends: {met} elements met, {page.evaluate(WHO)}")


#: The frame is the same in both languages; all kinds in one and three in the other show it.
LOOKED_AT = [("en", kind) for kind in KINDS] + [
    ("zh", kind) for kind in ("home", "section", "dataset")
]


@pytest.mark.parametrize(("lang", "kind"), LOOKED_AT)
def test_everything_is_reached_seen_and_left_by_keyboard(read: Read, lang: str, kind: str) -> None:
    page = read().open(address(lang, kind), status(kind))
    if page.locator("[data-atlas-table]").count():
        # What is added to its rows later could be met too.
        Table(page)
    reachable = page.evaluate(REACHABLE)
    met, unseen = tab_through(page, reachable)
    assert not unseen, "\n".join(unseen)
    # A skip link is out of sight until it has the focus; radio buttons are one stop.
    assert met >= reachable - 3, f"{met} of {reachable}"


@pytest.mark.parametrize(("lang", "kind"), LOOKED_AT)
def test_the_first_stop_skips_to_the_content(read: Read, lang: str, kind: str) -> None:
    page = read().open(address(lang, kind), status(kind))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_contain_class("md-skip")
    expect(skip).to_be_in_viewport()
    target = skip.evaluate("link => decodeURIComponent(link.hash.slice(1))")
    page.keyboard.press("Enter")
    heading = page.locator(f"[id='{target}']")
    expect(heading).to_be_in_viewport()
    # What Tab meets next stands in the content, not in the header again.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-header') === null")


def test_a_source_mark_opens_on_focus_and_closes_on_escape(read: Read) -> None:
    page = read().open(address("en", "dataset"))
    mark = page.locator(".atlas-mark").first
    mark.focus()
    expect(page.locator(".atlas-open")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".atlas-open")).to_have_count(0)
    expect(mark).to_be_focused()


def _animations(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        """() => [...document.querySelectorAll("*")].flatMap((e) => {
          const style = getComputedStyle(e);
          const times = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
          const ms = (time) => parseFloat(time) * (time.endsWith("ms") ? 1 : 1000);
          const longest = Math.max(...times.map(ms));
          return longest > 1 ? [{element: e.outerHTML.slice(0, 80), longest}] : [];
        })"""
    )
    return found


@pytest.mark.parametrize("kind", ["home", "section", "dataset"])
def test_nothing_moves_for_who_asked_for_stillness(read: Read, kind: str) -> None:
    reader = read()
    page = reader.open(address("en", kind))
    assert _animations(page) == []


@pytest.mark.parametrize("kind", ["home", "section", "dataset"])
def test_forced_colours_keep_every_shape_and_border(read: Read, kind: str) -> None:
    """Backgrounds vanish there: what is told by one must be told by a border or a word too."""
    page = read(forced_colors="active").open(address("en", kind))
    for told in (".atlas-chip", ".atlas-status", ".atlas-map td a"):
        for element in page.locator(told).all()[:3]:
            width = element.evaluate("e => parseFloat(getComputedStyle(e).borderTopWidth)")
            assert width > 0, told
    for shape in page.locator(".atlas-status, .atlas-permission").all()[:6]:
        content = shape.evaluate("e => getComputedStyle(e, '::before').content")
        assert content not in ("none", "normal", '""')
        assert (shape.text_content() or "").strip()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_print_shows_the_content_whole_and_where_links_lead(read: Read, lang: str) -> None:
    page = read().open(address(lang, "dataset"))
    page.emulate_media(media="print")
    for frame in (".md-header", ".md-sidebar", ".md-footer"):
        for element in page.locator(frame).all():
            expect(element).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    after = page.locator(".atlas-sources a").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "attr(href)" in after or "http" in after
    clipped = page.locator(".atlas-scroll").evaluate_all(
        "all => all.filter((e) => getComputedStyle(e).overflowX !== 'visible').length"
    )
    assert clipped == 0


@pytest.mark.parametrize("device", WIDTHS)
def test_what_is_tapped_is_at_least_24_pixels(read: Read, device: str) -> None:
    """WCAG 2.2, 2.5.8; links inside sentences are exempt there."""
    table = Table(read(width=WIDTHS[device]).open(address("en", "all-datasets")))
    page = table.page
    table.write("video")
    table.choose("roles", "training")
    table.page.keyboard.press("Escape")
    table.select(*table.shown()[:2])
    table.take("ui_csv")
    tapped = (
        ".atlas-button, .atlas-facet summary, .atlas-search input, .atlas-select, .atlas-sort,"
        " .atlas-take button, .atlas-tools select"
    )
    small = page.locator(tapped).evaluate_all(
        """all => all.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect())
          .filter((box) => box.width < 24 || box.height < 24).length"""
    )
    assert small == 0
