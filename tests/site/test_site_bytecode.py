"""Templates that were compiled before: the next build takes them, and says the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from atlas.site import bytecode
from atlas.site.bytecode import remember_compiled

TEMPLATES = {"page.html": "<p>{{ text }}</p>"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(bytecode, "user_cache_dir", lambda *_, **__: str(tmp_path / "cache"))
    return tmp_path / "cache"


def page(autoescape: bool = True) -> str:
    env = Environment(loader=DictLoader(TEMPLATES), autoescape=autoescape)
    remember_compiled(env)
    return env.get_template("page.html").render(text="<b>")


def kept(cache: Path) -> list[Path]:
    return sorted(path for path in cache.rglob("*") if path.is_file())


def test_what_was_compiled_is_kept_for_the_user_alone_and_says_the_same(cache: Path) -> None:
    first = page()
    files = kept(cache)
    assert len(files) == 1
    assert files[0].parent.stat().st_mode & 0o077 == 0
    written = files[0].stat().st_mtime_ns
    assert page() == first == "<p>&lt;b&gt;</p>"
    assert files[0].stat().st_mtime_ns == written


def test_a_template_compiled_without_escaping_is_never_taken_for_one_with_it(cache: Path) -> None:
    assert page(autoescape=False) == "<p><b></p>"
    assert page() == "<p>&lt;b&gt;</p>"
    assert len({path.parent for path in kept(cache)}) == 2


def test_a_damaged_file_is_compiled_anew(cache: Path) -> None:
    page()
    (file,) = kept(cache)
    file.write_bytes(b"nonsense")
    assert page() == "<p>&lt;b&gt;</p>"


def test_nothing_is_kept_or_trusted_in_ci(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert page() == "<p>&lt;b&gt;</p>"
    assert not cache.exists()


def test_a_folder_that_cannot_be_made_keeps_nothing(cache: Path) -> None:
    cache.write_text("a file where the folder would be", encoding="utf-8")
    assert page() == "<p>&lt;b&gt;</p>"
