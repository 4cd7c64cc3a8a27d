"""One issue for what needs a person: opened once, kept up to date, closed when nothing is left."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from atlas.github.api import Api
from atlas.github.comments import AUTHOR

#: GitHub takes no longer text.
MOST_CHARACTERS = 65_000


def keep_issue(api: Api, label: str, title: str, body: str) -> str:
    """Make our open issue with ``label`` say ``body``, or close it when nothing is left to do: a
    body without a heading. Says what was done."""
    found = _find(api, label)
    text = _bounded(body)
    if not any(line.startswith("## ") for line in body.splitlines()):
        if found is None:
            return "Nothing needs a person, and no issue is open."
        note = "Nothing needs a person any more."
        api.send("POST", f"issues/{found}/comments", {"body": note})
        api.send("PATCH", f"issues/{found}", {"state": "closed", "state_reason": "completed"})
        return f"Issue {found} was closed: {note[0].lower()}{note[1:]}"
    if found is None:
        made = api.send("POST", "issues", {"title": title, "body": text, "labels": [label]})
        return f"Issue {int(made['number'])} was opened."
    api.send("PATCH", f"issues/{found}", {"title": title, "body": text})
    return f"Issue {found} was updated."


def _find(api: Api, label: str) -> int | None:
    asked = f"state=open&labels={quote(label)}&creator={quote(AUTHOR)}&sort=created&direction=asc"
    for issue in api.get(f"issues?{asked}"):
        if _is_ours(issue):
            return int(issue["number"])
    return None


def _is_ours(issue: dict[str, Any]) -> bool:
    return "pull_request" not in issue and issue["user"]["login"] == AUTHOR


def _bounded(body: str) -> str:
    if len(body) <= MOST_CHARACTERS:
        return body
    kept = body[:MOST_CHARACTERS].rpartition("\n")[0]
    return f"{kept}\n\nThere is more; the summary of the run has all of it."
