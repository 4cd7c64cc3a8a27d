"""What a plain site of the theme does wrong and ours does not; and the theme's words in Chinese.

Every check runs on a plain site too, where it must complain: so none of them is blind.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

#: A site of the theme as its own documentation sets one up in two languages.
PLAIN = """
site_name: Plain
site_url: https://plain.example/sub/
docs_dir: docs
theme: {name: material}
plugins: [search]
extra:
  alternate:
    - {name: English, link: /sub/, lang: en}
    - {name: 中文, link: /sub/zh/, lang: zh}
"""

#: Types of <input> that ``autocomplete`` applies to (HTML Standard, section 4.10.5).
_COMPLETED = {
    None, "text", "search", "url", "tel", "email", "password", "date", "month", "week", "time",
    "datetime-local", "number", "range", "color", "hidden",
}  # fmt: skip


def relative_alternates(page) -> list[str]:
    hrefs = [i.get("href") for i in page.all("link") if i.get("rel") == "alternate"]
    return [href for href in hrefs if not urlsplit(href).scheme]


def unnamed_dialogs(page) -> list[str]:
    dialogs = [item for item in page.tree.iter() if item.get("role") == "dialog"]
    assert dialogs
    return [d.get("class") for d in dialogs if not d.get("aria-label")]


def misplaced_autocomplete(page) -> list[str]:
    boxes = [item for item in page.all("input") if item.get("autocomplete") is not None]
    assert boxes
    return [item.get("id") for item in boxes if item.get("type") not in _COMPLETED]


def missing_description(page) -> list[str]:
    return [] if (page.meta("description") or "").strip() else ["no description"]


CHECKS = [relative_alternates, unnamed_dialogs, misplaced_autocomplete, missing_description]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Plain\n\nProse.\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    build(load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site")))
    return folder / "site"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_fault_of_the_plain_theme_is_on_none_of_our_pages(
    built: Path, plain: Path, html: Callable, check: Callable
) -> None:
    assert check(html(plain / "index.html")) != []
    # A page that is not there says nothing of itself in other languages.
    found = {
        path.relative_to(built).as_posix(): check(html(path)) for path in built.rglob("*.html")
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_robots_txt_is_there_and_plain_sites_have_none(built: Path, plain: Path) -> None:
    assert not (plain / "robots.txt").exists()
    assert (built / "robots.txt").is_file()


def words_of(page, class_name: str) -> set[str]:
    return {
        " ".join("".join(item.itertext()).split())
        for item in page.tree.iter()
        if class_name in (item.get("class") or "").split()
    }


@pytest.mark.parametrize(("root", "words"), [
    ("", {"skip": "Skip to content", "toc": "Table of contents", "search": "Search"}),
    ("zh", {"skip": "跳转至", "toc": "目录", "search": "搜索"}),
])  # fmt: skip
def test_the_theme_speaks_the_language_of_the_page(
    built: Path, html: Callable, root: str, words: dict
) -> None:
    page = html(built / root / "more")
    assert words_of(page, "md-skip") == {words["skip"]}
    assert words["toc"] in words_of(page, "md-nav__title")
    (box,) = [i for i in page.all("input") if "md-search__input" in i.get("class", "")]
    assert box.get("placeholder") == box.get("aria-label") == words["search"]
    (dialog,) = [i for i in page.tree.iter() if i.get("role") == "dialog"]
    assert dialog.get("aria-label") == words["search"]
    missing = html(built / root / "404.html")
    assert missing.text("title").startswith({"": "There is no page", "zh": "此地址没有页面"}[root])


def test_no_page_of_the_theme_is_fetched_by_script(built: Path, html: Callable) -> None:
    """``navigation.instant`` would run scripts that no policy in a page can know."""
    for path in built.rglob("*.html"):
        assert "navigation.instant" not in html(path).source
