"""Which records differ from a Git revision, so that a pull request asks only for what it adds."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

#: An address as records write it: a plain, quoted or bracketed scalar of YAML.
_ADDRESS = re.compile(r"https?://[^\s\"'<>{}\[\]]*[^\s\"'<>{}\[\],]", re.IGNORECASE)


class GitFailed(Exception):
    """Git could not answer; the message says what to do."""


def changed_records(data_dir: Path, revision: str) -> frozenset[str]:
    """The records in ``data_dir`` that were added or edited since ``revision``.

    Each as its path there without ``.yaml`` (``coco``, ``models/llava``).
    Compared with the point where the work left ``revision``, so that what others did there since
    does not count; what is not committed yet does. Raises GitFailed.
    """
    commit = _git(
        data_dir, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    )
    if commit is None:
        raise GitFailed(
            f"Git knows no revision {revision!r} here; fetch it first, or name another"
            " (for example origin/main)."
        )
    edited = _git(
        data_dir, "diff", "--merge-base", "--name-only", "--relative", "--no-renames",
        "--diff-filter=d", "--no-ext-diff", "-z", commit.strip(), "--", ".",
    )  # fmt: skip
    added = _git(data_dir, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    if edited is None or added is None:
        raise GitFailed(
            f"Git cannot compare with {revision!r}: the two share no history here."
            " A shallow clone needs `git fetch --unshallow` first."
        )
    paths = [path for path in (edited + added).split("\0") if path.endswith(".yaml")]
    return frozenset(path.removesuffix(".yaml") for path in paths)


def addresses_before(data_dir: Path, revision: str, urls: Iterable[str]) -> frozenset[str]:
    """Those of ``urls`` that the records already cited where the work left ``revision``.

    Raises GitFailed.
    """
    base = _git(data_dir, "merge-base", "--end-of-options", revision, "HEAD")
    if base is None:
        raise GitFailed(f"Git cannot compare with {revision!r}.")
    found = _git(
        data_dir, "grep", "-h", "-I", "-F", "-e", "http:", "-e", "https:", base.strip(),
        "--", "*.yaml",
    )  # fmt: skip
    # No line with an address is an answer of status 1, as is a folder without records.
    tokens = set(_ADDRESS.findall(found or ""))
    return frozenset(url for url in urls if url in tokens)


def _git(folder: Path, *arguments: str) -> str | None:
    """What Git prints, or None when it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell; the revision is verified
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - the user's own Git
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise GitFailed("Git is not installed; --changed-since needs it.") from error
    return done.stdout if done.returncode == 0 else None
