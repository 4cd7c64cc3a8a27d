"""The site's own style and modules as readers get them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from atlas.site.assets import FOLDER, minify_assets
from atlas.site.tables import MODULES as TABLE_MODULES
from browser import chromium

SOURCES = Path(__file__).resolve().parents[2] / "overrides" / FOLDER
MODULES = sorted(path.relative_to(SOURCES) for path in SOURCES.rglob("*.js"))
STYLES = sorted(path.relative_to(SOURCES) for path in SOURCES.rglob("*.css"))


def test_every_file_is_there_and_smaller(built):
    for name in [*MODULES, *STYLES]:
        source, target = SOURCES / name, built / FOLDER / name
        assert 0 < target.stat().st_size < source.stat().st_size, name
    # Sources of tests and types are nobody's business.
    names = {path.suffix for path in (built / FOLDER).rglob("*") if path.is_file()}
    assert names == {".js", ".css", ".svg"}


def test_no_comment_is_left(built):
    for name in MODULES:
        text = (built / FOLDER / name).read_text(encoding="utf-8")
        assert "/**" not in text, name
        assert not re.search(r"^\s*//", text, re.MULTILINE), name


@pytest.fixture(scope="module")
def parsed(built, tmp_path_factory):
    """All modules in a folder that says that they are modules."""
    folder = tmp_path_factory.mktemp("modules")
    for name in MODULES:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((built / FOLDER / name).read_bytes())
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def test_every_minified_module_is_still_javascript(parsed):
    for name in MODULES:
        done = subprocess.run(
            [chromium.node(), "--check", str(parsed / name)], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_minifying_twice_changes_nothing(built, tmp_path):
    for name in [*MODULES, *STYLES]:
        target = tmp_path / FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((built / FOLDER / name).read_bytes())
    minify_assets(tmp_path)
    for name in [*MODULES, *STYLES]:
        assert (tmp_path / FOLDER / name).read_bytes() == (built / FOLDER / name).read_bytes()


def _imported(name: str) -> set[str]:
    """What a module of the table imports, and what that does; itself too."""
    text = (SOURCES / "table" / f"{name}.js").read_text(encoding="utf-8")
    found = {name}
    for other in re.findall(r'^import .* from "\./(\w+)\.js";$', text, re.MULTILINE):
        found |= _imported(other)
    return found


def test_a_table_names_all_that_it_imports_so_that_it_comes_at_once():
    first = _imported("table")
    assert first == {*TABLE_MODULES, "table"}
    load = (SOURCES / "table" / "load.js").read_text(encoding="utf-8")
    named = re.search(r"ANSWERING = \[(.*?)\]", load, re.DOTALL)
    assert named
    answering = set(re.findall(r'"(\w+)"', named[1]))
    assert answering == (_imported("answers") | _imported("data") | _imported("search")) - first
