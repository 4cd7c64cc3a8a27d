"""When each record was added and last changed, and what "now" is, from git and the environment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path


@dataclass(frozen=True)
class History:
    """Days (``2026-11-23``) by file name; empty, with ``why``, where git cannot tell."""

    added: Mapping[str, str] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    why: str | None = None


def read_history(data_dir: Path) -> History:
    """One ``git log`` over ``data_dir``.

    A shallow clone would show the day of its oldest commit as the day everything was added, so it
    counts as not knowing, as do a folder outside git and a machine without git.
    """
    shallow = _git(data_dir, "rev-parse", "--is-shallow-repository")
    if shallow is None:
        return History(why="this is not a git checkout")
    if shallow.strip() != "false":
        return History(why="this is a shallow clone")
    log = _git(
        data_dir, "log", "--format=%x00%cs", "--name-status", "--no-renames", "--relative",
        "--diff-filter=AM", "--", ".",
    )  # fmt: skip
    added: dict[str, str] = {}
    changed: dict[str, str] = {}
    for commit in (log or "").split("\x00")[1:]:
        day, _, files = commit.partition("\n")
        for line in files.splitlines():
            how, _, name = line.partition("\t")
            if name and "/" not in name:
                changed.setdefault(name, day)
                if how == "A":
                    added[name] = day
    return History(added, changed)


def today(data_dir: Path, checked: Iterable[str | None]) -> date:
    """The day that the build calls now: the same input gives the same bytes.

    ``SOURCE_DATE_EPOCH`` (reproducible-builds.org), else the commit's day, else the newest
    ``checked``, else the first day of the project's data.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isascii() and epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    commit = (_git(data_dir, "log", "-1", "--format=%cs") or "").strip()
    newest = max([day for day in checked if day], default="2026-11-23")
    return date.fromisoformat(commit or newest)


def _git(folder: Path, *arguments: str) -> str | None:
    """What git prints, or None when there is no git, no repository or no commit."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout
