"""What somebody finds who works on a checkout: their page, their broken record."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from browser.html import BuiltPage, read_site
from browser.project import build, copy_project, real_records, run

ATLAS = [sys.executable, "-c", "from atlas.cli import main; main()"]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with a few of its records."""
    records = real_records("video-mme", "scienceqa", "internvid")
    return copy_project(tmp_path_factory.mktemp("checkout"), records)


def cells(page: BuiltPage) -> dict[str, list[str]]:
    """The text of each cell of each row of the page's tables, by the row's id."""
    return {
        row.get("data-id"): [" ".join("".join(cell.itertext()).split()) for cell in row]
        for row in page.all("tr")
        if row.get("data-id")
    }


def test_a_macro_call_in_a_new_page_gives_the_finished_table(checkout: Path) -> None:
    """In both languages, and the rows are those of the table of all datasets, word for word."""
    added = {
        "docs/moving.md": ("# Moving pictures", "en"),
        "docs/zh/moving.md": ("# 活动图像", "zh"),
    }
    for name, (heading, _) in added.items():
        text = f'{heading}\n\nA page of my own.\n\n{{{{ datasets(modalities="video") }}}}\n'
        (checkout / name).write_text(text, encoding="utf-8")
    try:
        done = build(checkout, checkout / "out", "http://127.0.0.1/atlas/")
        assert done.returncode == 0, done.stderr
        pages = read_site(checkout / "out")
        for prefix in ("", "zh/"):
            table, everything = cells(pages[f"{prefix}moving/"]), cells(pages[f"{prefix}datasets/"])
            assert {"video-mme", "internvid"} <= set(table)
            assert "scienceqa" not in table
            assert table == {key: everything[key] for key in everything if key in table}
            assert all(len(row) == 8 and row[0] and row[1] for row in table.values())
        assert "datasets(" not in pages["moving/"].source
    finally:
        for name in added:
            (checkout / name).unlink()


#: Five mistakes in a record, and where each must be said to stand: line, column, field, words.
BROKEN = """\
name: Broken
summary:
  en: A record that is wrong in five ways, each of which the build must tell with its place.
roles: [trainig]
modalities: [image, text]
tasks: [chart-question-answering]
relased: 2024
size:
  - {value: 1_000, unit: images}
links:
  paper: https://arxiv.org/abs/2203.10244
  home: http://127.0.0.1/data
source: paper
checked: 2023-02-30
"""
PLACES = [
    (4, 9, "roles[0]", "training"),
    (7, 1, "relased", "released"),
    (9, 13, "size[0].value", "number"),
    (12, 9, "links.home.url", "not public"),
    (14, 10, "checked", "does not exist"),
]
_LINE = re.compile(r"data/broken\.yaml:(\d+):(\d+): ([^ ]+): (.*)")


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and the time of its last change."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_broken_record_is_told_in_full_and_leaves_the_site_as_it_was(checkout: Path) -> None:
    built = run(checkout, [*ATLAS, "build"])
    assert built.returncode == 0, built.stderr
    before = snapshot(checkout / "site")
    assert "index.html" in before
    beside = {path.name for path in checkout.iterdir()}
    broken = checkout / "data" / "broken.yaml"
    broken.write_text(BROKEN, encoding="utf-8")
    try:
        done = run(checkout, [*ATLAS, "build"])
    finally:
        broken.unlink()
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert "Traceback" not in said
    found = [_LINE.fullmatch(line) for line in said.splitlines()]
    places = [(int(m[1]), int(m[2]), m[3]) for m in found if m]
    assert places == [(line, column, field) for line, column, field, _ in PLACES], said
    for match, (_, _, field, words) in zip([m for m in found if m], PLACES, strict=True):
        assert words in match[4], field
    assert snapshot(checkout / "site") == before
    assert {path.name for path in checkout.iterdir()} == beside


def test_a_build_replaces_the_site_and_leaves_nothing_beside_it(checkout: Path) -> None:
    left = checkout / "site" / "of-an-earlier-build.html"
    left.parent.mkdir(exist_ok=True)
    left.write_text("old", encoding="utf-8")
    done = run(checkout, [*ATLAS, "build"])
    assert done.returncode == 0, done.stderr
    assert not left.exists()
    assert (checkout / "site" / "datasets" / "video-mme" / "index.html").is_file()
    assert [path.name for path in checkout.iterdir() if path.name.startswith(".site")] == []
