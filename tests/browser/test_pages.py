"""Every kind of page, in both languages, opens without anything going wrong."""

from __future__ import annotations

import pytest

from browser.conftest import Read
from browser.kinds import PAGES, address, status
from browser.reading import WIDTHS


@pytest.mark.parametrize("device", WIDTHS)
@pytest.mark.parametrize(("lang", "kind"), PAGES)
def test_a_page_opens_clean(read: Read, lang: str, kind: str, device: str) -> None:
    page = read(width=WIDTHS[device]).open(address(lang, kind), status(kind))
    assert page.locator("h1").count() == 1
