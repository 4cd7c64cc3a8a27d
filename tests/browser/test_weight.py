"""What a page of a dataset costs a reader, as a host sends it: every text compressed with gzip."""

from __future__ import annotations

import gzip
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from browser.conftest import BuiltSite
from browser.reading import Reader

#: Bytes. Cold: a first visit, everything fetched. Warm: only the page itself is new.
COLD, WARM = 250_000, 20_000


def weight(site: BuiltSite, address: str) -> int:
    path = unquote(urlsplit(address).path).removeprefix("/atlas/")
    file = site.folder / path
    # Level 6 is what common hosts use; mtime=0, so that the size is always the same.
    return len(
        gzip.compress((file / "index.html" if file.is_dir() else file).read_bytes(), 6, mtime=0)
    )


@pytest.mark.parametrize("root", ["", "zh/"])
def test_every_dataset_weighs_little(
    browser: Browser, site: BuiltSite, api: dict, root: str
) -> None:
    pages = {
        dataset["id"]: weight(site, f"/atlas/{root}datasets/{dataset['id']}/")
        for dataset in api["datasets"]
    }
    heaviest = max(pages, key=lambda identifier: pages[identifier])
    asked: set[str] = set()
    reader = Reader(browser, site.url)
    reader.context.on("request", lambda request: asked.add(request.url.split("#")[0]))
    reader.open(f"{root}datasets/{heaviest}/").wait_for_load_state("networkidle")
    reader.close()
    sizes = {
        urlsplit(url).path: weight(site, url)
        for url in asked
        if not url.startswith(("data:", "blob:"))
    }
    assert len([path for path in sizes if path.endswith((".js", ".css"))]) >= 4
    told = "\n".join(f"{size:>8} {path}" for path, size in sorted(sizes.items()))
    print(f"{sum(sizes.values())} bytes cold, {pages[heaviest]} warm\n{told}")
    assert sum(sizes.values()) <= COLD, told
    assert pages[heaviest] <= WARM, heaviest
