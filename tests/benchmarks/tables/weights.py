"""What the Atlas's table sends, after gzip: its style and modules, and the files of data."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Response
from shape import gzip_cost, summaries
from synthetic import ROOT, write_data

from atlas.records import load_all
from atlas.records.vocabulary import LANGUAGES
from atlas.site.data_files import FOLDER

#: As most servers compress.
LEVEL = 6
#: A page with a table, and one without; what only the first loads belongs to the table, and what
#: is named after it, since all pages load all style.
WITH, WITHOUT = "datasets/", "contribute/"
_NAMED = "/atlas/table"
#: A file of data is told by what it holds.
_KEYS = {
    "names and facets": "columns",
    "labels": "values",
    "more": "aliases",
    "summaries": "text",
}


def gzipped(content: bytes) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(content, LEVEL, mtime=0))


def code(browser: Browser, url: str, *, asked: bool = False) -> Mapping[str, int]:
    """Style and modules of the table of the site at ``url``: bytes after gzip, by path.

    ``asked`` adds what the page fetches at the first sign of a reader.
    """
    loaded, elsewhere = _loaded(browser, url + WITH, asked), _loaded(browser, url + WITHOUT, asked)
    return {
        address.removeprefix(url): gzipped(content)
        for address, content in sorted(loaded.items())
        if address not in elsewhere or _NAMED in address
    }


def _loaded(browser: Browser, address: str, asked: bool) -> Mapping[str, bytes]:
    found: list[Response] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("response", lambda response: found.append(response))
    page.goto(address, wait_until="networkidle")
    if asked:
        page.mouse.move(600, 400)
    page.wait_for_timeout(1500)
    wanted = {
        response.url: response.body()
        for response in found
        if response.request.resource_type in ("script", "stylesheet")
    }
    context.close()
    return wanted


def data(site: Path) -> Mapping[str, Mapping[str, int]]:
    """Files of data of a built site: bytes after gzip, by kind and name."""
    found: dict[str, dict[str, int]] = {kind: {} for kind in _KEYS}
    for path in sorted((site / FOLDER).glob("*.json")):
        content = path.read_bytes()
        known = json.loads(content)
        for kind, key in _KEYS.items():
            if isinstance(known, dict) and key in known:
                found[kind][path.name] = gzipped(content)
                break
    return found


def summary_costs(count: int = 1000) -> Mapping[str, tuple[float, float]]:
    """Bytes of gzip that a character of the real and of the synthetic summaries costs, by language.

    A longer text costs less a character, so as many summaries of each are compared.
    """
    real = load_all(ROOT / "data")
    with tempfile.TemporaryDirectory(prefix="atlas-summaries-") as folder:
        write_data(Path(folder) / "data", count)
        made = load_all(Path(folder) / "data")
    costs = {}
    for lang in LANGUAGES:
        known, ours = summaries(real, lang), summaries(made, lang)
        as_many = min(len(known), len(ours))
        costs[lang] = (gzip_cost(known[:as_many]), gzip_cost(ours[:as_many]))
    return costs
