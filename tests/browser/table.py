"""A table of datasets as a reader uses it."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from atlas.site.words import read_words

FACETS = ("roles", "modalities", "tasks", "commercial")


class Table:
    """The filterable table of ``page``."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.section = page.locator("[data-atlas-table]")
        self.box = self.section.get_by_role("searchbox")
        self.rows = self.section.locator("tbody tr")
        self.count = self.section.get_by_role("status")

    def write(self, text: str) -> None:
        """Put ``text`` into the box."""
        self.box.fill(text)

    def choice(self, facet: str, value: str) -> Locator:
        """The box to tick for ``value``, in its opened facet."""
        details = self.section.locator(f'[data-facet="{facet}"]')
        if not details.evaluate("details => details.open"):
            details.locator("summary").click()
        return details.locator(f"input[value={json.dumps(value)}]")

    def choose(self, facet: str, value: str) -> None:
        """Tick ``value``."""
        self.choice(facet, value).check()

    def number(self, facet: str, value: str) -> int:
        """The number beside ``value``."""
        choice = self.section.locator(f'input[name="{facet}"][value={json.dumps(value)}]')
        return int(choice.locator("xpath=..").locator(".atlas-number").text_content() or "")

    def values(self, facet: str) -> list[str]:
        """What can be chosen."""
        boxes = self.section.locator(f'input[name="{facet}"]')
        return boxes.evaluate_all("boxes => boxes.map((box) => box.value)")

    def having(self, facet: str, value: str) -> list[str]:
        """Ids of the rows of which this is true, shown or not."""
        return [key for key, values in self._data(facet) if value in values]

    def all(self) -> list[str]:
        """Ids of all rows."""
        return [key for key, _ in self._data("id")]

    def shown(self) -> list[str]:
        """Ids of the rows that one sees."""
        return self.rows.evaluate_all(
            "rows => rows.filter((row) => row.checkVisibility()).map((row) => row.dataset.id)"
        )

    def expect_to_say(self, shown: int, lang: str = "en") -> None:
        """Wait until the line above the table says that ``shown`` rows are left."""
        words = read_words()[lang]["matches"]
        expect(self.count).to_have_text(words.format(shown=shown, total=len(self.all())))

    def settled(self, query: str) -> None:
        """Wait until the address ends in ``query``."""
        self.page.wait_for_function(
            "query => decodeURIComponent(location.search) === query", arg=query
        )

    def _data(self, name: str) -> list[tuple[str, list[str]]]:
        found = self.rows.evaluate_all(
            "(rows, name) => rows.map((row) => [row.dataset.id, row.dataset[name].split(' ')])",
            name,
        )
        return [(key, values) for key, values in found]
