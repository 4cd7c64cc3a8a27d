"""``as_of`` of a link from a checkout of what it leads to: the commit that lies there."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from atlas.fix.edit import Edit, becomes
from atlas.fix.quotes import written
from atlas.fix.shape import Spot


class CheckoutError(ValueError):
    """A folder tells no commit, or one of another repository; the sentence says which."""


def commit_of(folder: Path, address: str) -> str:
    """The commit that lies in ``folder``, which must be a checkout of ``address``."""
    commit = _git(folder, "rev-parse", "--short=7", "HEAD")
    if commit is None:
        raise CheckoutError(f"{folder} is no git checkout with a commit")
    remotes = _git(folder, "remote", "-v") or ""
    wanted = _repository(address)
    if remotes and wanted and wanted not in {_repository(url) for url in remotes.split()}:
        raise CheckoutError(f"{folder} is a checkout of something else than {address}")
    return commit


def edits(text: str, spots: list[Spot], commits: Mapping[str, str]) -> Iterator[Edit]:
    """Yield an edit for each link in ``commits`` (key → commit) that says another version."""
    by_path = {spot.path: spot for spot in spots}
    for key, commit in commits.items():
        path = ("links", key)
        link, said = by_path.get(path), by_path.get((*path, "as_of"))
        shown = f"links.{key}.as_of → {commit}"
        if link is None or (said is not None and (said.text or "").startswith(commit)):
            continue
        if said is not None:
            yield Edit(*said.span, commit, becomes(said.path, commit), shown)
        elif link.text is not None:
            start, end = link.span
            full = {"url": link.text, "as_of": commit}
            if link.flow:
                made = f"{{url: {written(link.text, flow=True)}, as_of: {commit}}}"
            else:
                indent = "\n" + " " * (link.key.start_mark.column + 2)
                start = link.key.end_mark.index
                made = f":{indent}url: {written(link.text)}{indent}as_of: {commit}"
            yield Edit(start, end, made, becomes(path, full), shown)
        elif isinstance(link.node, yaml.MappingNode):
            url = by_path[(*path, "url")]
            end = url.span[1]
            gap = ", " if link.node.flow_style else "\n" + " " * url.key.start_mark.column
            yield Edit(end, end, f"{gap}as_of: {commit}", becomes((*path, "as_of"), commit), shown)


def _repository(url: str) -> str | None:
    """Owner and name at a code host or hub, however the address is written."""
    found = re.search(
        r"[/:](?:datasets/)?([\w.-]+/[\w.-]+?)(?:\.git)?(?:/(?:tree|blob)/.*|/)?$", url
    )
    return found.group(1).casefold() if found else None


def _git(folder: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
