"""The real site, built once, served below a sub-path, and read in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from browser import chromium
from browser.project import CHECKOUT, build, copy_project, once, real_records
from browser.reading import Reader
from browser.server import serving

HERE = Path(__file__).resolve().parent

#: Records of every role, modality and kind of terms, and all that they name.
FEW = (
    "video-mme", "scienceqa", "internvid", "webvid", "open-chart", "p2med-md", "wukong",
    "kinetics-400", "mmbench", "vcg-plus-112k",
)  # fmt: skip


@dataclass(frozen=True)
class BuiltSite:
    """``folder`` holds the files; ``site_url`` is the address they were built for; at ``url``
    they are served (another port where a second test process shares the build)."""

    folder: Path
    site_url: str
    url: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever uses the browser carries the marker that says so. A file's tests (in one language,
    where they are in one) run in one process, with one browser."""
    for item in items:
        if item.path.parent == HERE:
            lang = getattr(item, "callspec", None) and item.callspec.params.get("lang")
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem}-{lang or 'any'}"))
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """A temporary folder that all processes of this test run see."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / f"shared-{testrun_uid}"


@contextmanager
def built_and_served(folder: Path, root: Callable[[Path], Path]) -> Iterator[BuiltSite]:
    """The site of the project that ``root`` makes, or finds; built once into ``folder``."""
    with serving() as server:

        def make() -> dict[str, str]:
            done = build(root(folder / "project"), folder / "site", server.url)
            said = done.stdout + done.stderr
            return {"url": server.url, "wrong": said if done.returncode else ""}

        made = once(folder, make)
        if made["wrong"]:
            pytest.fail(f"mkdocs build --strict failed:\n{made['wrong']}", pytrace=False)
        server.folder = folder / "site"
        yield BuiltSite(folder / "site", made["url"], server.url)


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Iterator[BuiltSite]:
    """The site of the checkout."""
    with built_and_served(shared_folder / "real", lambda _: CHECKOUT) as built:
        yield built


@pytest.fixture(scope="session")
def few(shared_folder: Path) -> Iterator[BuiltSite]:
    """The site of a project with some of the records: small, whatever the catalogue grows to, and
    with a section that is empty."""
    records = real_records(*FEW)
    with built_and_served(shared_folder / "few", lambda root: copy_project(root, records)) as built:
        yield built


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of this folder. It ends with them: while Playwright runs, its
    event loop is the thread's, and the tests of the link checker start one of their own."""
    executable = chromium.find()
    if executable is None:
        pytest.fail(chromium.HELP, pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=chromium.arguments())
        yield started
        started.close()


@pytest.fixture(scope="session")
def api(site: BuiltSite) -> dict[str, Any]:
    """The API file of the site: what the records say, in long form."""
    text = (site.folder / "api" / "v1" / "datasets.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


Read = Callable[..., Reader]


@pytest.fixture
def read(browser: Browser, site: BuiltSite) -> Iterator[Read]:
    """``read(width=…, color_scheme=…)`` starts a reader of the real site; at the end of the test
    it fails with whatever any page did wrong."""
    readers: list[Reader] = []

    def start(**options: Any) -> Reader:
        readers.append(Reader(browser, options.pop("url", site.url), **options))
        return readers[-1]

    yield start
    for reader in readers:
        reader.close()


@pytest.fixture
def start(browser: Browser, few: BuiltSite) -> Iterator[Read]:
    """``start(width=…)`` starts a reader of the small site who may copy."""
    readers: list[Reader] = []

    def make(**options: Any) -> Reader:
        permissions = ["clipboard-read", "clipboard-write"]
        readers.append(Reader(browser, few.url, permissions=permissions, **options))
        return readers[-1]

    yield make
    for reader in readers:
        reader.close()
