"""A small project beside the real one: its own records and pages, the real templates and hooks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import html5lib
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parents[2]

PLAIN = """\
name: Plain Charts
summary:
  en: Questions about charts drawn from the open web, each with one short answer.
  zh: 关于网络图表的问题，每题配有一个简短的答案。
roles: [evaluation]
modalities: [image, text]
tasks: [chart-question-answering]
links:
  paper: https://arxiv.org/abs/2203.10244
"""
ENGLISH_ONLY = """\
name: Moving Pictures
summary:
  en: Clips of everyday actions, each with a sentence that says what happens.
roles: [training]
modalities: [video, text]
tasks: [video-captioning]
links:
  paper: https://arxiv.org/abs/2104.00650
"""

PAGES = {
    "index.md": "# The start\n\nProse about {{ count() }} datasets, with a [page](more.md).\n",
    "zh/index.md": "# 开始\n\n这里有关于 {{ count() }} 个数据集的文字，多模态图表。\n",
    "more.md": "# More & better\n\n## Where\n\nSome prose.\n\n{{ datasets() }}\n",
    "zh/more.md": "# 更多\n\n## 何处\n\n一些文字。\n\n{{ datasets() }}\n",
}
NAV = """
nav:
  - Home: index.md
  - About:
      - more.md
"""


@dataclass(frozen=True)
class Project:
    """A project folder that can be built."""

    folder: Path

    def build(self, target: str = "site") -> Path:
        """Build as ``mkdocs build --strict`` does; returns the folder of the site."""
        site = self.folder / target
        build(load_config(str(self.folder / "mkdocs.yml"), site_dir=str(site), strict=True))
        return site


@pytest.fixture(scope="session")
def make_project(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[..., Project]:
    """``make_project(records=…, pages=…, settings=…)``: by default two records and four pages.

    ``pages`` are added to the default ones; ``settings`` is YAML put into mkdocs.yml. All that is
    not said there is inherited from the real mkdocs.yml.
    """

    def make(
        records: Mapping[str, str] | None = None,
        pages: Mapping[str, str] | None = None,
        settings: str = "",
    ) -> Project:
        folder = tmp_path_factory.mktemp("project")
        shutil.copytree(ROOT / "data" / "vocabulary", folder / "data" / "vocabulary")
        # The theme's custom_dir and the hooks are found from the folder of mkdocs.yml.
        (folder / "overrides").symlink_to(ROOT / "overrides")
        (folder / "scripts").symlink_to(ROOT / "scripts")
        if records is None:
            records = {"plain-charts": PLAIN, "moving-pictures": ENGLISH_ONLY}
        for identifier, text in records.items():
            (folder / "data" / f"{identifier}.yaml").write_text(text, encoding="utf-8")
        for name, text in {**PAGES, **(pages or {})}.items():
            page = folder / "docs" / name
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(text, encoding="utf-8")
        (folder / "mkdocs.yml").write_text(
            f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
            "docs_dir: docs\nsite_url: https://atlas.example/sub/\n"
            "repo_url: https://code.example/us/atlas\n"
            "extra: {atlas: {notes: '', corrections: ''}}\n"
            f"{settings or NAV}",
            encoding="utf-8",
        )
        return Project(folder)

    return make


@pytest.fixture(scope="session")
def built(make_project: Callable[..., Project]) -> Path:
    """The site of the default project, built once for all tests that only look at it."""
    return make_project().build()


@dataclass(frozen=True)
class Html:
    """A page as a browser's parser sees it."""

    source: str

    @property
    def tree(self) -> object:
        return html5lib.parse(self.source, namespaceHTMLElements=False)

    def all(self, tag: str) -> list:
        return list(self.tree.iter(tag))

    def text(self, tag: str) -> str:
        return "".join(self.all(tag)[0].itertext())

    def meta(self, name: str) -> str | None:
        found = [item.get("content") for item in self.all("meta") if item.get("name") == name]
        return found[0] if found else None

    @property
    def lang(self) -> str | None:
        return self.tree.get("lang")

    @property
    def body_text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.all("body")[0].itertext()))


@pytest.fixture(scope="session")
def html() -> Callable[[Path], Html]:
    """Reads a file of the site, or the index.html of a folder."""

    def read(path: Path) -> Html:
        return Html((path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8"))

    return read
