"""``atlas github …`` on the command line: for workflows, and for whoever repairs one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from atlas.github.api import ApiFailed, api_from
from atlas.github.branch import GitFailed, fetch_state, put_state, refusal
from atlas.github.event import default_branch
from atlas.github.event import event as the_event
from atlas.github.issue import keep_issue
from atlas.github.pull_commands import comment, preview_data, preview_links
from atlas.github.record_commands import propose, record

#: The checkout: this file is scripts/atlas/github/command.py.
ROOT = Path(__file__).resolve().parents[3]
STATE = ROOT / "data" / "observed" / "links.json"

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def github() -> None:
    """What the workflows do on GitHub."""


@github.command("get-state")
@click.option("--remote", default="origin", show_default=True)
@click.option(
    "--file", "target", type=_FILE, default=STATE, show_default="data/observed/links.json"
)
@click.option(
    "--if-readable", is_flag=True, help="Go on without it where the repository does not answer."
)
def get_state(remote: str, target: Path, if_readable: bool) -> None:
    """Fetch what the checks of the links have found, if there is a branch with it."""
    try:
        there = fetch_state(ROOT, target, remote, os.environ)
    except GitFailed as error:
        if not if_readable:
            raise click.ClickException(f"{error}: is there a state? That is not known.") from error
        there = False
    click.echo("The state of the links is there." if there else "There is no state of the links.")


@github.command("put-state")
@click.option("--remote", default="origin", show_default=True)
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def put_state_command(remote: str, source: Path) -> None:
    """Make SOURCE the state of the links: from a run for the default branch alone."""
    default = default_branch(the_event())
    event, ref = os.environ.get("GITHUB_EVENT_NAME", ""), os.environ.get("GITHUB_REF", "")
    why_not = refusal(event, ref, default)
    if why_not:
        raise click.ClickException(f"{why_not}.")
    try:
        put_state(ROOT, source, remote, os.environ)
    except GitFailed as error:
        raise click.ClickException(f"{error}: the state was not written.") from error
    click.echo("The state of the links was written.")


@github.command()
@click.option("--label", required=True)
@click.option("--title", required=True)
@click.argument("body", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def issue(label: str, title: str, body: Path) -> None:
    """Keep one open issue that says what the file BODY says; without a heading it is closed."""
    try:
        click.echo(keep_issue(api_from(), label, title, body.read_text(encoding="utf-8")))
    except ApiFailed as error:
        raise click.ClickException(f"{error}.") from error


for _command in (preview_data, preview_links, comment, record, propose):
    github.add_command(_command)
