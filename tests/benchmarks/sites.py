"""The three sites that are built: the Atlas, its peer, and the same pages as the peer in Hugo.

The peer is a plain Material site whose pages a reader would find about as long as the Atlas's: one
heading, three paragraphs of 60 words, a table of 12 rows and a code block, from Markdown. Its pages
stand outside the navigation, as the Atlas's do: in the navigation their cost would be quadratic.
"""

from __future__ import annotations

import itertools
import random
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml
from draw import seeded
from synthetic import ROOT, identifier, name, write_data
from wording import english, stem

#: How much of the Atlas is built, and what it is called in the tables.
Extent = Literal["pages", "site", "everything"]
TITLES: Mapping[Extent, str] = {
    "pages": "Atlas, pages alone",
    "site": "Atlas, the whole site",
    "everything": "Atlas with all exports",
}
#: Content of a peer's page; set so that bytes, words and links come near those of an Atlas page.
PARAGRAPHS, PARAGRAPH_WORDS, PARAGRAPH_LINKS = 3, 60, 8
TABLE_ROWS, TABLE_COLUMNS, TABLE_LINKS = 12, 6, 3
CODE_LINES = 10

#: Builds without the clock, and without the theme's notice about its successor.
ENVIRONMENT: Mapping[str, str] = {
    "SOURCE_DATE_EPOCH": "1795392000",
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONPATH": str(ROOT / "scripts"),
}


@dataclass(frozen=True)
class Site:
    """A folder that ``command`` builds into ``folder / "site"``; ``pages`` are the counted ones,
    from there."""

    title: str
    folder: Path
    command: tuple[str, ...]
    pages: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def target(self) -> Path:
        """Where the built site stands."""
        return self.folder / "site"

    def built_pages(self) -> list[Path]:
        """The files of the counted pages. Raises FileNotFoundError where the build left one out."""
        files = [self.target / page / "index.html" for page in self.pages]
        for file in files:
            if not file.is_file():
                raise FileNotFoundError(f"{self.title} has built no {file}")
        return files


def atlas_site(folder: Path, count: int, python: str, extent: Extent = "pages") -> Site:
    """The project with ``count`` synthetic records instead of its own: two pages a record.

    The folder is like the checkout, entry by entry, but for its data and for the notes, which name
    records of the real data. ``extent`` says how much of the project is built: the pages of
    datasets and two home pages of one heading, as the peer has one; the whole site without the
    files beside its pages; or everything.
    """
    folder.mkdir(parents=True)
    for entry in ("overrides", "scripts"):
        (folder / entry).symlink_to(ROOT / entry)
    write_data(folder / "data", count)
    _write_yaml(folder / "notes.yaml", _notes(count))
    settings: dict[str, object] = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_dir": "site",
        "extra": {
            "atlas": {"notes": "notes.yaml", "corrections": "", "exports": extent == "everything"}
        },
    }
    if extent != "pages":
        _copy_docs(folder / "docs", count)
    else:
        (folder / "docs" / "zh").mkdir(parents=True)
        (folder / "docs" / "index.md").write_text("# The Atlas\n", encoding="utf-8")
        (folder / "docs" / "zh" / "index.md").write_text("# 图谱\n", encoding="utf-8")
        settings["nav"] = [{"Home": "index.md"}]
    _write_yaml(folder / "mkdocs.yml", settings)
    pages = [f"datasets/{identifier(number)}" for number in range(count)]
    return Site(
        TITLES[extent],
        folder,
        (python, "-m", "mkdocs", "build", "--strict", "--quiet"),
        (*pages, *(f"zh/{page}" for page in pages)),
        ENVIRONMENT,
    )


def _copy_docs(docs: Path, count: int) -> None:
    """The project's pages; where they name a real dataset they name a synthetic one."""
    shutil.copytree(ROOT / "docs", docs)
    for page in docs.rglob("*.md"):
        numbers = itertools.count()
        text = re.sub(
            r'dataset\("[a-z0-9-]+"\)',
            lambda _: f'dataset("{identifier(next(numbers) % count)}")',  # noqa: B023
            page.read_text(encoding="utf-8"),
        )
        page.write_text(text, encoding="utf-8")


def _notes(count: int) -> list[dict[str, object]]:
    """As many noted entries as the project has, about the first synthetic records."""
    real = yaml.safe_load((ROOT / "docs" / "from-the-notes.yaml").read_text(encoding="utf-8"))
    number = 0
    for section in real:
        for entry in section.get("entries") or ():
            entry |= {"id": identifier(number % count), "name": name(number % count)}
            number += 1
    return real  # type: ignore[no-any-return]


def peer_site(folder: Path, count: int, python: str) -> Site:
    """A plain Material site of ``count`` pages, and a home page that is all of its navigation."""
    _write_pages(folder / "docs", count)
    (folder / "docs" / "index.md").write_text("# The peer\n", encoding="utf-8")
    settings = {
        "site_name": "The peer",
        "site_url": "https://peer.example/",
        "site_dir": "site",
        "theme": {"name": "material"},
        "nav": [{"Home": "index.md"}],
        "not_in_nav": "/datasets/*",
    }
    _write_yaml(folder / "mkdocs.yml", settings)
    return Site(
        "Material, plain",
        folder,
        (python, "-m", "mkdocs", "build", "--strict", "--quiet"),
        _paths(count),
        ENVIRONMENT,
    )


def hugo_site(folder: Path, count: int, hugo: Path, framed: Path) -> Site:
    """The peer's ``count`` pages for Hugo, in the frame of ``framed``: a page that the peer built,
    so that both write the same bytes around the same content."""
    _write_pages(folder / "content", count)
    html = framed.read_text(encoding="utf-8")
    head, _, rest = html.partition("<article")
    opening, _, rest = rest.partition(">")
    tail = rest.rpartition("</article>")[2]
    frame = (
        "".join(_no_braces(piece) for piece in (head, "<article", opening, ">"))
        + '<h1 id="top">{{ .Title }}</h1>{{ .Content }}</article>'
        + _no_braces(tail)
    )
    titled = re.sub(r"<title>.*?</title>", "<title>{{ .Title }} - The peer</title>", frame)
    for layout in ("page", "home", "section"):
        path = folder / "layouts" / f"{layout}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(titled, encoding="utf-8")
    settings = {
        "baseURL": "https://peer.example/",
        "title": "The peer",
        "publishDir": "site",
        "disableKinds": ["taxonomy", "term", "rss"],
    }
    _write_yaml(folder / "hugo.yaml", settings)
    return Site("Hugo", folder, (str(hugo), "build", "--quiet"), _paths(count))


def _no_braces(text: str) -> str:
    return text.replace("{{", "{{ `{{` }}")


def _paths(count: int) -> tuple[str, ...]:
    return tuple(f"datasets/{identifier(number)}" for number in range(count))


def _write_pages(docs: Path, count: int) -> None:
    (docs / "datasets").mkdir(parents=True)
    for number in range(count):
        page = docs / "datasets" / f"{identifier(number)}.md"
        page.write_text(_page(number, count), encoding="utf-8")


def _page(number: int, count: int) -> str:
    rng = seeded(number, "page")
    lines = [f"# {name(number)}", ""]
    for _ in range(PARAGRAPHS):
        lines += [_paragraph(rng, count), ""]
    lines += ["| " + " | ".join(_cell(rng) for _ in range(TABLE_COLUMNS)) + " |"]
    lines += ["|" + "---|" * TABLE_COLUMNS]
    for _ in range(TABLE_ROWS):
        cells = [_link(rng, count) for _ in range(TABLE_LINKS)]
        cells += [_cell(rng) for _ in range(TABLE_COLUMNS - TABLE_LINKS)]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "```"]
    lines += [english(rng, 60) for _ in range(CODE_LINES)]
    return "\n".join([*lines, "```", ""])


def _paragraph(rng: random.Random, count: int) -> str:
    words = english(rng, 60 * 8).split()[: PARAGRAPH_WORDS - PARAGRAPH_LINKS]
    for _ in range(PARAGRAPH_LINKS):
        words.insert(rng.randrange(len(words)), _link(rng, count))
    return " ".join(words).rstrip(".,") + "."


def _link(rng: random.Random, count: int) -> str:
    """A third leads to other pages of the site, the rest elsewhere; so do the Atlas's."""
    if rng.random() < 1 / 3:
        other = rng.randrange(count)
        return f"[{name(other)}]({identifier(other)}.md)"
    word = stem(rng.randrange(10**6))
    return f"[{word}](https://{word.lower()}.org/{stem(rng.randrange(10**6)).lower()})"


def _cell(rng: random.Random) -> str:
    return english(rng, 10)[:-1]


def _write_yaml(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def remove(site: Site) -> None:
    """Take away what was built, so that the next build writes all of it."""
    shutil.rmtree(site.target, ignore_errors=True)
