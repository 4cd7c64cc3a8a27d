"""axe's judgement of a page, in sentences."""

from __future__ import annotations

import json
from collections.abc import Sequence

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: WCAG 2.2 AA with everything below it, and what axe holds for good practice.
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice")
#: The rules whose outcome depends on colours, that is, on the theme.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
#: Rows of a table come from one template; these many of each table are judged, so that the time a
#: test takes does not grow with the number of records.
ROWS = 8

_axe = Axe()


def expect_accessible(page: Page, rules: Sequence[str] = ()) -> None:
    """Fail with a sentence for each violation, of any impact, of STANDARD or of ``rules``."""
    found = violations(page, rules)
    assert not found, "\n".join([page.url, *found])


def violations(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """A sentence for each violation."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": STANDARD}
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe.axe_script)
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"], "preload": False})
    page_but_rows = json.dumps({"exclude": [[f"tbody tr:nth-child(n+{ROWS + 1})"]]})
    found = page.evaluate(
        f"axe.run({page_but_rows}, {options}).then((results) => results.violations)"
    )
    return [
        f"{item['id']} ({item['impact']}): {node['html'][:200]}\n    {node['failureSummary']}"
        for item in found
        for node in item["nodes"]
    ]
