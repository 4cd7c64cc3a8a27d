"""The branch on which the state of the links lives, apart from the history of the records.

It is one commit without a parent, made anew each time: yesterday's state is of no use to anybody,
and a year of them would make every clone slow.
"""

from __future__ import annotations

import base64
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

BRANCH = "link-state"
FILE = "links.json"
#: What git ls-remote --exit-code ends with when the repository answers and has no such branch.
_NO_SUCH_BRANCH = 2

#: What may write the branch: a run for the default branch, never one for a pull request.
_EVENTS = frozenset({"schedule", "workflow_dispatch"})


class GitFailed(Exception):
    """Git could not do it; the message says what."""


def fetch_state(root: Path, target: Path, remote: str, environ: Mapping[str, str]) -> bool:
    """Put the state of ``remote`` into ``target``; False, and nothing done, where there is none.

    Raises GitFailed where that cannot be told: a run that went on without a state which is there
    would begin every link's history anew.
    """
    branch = f"refs/heads/{BRANCH}"
    more = _credentials(environ)
    asked = _run(root, "ls-remote", "--quiet", "--exit-code", remote, branch, more=more)
    if asked.returncode == _NO_SUCH_BRANCH:
        return False
    if asked.returncode:
        raise GitFailed("git ls-remote failed")
    _must(root, "fetch", "--quiet", "--no-tags", remote, branch, more=more)
    done = _run(root, "cat-file", "blob", f"FETCH_HEAD:{FILE}")
    if done.returncode:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(done.stdout)
    return True


def refusal(event: str, ref: str, default: str) -> str | None:
    """Why a run for this event and ref may not write the state; None when it may."""
    if event not in _EVENTS:
        return f"a run for the event {event or 'that is not named'} does not write the state"
    if event != "schedule" and ref != f"refs/heads/{default}":
        return f"only a run for {default or 'the default branch'} writes the state"
    return None


def put_state(root: Path, source: Path, remote: str, environ: Mapping[str, str]) -> None:
    """Make ``source`` the state of ``remote``. Raises GitFailed."""
    blob = _must(root, "hash-object", "-w", "--no-filters", "--", str(source.resolve()))
    tree = _must(root, "mktree", given=f"100644 blob {blob}\t{FILE}\n")
    who = {"NAME": "Multimodal Data Atlas", "EMAIL": "atlas@users.noreply.github.com"}
    names = {
        f"GIT_{role}_{key}": text for role in ("AUTHOR", "COMMITTER") for key, text in who.items()
    }
    commit = _must(root, "commit-tree", "-m", "State of the links", tree, more=names)
    _must(
        root, "push", "--quiet", "--force", remote, f"{commit}:refs/heads/{BRANCH}",
        more=_credentials(environ),
    )  # fmt: skip


def _credentials(environ: Mapping[str, str]) -> dict[str, str]:
    """The token for Git, by its environment: an argument would be seen by other processes."""
    server, token = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_TOKEN")
    if not server or not token:
        return {}
    secret = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server}/.extraheader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {secret}",
    }


def _must(root: Path, *arguments: str, given: str = "", more: Mapping[str, str] = {}) -> str:
    done = _run(root, *arguments, given=given, more=more)
    if done.returncode:
        raise GitFailed(f"git {arguments[0]} failed")
    return done.stdout.decode().strip()


def _run(
    root: Path, *arguments: str, given: str = "", more: Mapping[str, str] = {}
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - a fixed program, no shell
        ["git", "-C", str(root), *arguments],  # noqa: S607 - the user's own Git
        input=given.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # It may quote an address with a secret.
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0", **more},
        check=False,
    )
