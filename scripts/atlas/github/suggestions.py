"""What ``atlas fix`` would change, as suggestions that an author takes with a click.

The file of the pull request is read through GitHub's interface as text and mended by the default
branch's code; nothing of the pull request is run. Its lines come back inside a fenced block alone.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import ids_of
from atlas.github.api import Api
from atlas.github.comments import AUTHOR
from atlas.records import load_all
from atlas.records.reading import MAX_BYTES
from atlas.records.rules.characters import FORBIDDEN

MARK = "<!-- atlas: fix -->"
#: Records that are looked at, and suggestions for each of them.
MOST_RECORDS = 20
MOST_SUGGESTIONS = 20
_PAGES = 3
_HUNK = re.compile(r"^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True)
class Suggestion:
    """In ``path`` the lines from ``first`` to ``last`` (both count, from 1) become ``lines``."""

    path: str
    first: int
    last: int
    lines: tuple[str, ...]

    def body(self) -> str:
        """The comment's Markdown."""
        text = "\n".join(self.lines)
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        inner = f"{text}\n" if self.lines else ""
        return f"{MARK}\n`atlas fix` · 可自动整理\n\n{fence}suggestion\n{inner}{fence}"


def suggest(api: Api, number: int, commit: str, identifiers: Sequence[str], data_dir: Path) -> int:
    """Make the suggestions of pull request ``number`` those that ``atlas fix`` has for these
    records now; how many there are. Raises ApiFailed."""
    files = _changed_files(api, number) if identifiers else {}
    found: list[Suggestion] = []
    # Words that the pull request adds to a vocabulary would look misspelt here.
    if files and not any(path.startswith("data/vocabulary/") for path in files):
        loaded = load_all(data_dir)
        known = Knowledge(loaded.vocabularies, ids_of(loaded.records))
        for identifier in identifiers[:MOST_RECORDS]:
            path = f"data/{identifier}.yaml"
            text = _text(api, path, commit) if path in files else None
            if text is None:
                continue
            after = fixed(text.encode(), identifier, known)
            if not after.unread:
                inside = lines_of(files[path])
                made = suggestions(path, text, after.content.decode())
                found += [one for one in made if _lies_in(one, inside)][:MOST_SUGGESTIONS]
    _publish(api, number, commit, found)
    return len(found)


def suggestions(path: str, before: str, after: str) -> Iterator[Suggestion]:
    """What makes ``after`` of ``before``, piece by piece."""
    old, new = before.split("\n"), after.split("\n")
    for tag, start, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal":
            continue
        if start == end:
            # GitHub has no place between lines: the line before comes along, or the first one.
            if start:
                yield Suggestion(path, start, start, (old[start - 1], *new[first:last]))
            else:
                yield Suggestion(path, 1, 1, (*new[first:last], old[0]))
        else:
            yield Suggestion(path, start + 1, end, tuple(new[first:last]))


def lines_of(patch: str) -> frozenset[int]:
    """The lines of the new file that a pull request shows, where comments may stand."""
    shown: set[int] = set()
    number = 0
    for line in patch.split("\n"):
        if hunk := _HUNK.match(line):
            number = int(hunk[1])
        elif number and line[:1] in ("+", " "):
            shown.add(number)
            number += 1
    return frozenset(shown)


def _lies_in(one: Suggestion, lines: frozenset[int]) -> bool:
    return all(line in lines for line in range(one.first, one.last + 1))


def _changed_files(api: Api, number: int) -> Mapping[str, str]:
    """Path → patch."""
    files = api.listed(f"pulls/{number}/files", _PAGES)
    return {str(file["filename"]): str(file.get("patch", "")) for file in files}


def _text(api: Api, path: str, commit: str) -> str | None:
    """The file at ``commit``; None for what no record may hold."""
    said = api.get(f"contents/{path}?ref={commit}")
    if said.get("type") != "file" or said.get("encoding") != "base64":
        return None
    try:
        text = base64.b64decode(str(said["content"])).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return None
    hidden = FORBIDDEN.search(re.sub(r"[\r\n\t]", "", text))
    return None if hidden or len(text) > MAX_BYTES else text


def _publish(api: Api, number: int, commit: str, found: Sequence[Suggestion]) -> None:
    wanted = {(one.path, one.last, one.body()): one for one in found}
    for one in _ours(api, number):
        # A suggestion whose line has changed since has no line any more.
        place = (one["path"], one.get("line"), one["body"])
        if place in wanted:
            del wanted[place]
        else:
            api.delete(f"pulls/comments/{int(one['id'])}")
    comments = [
        {
            "path": one.path,
            "side": "RIGHT",
            "line": one.last,
            **({"start_line": one.first, "start_side": "RIGHT"} if one.first < one.last else {}),
            "body": body,
        }
        for (_, _, body), one in wanted.items()
    ]
    if comments:
        review = {"commit_id": commit, "event": "COMMENT", "comments": comments}
        api.send("POST", f"pulls/{number}/reviews", review)


def _ours(api: Api, number: int) -> Iterator[dict[str, Any]]:
    """Our suggestions that stand there and that nobody has answered."""
    found: list[dict[str, Any]] = list(api.listed(f"pulls/{number}/comments", _PAGES))
    answered = {one.get("in_reply_to_id") for one in found}
    for one in found:
        ours = one["user"]["login"] == AUTHOR and str(one["body"]).startswith(MARK)
        if ours and one["id"] not in answered:
            yield one
