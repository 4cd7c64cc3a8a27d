"""A pull request of one file, made through GitHub's interface: no Git, no checkout's credentials.

The branch holds one commit on the default branch, made anew each time, so that a second run leaves
no trace of the first. A branch that somebody else has worked on is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from atlas.github.api import Api, ApiFailed
from atlas.github.comments import AUTHOR


class BranchTaken(Exception):
    """The branch holds work of somebody else."""


@dataclass(frozen=True)
class Proposal:
    """``path`` shall hold ``content``; ``branch`` and ``title`` are words of ours."""

    branch: str
    path: str
    content: str
    message: str
    title: str
    body: str


def propose(api: Api, default: str, proposal: Proposal) -> int | None:
    """Open or renew the pull request; its number, or None where only the branch could be made.

    GitHub lets workflows open pull requests only where the repository's settings say so. Raises
    BranchTaken, ApiFailed.
    """
    tip = _tip(api, proposal.branch)
    if tip is not None and not _ours(api.get(f"commits/{tip}")):
        raise BranchTaken(proposal.branch)
    commit = _commit(api, default, proposal)
    if tip is None:
        ref = f"refs/heads/{proposal.branch}"
        api.send("POST", "git/refs", {"ref": ref, "sha": commit})
    else:
        path = f"git/refs/heads/{quote(proposal.branch)}"
        api.send("PATCH", path, {"sha": commit, "force": True})
    words = {"title": proposal.title, "body": proposal.body}
    owner = api.repository.partition("/")[0]
    head = quote(f"{owner}:{proposal.branch}")
    for pull in api.get(f"pulls?state=open&head={head}"):
        number = int(pull["number"])
        api.send("PATCH", f"pulls/{number}", words)
        return number
    try:
        where = {"head": proposal.branch, "base": default}
        return int(api.send("POST", "pulls", {**words, **where})["number"])
    except ApiFailed as error:
        if error.status == 403:
            return None
        raise


def _tip(api: Api, branch: str) -> str | None:
    """The commit of ``branch``, None when there is no such branch."""
    for ref in api.get(f"git/matching-refs/heads/{quote(branch)}"):
        if ref["ref"] == f"refs/heads/{branch}":
            return str(ref["object"]["sha"])
    return None


def _ours(commit: dict[str, Any]) -> bool:
    return (commit.get("author") or {}).get("login") == AUTHOR


def _commit(api: Api, default: str, proposal: Proposal) -> str:
    base = str(api.get(f"git/ref/heads/{quote(default)}")["object"]["sha"])
    under = api.get(f"git/commits/{base}")["tree"]["sha"]
    file = {
        "path": proposal.path, "mode": "100644", "type": "blob", "content": proposal.content,
    }  # fmt: skip
    tree = api.send("POST", "git/trees", {"base_tree": under, "tree": [file]})["sha"]
    content = {"message": proposal.message, "tree": tree, "parents": [base]}
    return str(api.send("POST", "git/commits", content)["sha"])
