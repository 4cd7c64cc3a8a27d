"""Building the site: the checkout's own, and those of temporary copies with other records."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
_PARTS = ("mkdocs.yml", "docs", "overrides", "scripts", "data/vocabulary", "data/schema")
_NOT_COPIED = shutil.ignore_patterns("__pycache__")
#: A dataset named in a sentence of a page.
_NAMED = re.compile(r'\{\{ *dataset\("([a-z0-9-]+)"\) *\}\}')


def build(root: Path, site_dir: Path, site_url: str) -> subprocess.CompletedProcess[str]:
    """``mkdocs build --strict`` in ``root``, as typed there."""
    return run(
        root,
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site_dir)],
        {"ATLAS_SITE_URL": site_url},
    )


def run(
    root: Path, command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """``command`` in ``root``, with the package that stands there."""
    return subprocess.run(
        command,
        cwd=root,
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONPATH": str(root / "scripts"),
            "PYTHONDONTWRITEBYTECODE": "1",
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def real_records(*wanted: str) -> dict[str, str]:
    """The text of these records of the checkout, and of all that they name, by id."""
    everything = {path.stem: path for path in (CHECKOUT / "data").glob("*.yaml")}
    found: dict[str, str] = {}
    waiting = list(wanted)
    while waiting:
        identifier = waiting.pop()
        if identifier in found:
            continue
        text = everything[identifier].read_text(encoding="utf-8")
        found[identifier] = text
        words = set(re.findall(r"[a-z0-9-]+", text))
        waiting += [other for other in everything if other in words]
    return found


def copy_project(
    root: Path, records: Mapping[str, str], noted: Mapping[str, str] | None = None
) -> Path:
    """A copy of the project in ``root`` that holds only ``records`` (id → YAML text).

    Its notes speak only of the ids in ``noted``, each with one text that stands for all that notes
    say; the real notes name datasets that are not there, and so do pages, where a plain word takes
    the place of such a name. Returns ``root``.
    """
    for part in _PARTS:
        source, target = CHECKOUT / part, root / part
        if source.is_dir():
            shutil.copytree(source, target, ignore=_NOT_COPIED)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for identifier, text in records.items():
        (root / "data" / f"{identifier}.yaml").write_text(text, encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        prose = page.read_text(encoding="utf-8")
        kept = _NAMED.sub(lambda m: m[0] if m[1] in records else m[1], prose)
        if kept != prose:
            page.write_text(kept, encoding="utf-8")
    entries = [
        {
            "id": key,
            "name": said,
            "said": {"en": said, "zh": said},
            "found": {"en": said, "zh": said},
        }
        for key, said in (noted or {}).items()
    ]
    heading = {"en": "What the notes held", "zh": "笔记的内容"}
    notes = [{"section": "evaluation", "heading": heading, "entries": entries}]
    text = yaml.safe_dump(notes, allow_unicode=True)
    (root / "docs" / "from-the-notes.yaml").write_text(text, encoding="utf-8")
    return root


def once(folder: Path, make: Callable[[], dict[str, str]], seconds: float = 300) -> dict[str, str]:
    """What ``make`` returns; where several test processes ask, one makes it and all get it.

    ``folder`` must not exist yet: creating it is the lock.
    """
    answer = folder / "answer.json"
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        end = time.monotonic() + seconds
        while not answer.is_file():
            if time.monotonic() > end:
                raise TimeoutError(
                    f"{folder}: another process began this and did not end"
                ) from None
            time.sleep(0.1)
        found: dict[str, str] = json.loads(answer.read_text(encoding="utf-8"))
        return found
    made = make()
    # Written beside and renamed, so that nobody reads half of it.
    beside = folder / "answer.part"
    beside.write_text(json.dumps(made), encoding="utf-8")
    beside.rename(answer)
    return made
