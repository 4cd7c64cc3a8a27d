"""``atlas github …`` for what workflows propose: a record from an issue, a changed file."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import click

from atlas.github.api import ApiFailed, api_from
from atlas.github.event import default_branch, event
from atlas.github.pulls import BranchTaken, Proposal
from atlas.github.pulls import propose as propose_file
from atlas.github.record import NotAsked, make_record

#: The checkout: this file is scripts/atlas/github/record_commands.py.
ROOT = Path(__file__).resolve().parents[3]


@click.command()
def record() -> None:
    """Make the issue that was labelled a pull request with a record, or answer in it."""
    try:
        server = os.environ["GITHUB_SERVER_URL"]
        click.echo(make_record(api_from(), event(), ROOT / "data", server))
    except NotAsked as error:
        click.echo(f"Nothing is done: {error}.")
    except ApiFailed as error:
        raise click.ClickException(f"{error}.") from error


@click.command()
@click.option("--branch", required=True, help="Ours alone: it is made anew each time.")
@click.option("--title", required=True)
@click.option("--body", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=True)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def propose(branch: str, title: str, body: Path, file: Path) -> None:
    """Keep a pull request that changes FILE to what it is in this checkout."""
    said = event()
    default = default_branch(said)
    ran_for = os.environ.get("GITHUB_REF", "")
    if os.environ.get("GITHUB_EVENT_NAME") not in ("schedule", "workflow_dispatch"):
        raise click.ClickException("Only a scheduled run, or one that was asked for, proposes.")
    if not default or ran_for != f"refs/heads/{default}":
        raise click.ClickException("Only a run for the default branch proposes.")
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", branch) or branch == default:
        raise click.BadParameter("one or more lower-case words", param_hint="--branch")
    path = file.resolve().relative_to(ROOT).as_posix()
    if not _differs(path):
        click.echo("Nothing has changed, so nothing is proposed.")
        return
    words = body.read_text(encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    try:
        number = propose_file(
            api_from(), default, Proposal(branch, path, text, f"{title}\n", title, words)
        )
    except BranchTaken:
        click.echo(f"The branch {branch} holds work of somebody else; it stays as it is.")
        return
    except ApiFailed as error:
        raise click.ClickException(f"{error}.") from error
    if number is None:
        told = "but workflows may not open pull requests here: that is a setting of the repository"
        click.echo(f"The branch {branch} is there, {told}.")
    else:
        click.echo(f"Pull request {number} proposes it.")


def _differs(path: str) -> bool:
    command = ["git", "-C", str(ROOT), "diff", "--quiet", "HEAD", "--", path]
    return subprocess.run(command, check=False).returncode != 0  # noqa: S603
