"""What readers see of the link checker's findings, and that a build never looks for them itself."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from atlas.links.state import Archive, LinkState, State, Streak, write_state
from atlas.links.words import Verdict, kind_of

DAY = date(2026, 11, 26)
CHARTS, CLIPS = "https://arxiv.org/abs/2203.10244", "https://arxiv.org/abs/2104.00650"
COUNT = "{{ count(live='some-dead') }}"
PAGES = {
    "links.md": "# Links\n\n{{ link_health() }}\n\n" + COUNT + " have a dead one.\n",
    "zh/links.md": "# 链接\n\n{{ link_health() }}\n\n" + COUNT + " 个有失效链接。\n",
}
NAV = "nav:\n  - Home: index.md\n  - About:\n      - more.md\n      - links.md\n"


def link(shown: Verdict, **more: Any) -> LinkState:
    return replace(LinkState(DAY, DAY, shown, shown, Streak(kind_of(shown), (DAY,))), **more)


#: One is dead, with a reason and an address that must not become markup.
FOUND = {
    CHARTS: link(
        Verdict.DEAD,
        last_ok=date(2026, 10, 12),
        reason='<b id="no">Gone</b>',
        archive=Archive(f"https://web.archive.org/web/20240102030405/{CHARTS}", date(2024, 1, 2)),
    ),
    CLIPS: link(Verdict.MOVED, new_url="https://new.example/<b>x</b>"),
}


@pytest.fixture(scope="module")
def without(make_project: Callable[..., Any]) -> Any:
    return make_project(pages=PAGES, settings=NAV)


@pytest.fixture(scope="module")
def with_state(without: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("observed") / "project"
    shutil.copytree(without.folder, folder, symlinks=True)
    write_state(State(DAY, FOUND), folder / "data" / "observed" / "links.json")
    return build_in(folder)


def build_in(folder: Path, name: str = "site") -> Path:
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / name), strict=True)
    build(config)
    return folder / name


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        # The sitemap's gz holds the hour.
        if path.is_file() and path.suffix != ".gz"
    }


@pytest.mark.parametrize(
    ("root", "word", "said"),
    [
        ("", "not checked yet", "None of the 2 links that records cite has been checked yet"),
        ("zh/", "尚未检查", "各记录所引的 2 个链接均尚未检查"),
    ],
)
def test_without_a_state_every_link_is_not_checked_yet(
    without: Any, html: Callable[..., Any], root: str, word: str, said: str
) -> None:
    site = without.folder / "site"
    if not site.is_dir():
        without.build()
    page = html(site / root / "datasets" / "plain-charts")
    marks = [item for item in page.all("span") if item.get("class") == "atlas-live"]
    assert [(item.get("data-live"), "".join(item.itertext())) for item in marks] == [
        ("not-checked", word)
    ]
    health = html(site / root / "links")
    assert said in health.body_text
    assert "0 have a dead one" in health.body_text or "0 个有失效链接" in health.body_text
    assert not any(item.get("id") == "needs-a-person" for item in health.all("h2"))


def test_an_empty_folder_of_findings_changes_no_byte(without: Any) -> None:
    first = files(build_in(without.folder, "first"))
    (without.folder / "data" / "observed").mkdir()
    second = files(build_in(without.folder, "second"))
    (without.folder / "data" / "observed").rmdir()
    assert first == second


def test_a_build_opens_no_connection(without: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"the build asked for {arguments}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    build_in(without.folder, "offline")


@pytest.mark.parametrize(
    ("root", "word", "day", "copy"),
    [
        ("", "dead", "26 November 2026", "archived copy 2 January 2024"),
        ("zh/", "已失效", "2026 年 11 月 26 日", "存档副本 2024 年 1 月 2 日"),
    ],
)
def test_a_dead_link_says_since_when_and_where_its_copy_is(
    with_state: Path, html: Callable[..., Any], root: str, word: str, day: str, copy: str
) -> None:
    page = html(with_state / root / "datasets" / "plain-charts")
    (mark,) = [item for item in page.all("span") if item.get("class") == "atlas-live"]
    assert mark.get("data-live") == "dead"
    assert "".join(mark.itertext()) == f"{word} · {day}"
    assert next(iter(mark.iter("time"))).get("datetime") == "2026-11-26"
    assert copy in page.body_text
    kept = FOUND[CHARTS].archive
    assert kept is not None
    assert [item for item in page.all("a") if item.get("href") == kept.url]


def test_what_servers_chose_is_text(with_state: Path, html: Callable[..., Any]) -> None:
    page = html(with_state / "links")
    assert not any(item.get("id") == "no" for item in page.all("b"))
    assert '<b id="no">Gone</b>' in page.body_text
    moved = html(with_state / "datasets" / "moving-pictures")
    assert "<b>" not in [item.text for item in moved.all("b")]
    assert "https://new.example/" not in {item.get("href") for item in moved.all("a")}


@pytest.mark.parametrize("root", ["", "zh/"])
def test_the_page_lists_what_needs_a_person(
    with_state: Path, html: Callable[..., Any], root: str
) -> None:
    page = html(with_state / root / "links")
    headings = {item.get("id") for tag in ("h2", "h3") for item in page.all(tag)}
    assert {"needs-a-person", "dead-links", "moved-links", "hosts", "oldest", "words"} <= headings
    assert not headings & {"gone-facts", "never-seen", "excused"}
    assert "1 have a dead one" in page.body_text or "1 个有失效链接" in page.body_text
    assert "arxiv.org" in page.body_text


def test_the_browser_learns_of_it_as_of_any_facet(with_state: Path) -> None:
    (core,) = (with_state / "assets" / "data").glob("core-*.json")
    assert '"live"' in core.read_text(encoding="utf-8")
    for lang, label in (("en", "a link is dead"), ("zh", "有链接失效")):
        (labels,) = (with_state / "assets" / "data").glob(f"labels-{lang}-*.json")
        assert label in labels.read_text(encoding="utf-8")


def test_a_damaged_state_is_said_and_the_site_is_built(
    without: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    state = without.folder / "data" / "observed" / "links.json"
    state.parent.mkdir()
    state.write_text('{"schema_version": "1.0", "links": {"https://a.org/"', encoding="utf-8")
    build_in(without.folder, "damaged")
    state.unlink()
    state.parent.rmdir()
    assert "links.json is damaged" in capfd.readouterr().err
