"""The comment on a pull request: what its build says of it, in words of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from atlas.github.api import Api, ApiFailed
from atlas.github.artifact import MOST_BYTES, NotToBeTrusted, read_artifact
from atlas.github.comments import keep_comment
from atlas.github.preview import (
    Changed,
    FoundLinks,
    Preview,
    parse_links,
    parse_preview,
)
from atlas.github.suggestions import suggest

#: Artifact with what the build says → the one file in it.
PREVIEW = ("preview-data", "preview.json")
LINKS = ("preview-links", "links.json")
#: The artifact with the built site, which is for people only: nothing of it is read here.
SITE = "site"
#: Records, and of each record fields, that a comment names; links that need a look.
MOST_SHOWN = 50
MOST_FIELDS = 15
#: GitHub takes no longer text.
MOST_CHARACTERS = 60_000
MARK = "<!-- atlas: preview -->"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_WHY = {"name": "a name", "address": "an address"}


def comment_on(api: Api, event: Mapping[str, Any], server: str, data_dir: Path) -> str:
    """Comment on the pull request whose build has ended with ``event``. Says what was done.

    Raises NotToBeTrusted, ApiFailed.
    """
    run = event["workflow_run"]
    run_id, commit = int(run["id"]), str(run["head_sha"])
    content = _left(api, run_id, *PREVIEW)
    if content is None:
        return "The build left nothing to say."
    preview = parse_preview(content)
    _belongs(api.get(f"pulls/{preview.number}"), run, commit)
    asked = _left(api, run_id, *LINKS)
    links = None if asked is None else parse_links(asked)
    if links and links.number != preview.number:
        raise NotToBeTrusted("its two files name different pull requests")
    built = _artifact(api, run_id, SITE) is not None
    where = f"{server}/{api.repository}/actions/runs/{run_id}"
    body = comment(preview, links, commit, where, built)
    updated = keep_comment(api, preview.number, MARK, body)
    said = f"The comment on pull request {preview.number} was updated."
    if not updated:
        said = f"Pull request {preview.number} was commented on."
    fixable = [one.identifier for one in preview.records if one.fixes]
    try:
        count = suggest(api, preview.number, commit, fixable, data_dir)
    except ApiFailed as error:
        return f"{said} No suggestion was made: {error}."
    return f"{said} Suggestions: {count}."


def _left(api: Api, run_id: int, artifact: str, file: str) -> bytes | None:
    found = _artifact(api, run_id, artifact)
    if found is None:
        return None
    return read_artifact(api.download(f"actions/artifacts/{found}/zip", 2 * MOST_BYTES), file)


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


def comment(preview: Preview, links: FoundLinks | None, commit: str, run: str, site: bool) -> str:
    """The comment's Markdown. ``links`` is None where none were asked, ``site``: the build went
    well."""
    records = preview.records[:MOST_SHOWN]
    lines = [*_built(commit, run, site, records), *_table(records)]
    if len(preview.records) > MOST_SHOWN:
        lines += ["", f"… and {len(preview.records) - MOST_SHOWN} more."]
    for heading, items in (
        ("What changes · 改动", [*_fields(records)]),
        ("Perhaps the same dataset · 可能是同一数据集", [*_alike(records)]),
        ("Links · 链接", [*_links(links)] if preview.records else []),
        ("`atlas fix` would change · 可自动整理", [*_fixes(records)]),
    ):
        if items:
            lines += ["", f"**{heading}**", "", *items]
    return _bounded("\n".join(lines) + "\n")


def _bounded(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[:MOST_CHARACTERS].rpartition("\n")[0]
    return f"{kept}\n\nThere is more; the log of the run has it.\n"


def _built(commit: str, run: str, site: bool, records: tuple[Changed, ...]) -> Iterator[str]:
    link = f"[this run]({run}#artifacts)"
    if not site:
        yield f"The site could not be built from {commit}; the log says why: {link}."
        return
    yield f"The site with this change, built from {commit}, is the artifact *site* of {link}."
    there = [one for one in records if one.change != "removed" and one.status != "broken"]
    if there:
        page = f"datasets/{there[0].identifier}/"
        yield ""
        yield (
            "To look at it: unpack it, `python3 -m http.server -d site`, then"
            f" <http://127.0.0.1:8000/{page}> and <http://127.0.0.1:8000/zh/{page}>; its row is in"
            " the table at <http://127.0.0.1:8000/datasets/>. 解压后运行上述命令即可在本机查看。"
        )


def _table(records: tuple[Changed, ...]) -> Iterator[str]:
    if not records:
        return
    yield from ("", "| Record | | Status | For *verified* it still wants |", "|---|---|---|---|")
    for one in records:
        wants = ", ".join(f"`{field}`" for field in one.missing) or "–"
        if one.status == "broken":
            wants = "the problems marked in *Files changed* come first"
        if one.change == "removed":
            wants = "the address of its page was a promise: say why it goes"
        yield f"| `{one.identifier}` | {one.change} | {one.status} | {wants} |"


def _fields(records: tuple[Changed, ...]) -> Iterator[str]:
    for one in records:
        told = [f"{how} `{field}`" for how, field in one.fields[:MOST_FIELDS]]
        more = len(one.fields) - MOST_FIELDS
        if more > 0:
            told.append(f"and {more} more")
        if told:
            yield f"- `{one.identifier}`: {', '.join(told)}"


def _alike(records: tuple[Changed, ...]) -> Iterator[str]:
    for one in records:
        told = [f"`{other}` ({_WHY[why]} is alike)" for why, other in one.alike[:MOST_FIELDS]]
        if told:
            yield f"- `{one.identifier}`: {', '.join(told)}"


def _links(links: FoundLinks | None) -> Iterator[str]:
    if links is None:
        yield "They were not asked; the log of the run says why."
        return
    counted = Counter(one.verdict for one in links.links)
    if counted:
        yield ", ".join(f"{count} {verdict}" for verdict, count in sorted(counted.items()))
        yield ""
    worth = [one for one in links.links if one.verdict != "ok"]
    for one in worth[:MOST_SHOWN]:
        yield f"- {one.verdict}: `links.{one.key}` of `{one.identifier}`"
    if len(worth) > MOST_SHOWN:
        yield f"- … and {len(worth) - MOST_SHOWN} more"


def _fixes(records: tuple[Changed, ...]) -> Iterator[str]:
    for one in records:
        if one.fixes:
            command = f"`.venv/bin/atlas fix data/{one.identifier}.yaml`"
            yield f"- `{one.identifier}`: {', '.join(one.fixes)} ({command})"
