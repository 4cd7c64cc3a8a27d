"""The one comment that the workflows keep in an issue or pull request, found again by its mark."""

from __future__ import annotations

from atlas.github.api import Api

#: Who writes it: comments of people are never touched, whatever they begin with.
AUTHOR = "github-actions[bot]"
#: Pages of a hundred comments that are looked through.
_MOST_PAGES = 10


def keep_comment(api: Api, number: int, mark: str, body: str) -> bool:
    """Make our comment with ``mark`` in ``number`` say ``body``; whether there was one before.

    ``mark`` is an HTML comment, which readers do not see. Raises ApiFailed.
    """
    found = _own(api, number, mark)
    content = {"body": f"{mark}\n{body}"}
    if found is None:
        api.send("POST", f"issues/{number}/comments", content)
    else:
        api.send("PATCH", f"issues/comments/{found}", content)
    return found is not None


def _own(api: Api, number: int, mark: str) -> int | None:
    for one in api.listed(f"issues/{number}/comments", _MOST_PAGES):
        if one["user"]["login"] == AUTHOR and str(one["body"]).startswith(mark):
            return int(one["id"])
    return None
