"""A pull request's preview: what its build says of it, and the comment made from that.

The build runs what a stranger wrote, so what it says is a stranger's word. The comment is made in
another run, on code of the default branch, from values of closed kinds: numbers, ids, and words
that the Atlas knows. No text of the pull request becomes text of the comment.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from atlas.github.api import Api

#: The artifact with what the build says, and the one file in it.
ARTIFACT = "preview-data"
FILE = "preview.json"
#: The artifact with the built site, which is for people only: nothing of it is read here.
SITE = "site"
#: Bytes; a pull request of 500 records needs less.
MOST_BYTES = 256 * 1024
#: Records that a comment names.
MOST_SHOWN = 50
AUTHOR = "github-actions[bot]"
MARK = "<!-- atlas: preview -->"

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FIELD = re.compile(r"[a-z]+(_[a-z]+)*(\[[0-9]{1,4}\])?(\.[a-z]+([_-][a-z0-9]+)*)*")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_CHANGES = ("added", "edited")
_STATUSES = ("listed", "sourced", "verified", "collection", "broken")


class NotToBeTrusted(Exception):
    """What the build left is nothing that a build of ours leaves; the message says why."""


@dataclass(frozen=True)
class Changed:
    """A record that the pull request changes; ``status`` is *broken* where it has problems."""

    identifier: str
    change: str
    status: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What a build says of pull request ``number``."""

    number: int
    records: tuple[Changed, ...]

    def json(self) -> str:
        """The file that the build leaves."""
        records = [
            {
                "id": one.identifier,
                "change": one.change,
                "status": one.status,
                "missing": one.missing,
            }
            for one in self.records
        ]
        return json.dumps({"number": self.number, "records": records}, indent=1) + "\n"


def parse_preview(text: bytes) -> Preview:
    """Read what a build left. Raises NotToBeTrusted."""
    if len(text) > MOST_BYTES:
        raise NotToBeTrusted("it is too large")
    try:
        read = json.loads(text)
        return Preview(_number(read["number"]), tuple(_changed(one) for one in read["records"]))
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise NotToBeTrusted("it is not of the form that a build writes") from error


def _number(value: object) -> int:
    if type(value) is not int or not 0 < value < 10**9:
        raise ValueError
    return value


def _changed(one: Mapping[str, Any]) -> Changed:
    missing = one["missing"]
    if not isinstance(missing, list) or len(missing) > 100:
        raise ValueError
    return Changed(
        _matching(_ID, one["id"]),
        _among(_CHANGES, one["change"]),
        _among(_STATUSES, one["status"]),
        tuple(_matching(_FIELD, field) for field in missing),
    )


def _matching(pattern: re.Pattern[str], value: object) -> str:
    if not isinstance(value, str) or len(value) > 100 or not pattern.fullmatch(value):
        raise ValueError
    return value


def _among(words: Sequence[str], value: object) -> str:
    if value not in words:
        raise ValueError
    return str(value)


def read_artifact(archive: bytes) -> bytes:
    """The one file of the artifact, read in memory: nothing of it becomes a path or a link.

    Raises NotToBeTrusted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if opened.namelist() != [FILE]:
                raise NotToBeTrusted("its artifact holds something else than the one file")
            (entry,) = opened.infolist()
            if entry.external_attr >> 28 not in (0, 8):  # what kind of file; 8 is a plain one
                raise NotToBeTrusted("its file is a link or something else that is no file")
            with opened.open(entry) as file:
                content = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise NotToBeTrusted("its artifact cannot be read") from error
    if len(content) > MOST_BYTES:
        raise NotToBeTrusted("it is too large")
    return content


def comment_on(api: Api, event: Mapping[str, Any], server: str) -> str:
    """Comment on the pull request whose build has ended with ``event``. Says what was done.

    Raises NotToBeTrusted, ApiFailed.
    """
    run = event["workflow_run"]
    run_id, commit = int(run["id"]), str(run["head_sha"])
    artifact = _artifact(api, run_id, ARTIFACT)
    if artifact is None:
        return "The build left nothing to say."
    archive = api.download(f"actions/artifacts/{artifact}/zip", 2 * MOST_BYTES)
    preview = parse_preview(read_artifact(archive))
    _belongs(api.get(f"pulls/{preview.number}"), run, commit)
    built = _artifact(api, run_id, SITE) is not None
    body = comment(preview, commit, f"{server}/{api.repository}/actions/runs/{run_id}", built)
    found = _own_comment(api, preview.number)
    if found is None:
        api.send("POST", f"issues/{preview.number}/comments", {"body": body})
        return f"Pull request {preview.number} was commented on."
    api.send("PATCH", f"issues/comments/{found}", {"body": body})
    return f"The comment on pull request {preview.number} was updated."


def _artifact(api: Api, run_id: int, name: str) -> int | None:
    found = api.get(f"actions/runs/{run_id}/artifacts?name={name}")["artifacts"]
    return None if len(found) != 1 or found[0]["expired"] else int(found[0]["id"])


def _belongs(pull: Mapping[str, Any], run: Mapping[str, Any], commit: str) -> None:
    """The number is a stranger's: it must be the pull request that this very build was for."""
    head = pull["head"]
    same = (
        head["sha"] == commit
        and head["repo"]
        and (head["repo"]["full_name"] == run["head_repository"]["full_name"])
    )
    if pull["state"] != "open" or not same or not _COMMIT.fullmatch(commit):
        raise NotToBeTrusted("the build was not for the pull request that it names")


def _own_comment(api: Api, number: int) -> int | None:
    for page in range(1, 11):
        found = api.get(f"issues/{number}/comments?per_page=100&page={page}")
        for one in found:
            if one["user"]["login"] == AUTHOR and str(one["body"]).startswith(MARK):
                return int(one["id"])
        if len(found) < 100:
            break
    return None


def comment(preview: Preview, commit: str, run: str, site: bool) -> str:
    """The comment's Markdown. ``site``: the build went well."""
    built = f"The site with this change, built from {commit}, is the artifact *site*"
    failed = f"The site could not be built from {commit}; the log says why:"
    lines = [MARK, f"{f'{built} of' if site else failed} [this run]({run}#artifacts)."]
    if preview.records:
        lines += ["", "| Record | | Status | For *verified* it still wants |", "|---|---|---|---|"]
    for one in preview.records[:MOST_SHOWN]:
        wants = ", ".join(f"`{field}`" for field in one.missing) or "–"
        if one.status == "broken":
            wants = "the problems marked in *Files changed* come first"
        lines.append(f"| `{one.identifier}` | {one.change} | {one.status} | {wants} |")
    if len(preview.records) > MOST_SHOWN:
        lines += ["", f"… and {len(preview.records) - MOST_SHOWN} more."]
    return "\n".join(lines) + "\n"
