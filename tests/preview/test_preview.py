"""``atlas preview``: the page of one record while it is written."""

from __future__ import annotations

import html
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from atlas.preview.frame import read_looks
from atlas.preview.pages import ROW, Pages, Preview
from atlas.preview.server import Watched, make_server
from atlas.records.vocabulary import LANGUAGES
from atlas.site.datasets import dataset_content
from atlas.site.languages import ROOTS

ROOT = Path(__file__).resolve().parents[2]
PAGE = "datasets/example/"


class Served:
    """A preview that is watched and served."""

    def __init__(self, folder: Path, identifier: str = "example") -> None:
        self.told: list[tuple[Pages, float]] = []
        preview = Preview(ROOT, folder, identifier)
        self.watched = Watched(preview, lambda pages, seconds: self.told.append((pages, seconds)))
        self.watched.make()
        self.server = make_server(self.watched, identifier, 0)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        for run in (self.server.serve_forever, self.watched.watch):
            threading.Thread(target=run, daemon=True).start()

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        request = urllib.request.Request(self.url + path, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self) -> None:
        self.watched.stop()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def served(data) -> Iterator[Served]:
    data.add("name: Plain Charts")
    data.add("name: Another", "other")
    running = Served(data.folder)
    yield running
    running.stop()


@pytest.mark.parametrize("root", ["", "zh/"])
def test_the_page_stands_in_the_frame_of_the_site(served: Served, root: str) -> None:
    code, page = served.get(root + PAGE)
    assert code == 200
    assert page.count("<h1") == 1
    assert "Plain Charts" in page
    assert 'data-md-component="header"' in page
    assert "Content-Security-Policy" in page
    assert "atlas-" + "0123" not in page


@pytest.mark.parametrize("root", ["", "zh/"])
def test_its_row_stands_in_a_table_without_the_others(served: Served, root: str) -> None:
    code, page = served.get(root + ROW)
    assert code == 200
    assert page.count('<tr role="row" data-id=') == 1
    assert 'data-id="example"' in page


def test_the_start_leads_to_the_page(served: Served) -> None:
    assert "Plain Charts" in served.get("")[1]


def test_what_the_page_loads_is_there(served: Served) -> None:
    for path in ("assets/atlas/atlas.css", "assets/atlas/marks.js", "_preview/reload.js"):
        assert served.get(path)[0] == 200


@pytest.mark.parametrize(
    "path", ["datasets/other/", "about/", "../mkdocs.yml", "%2e%2e/mkdocs.yml", "data/example.yaml"]
)
def test_nothing_else_is_served(served: Served, path: str) -> None:
    assert served.get(path)[0] == 404


def test_a_browser_that_was_led_here_by_another_name_gets_nothing(served: Served) -> None:
    assert served.get(PAGE, Host="evil.example:80")[0] == 403


def test_a_saved_file_is_shown_anew_and_the_browser_is_told(data, served: Served) -> None:
    assert json.loads(served.get("_preview/changed?0")[1]) is True
    data.add("name: Plainer Charts")
    assert json.loads(served.get("_preview/changed?1")[1]) is True
    assert "Plainer Charts" in served.get(PAGE)[1]


def test_a_mistake_is_shown_instead_of_the_page_until_it_is_mended(data, served: Served) -> None:
    data.add("name: <script>x</script>\nroles: [traning]")
    served.get("_preview/changed?1")
    page = served.get(PAGE)[1]
    assert "did you mean training" in page
    assert "<script>x" not in page
    data.add("name: Mended")
    served.get("_preview/changed?2")
    assert "Mended" in served.get(PAGE)[1]


def test_what_goes_wrong_inside_is_told_and_the_next_save_is_shown(data, served: Served) -> None:
    """A vocabulary that loses a word which a page shows: nobody's mistake in this file."""
    words = data.folder / "vocabulary" / "sections.yaml"
    kept = words.read_text(encoding="utf-8")
    words.unlink()
    assert json.loads(served.get("_preview/changed?1")[1]) is True
    page = served.get(PAGE)[1]
    assert "could not be made: " in page
    assert served.told[-1][0].failure in html.unescape(page)
    words.write_text(kept, encoding="utf-8")
    served.get("_preview/changed?2")
    assert "Plain Charts" in served.get(PAGE)[1]


def test_a_mistake_in_another_record_does_not_take_the_page_away(data) -> None:
    data.add("name: Plain Charts")
    data.add("roles: [traning]", "other")
    pages = Preview(ROOT, data.folder, "example").pages(1)
    assert "Plain Charts" in pages.html[PAGE]
    assert [problem.path.stem for problem in pages.problems] == ["other"]


def test_a_record_that_names_a_broken_one_says_which(data) -> None:
    data.add("source: paper\nderived_from: other")
    data.add("roles: [traning]", "other")
    pages = Preview(ROOT, data.folder, "example").pages(1)
    assert "traning" in pages.html[PAGE] or "Example" in pages.html[PAGE]


def test_a_file_that_is_gone_is_said_to_be(data) -> None:
    path = data.add()
    preview = Preview(ROOT, data.folder, "example")
    preview.pages(1)
    path.unlink()
    assert "There is no data/example.yaml" in preview.pages(2).html[PAGE]


def test_the_page_is_the_one_that_a_build_makes(data) -> None:
    data.add("source: paper\nsize: {value: 900, unit: videos}\nlicense: {id: MIT, source: paper}")
    site = read_looks(ROOT).site(data.catalogue())
    pages = Preview(ROOT, data.folder, "example").pages(1).html
    for lang in LANGUAGES:
        made = dataset_content(site, site.catalogue.datasets["example"], lang)
        assert made in pages[ROOTS[lang] + PAGE]
