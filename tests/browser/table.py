"""A table of datasets as a reader uses it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from atlas.site.words import read_words

#: Rows that a page of the table holds.
PAGE = 25
#: Facets with few and with many values, in the open and among the further ones.
FACETS = ("roles", "modalities", "tasks", "commercial", "released", "size", "contains", "answers")
WORDS = read_words()
#: The table's texts are there, and the tools beside the filter.
COMPLETE = """() => document.querySelector("[data-atlas-table][data-complete] .atlas-tools")"""


class Table:
    """The filterable table of ``page``, once all of it has arrived."""

    def __init__(self, page: Page, wait: bool = True) -> None:
        self.page = page
        self.section = page.locator("[data-atlas-table]").first
        self.box = self.section.locator(".atlas-search input")
        self.rows = self.section.locator("tbody tr[data-id]")
        self.count = self.section.locator(".atlas-count[role=status]")
        self.chips = self.section.locator(".atlas-asked button")
        self.order = self.section.locator(".atlas-tools select")
        self.pager = self.section.locator(".atlas-pager")
        self.selected = self.section.locator(".atlas-selected")
        if wait:
            self.wait()
        self.lang = page.locator("html").get_attribute("lang") or "en"
        self.words = WORDS[self.lang]  # type: ignore[index]

    def wait(self) -> None:
        """Until all has arrived, which it does at the first sign of a reader."""
        self.page.evaluate("() => window.dispatchEvent(new Event('pointermove'))")
        self.page.wait_for_function(COMPLETE)

    def marked(self, within: str = "*") -> list[str]:
        """The texts that are marked as found, of elements that match ``within``."""
        return self.page.evaluate(  # type: ignore[no-any-return]
            """(within) => [...(CSS.highlights.get("atlas-found") ?? [])]
                .filter(({ startContainer: node }) => node.isConnected)
                .filter(({ startContainer: node }) => node.parentElement.closest(within))
                .map((range) =>
                    range.startContainer.data.slice(range.startOffset, range.endOffset))""",
            within,
        )

    def write(self, text: str) -> None:
        """Put ``text`` into the box."""
        self.box.fill(text)

    def facet(self, name: str) -> Locator:
        """A facet, opened."""
        details = self.section.locator(f'[data-facet="{name}"]')
        more = self.section.locator("[data-more]")
        if more.locator(f'[data-facet="{name}"]').count() and not _is_open(more):
            # By key, since what is open may lie over it.
            more.locator("summary").first.press("Enter")
        if not _is_open(details):
            details.locator("summary").press("Enter")
            # The browser tells that it has opened a moment later, and then it is counted.
            self.page.evaluate(
                "() => new Promise((f) => requestAnimationFrame(() => setTimeout(f)))"
            )
        details.locator("fieldset").wait_for()
        return details

    def choice(self, facet: str, value: str) -> Locator:
        """The box to tick for ``value``, in its opened facet."""
        return self.facet(facet).locator(f"input[value={json.dumps(value)}]")

    def choose(self, facet: str, value: str) -> None:
        """Tick ``value``."""
        self.choice(facet, value).check()

    def numbers(self, facet: str) -> dict[str, int]:
        """The number beside each value."""
        lines = self.facet(facet).locator("label:has(.atlas-number)")
        found: list[tuple[str, str]] = lines.evaluate_all(
            """lines => lines.map((line) => [line.querySelector("input").value,
              line.querySelector(".atlas-number").textContent])"""
        )
        return {value: int(number) for value, number in found}

    def checked(self, facet: str) -> list[str]:
        """The ticked values."""
        boxes = self.facet(facet).locator("input:checked")
        return boxes.evaluate_all("boxes => boxes.map((box) => box.value)")

    def shown(self) -> list[str]:
        """Ids of the rows of this page of the table."""
        return self.rows.evaluate_all("rows => rows.map((row) => row.dataset.id)")

    def all_rows(self) -> dict[str, list[str]]:
        """The texts of the cells of all rows that pass the filter, as they are printed."""
        found: list[list[Any]] = self.page.evaluate(
            """() => {
              window.dispatchEvent(new Event("beforeprint"));
              const section = document.querySelector("[data-atlas-table]");
              const rows = [...section.querySelectorAll("tbody tr[data-id]")].map((row) => [
                row.dataset.id,
                [...row.cells].map((cell) => cell.textContent.replace(/\\s+/g, " ").trim()),
              ]);
              window.dispatchEvent(new Event("afterprint"));
              return rows;
            }"""
        )
        return dict(found)

    def all_shown(self) -> list[str]:
        """Ids of all rows that pass the filter, in their order."""
        return list(self.all_rows())

    @property
    def total(self) -> int:
        """How many datasets the table is about."""
        if not hasattr(self, "_total"):
            gaps = self.section.get_attribute("data-rows") or ""
            whole = self.page.evaluate(
                """() => fetch(JSON.parse(document.getElementById("atlas-data").textContent).core,
                  {cache: "force-cache"}).then((a) => a.json()).then((core) => core.n)"""
            )
            self._total = len(gaps.split()) or int(whole)
        return self._total

    def sentence(self) -> list[str]:
        """What the line above the table says, piece by piece."""
        return (self.count.text_content() or "").split(" · ")

    def expect_to_say(self, shown: int, chosen: bool = True) -> None:
        """Wait until the line above the table says that ``shown`` rows are left."""
        key = "ui_shown" if chosen else "ui_shown_all"
        expect(self.count).to_contain_text(self.words[key].format(n=shown, total=self.total))

    def settled(self, query: str) -> None:
        """Wait until the address ends in ``query``."""
        self.page.wait_for_function(
            "query => decodeURIComponent(location.search) === query", arg=query
        )

    def load_other_language(self) -> None:
        """Ask for what nobody wrote, so that the other language's summaries are fetched."""
        self.write("qqqqzzzz 龘龘")
        self.page.wait_for_function(
            """() => performance.getEntriesByType("resource").filter((one) =>
              one.responseEnd && /summaries-/.test(one.name)).length === 2"""
        )
        self.page.wait_for_timeout(50)

    def copied(self, button: Locator) -> str:
        """What ``button`` copies. It is caught on its way, since other test processes may write to
        the same clipboard meanwhile."""
        self.page.evaluate(
            """() => { window.__copied = null;
              navigator.clipboard.writeText = async (text) => { window.__copied = text } }"""
        )
        button.click()
        self.page.wait_for_function("() => window.__copied !== null")
        text: str = self.page.evaluate("window.__copied")
        return text

    def row(self, identifier: str) -> Locator:
        """A row by its id."""
        return self.section.locator(f"tbody tr[data-id={json.dumps(identifier)}]")

    def select(self, *identifiers: str) -> None:
        """Tick the boxes of these rows."""
        for identifier in identifiers:
            self.row(identifier).locator(".atlas-select").check()

    def tool(self, key: str) -> Locator:
        """A button beside the filter by the key of its words."""
        name = self.words[key]
        return self.section.locator(".atlas-state").get_by_role("button", name=name, exact=True)

    def take(self, key: str) -> Locator:
        """A line of the menu that takes along, opened."""
        menu = self.section.locator(".atlas-take")
        if not _is_open(menu):
            menu.locator("summary").click()
        return menu.get_by_role("button", name=self.words[key], exact=True)

    def switch_language(self, lang: str) -> None:
        """Use the switch of the header."""
        name = {"en": "English", "zh": "中文"}[lang]
        switch = self.page.locator(".md-header .md-select")
        switch.get_by_role("button").hover()
        switch.get_by_role("link", name=name).click()
        self.page.wait_for_function("lang => document.documentElement.lang === lang", arg=lang)
        self.__init__(self.page)  # type: ignore[misc]


def _is_open(details: Locator) -> bool:
    found: bool = details.evaluate("details => details.open")
    return found
