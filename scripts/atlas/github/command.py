"""``atlas github …`` on the command line: for workflows, and for whoever repairs one."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from atlas.catalogue.status import missing, status
from atlas.github.api import ApiFailed, api_from
from atlas.github.branch import GitFailed, fetch_state, put_state, refusal
from atlas.github.issue import keep_issue
from atlas.github.preview import Changed, NotToBeTrusted, Preview, comment_on
from atlas.links.changed import GitFailed as NoComparison
from atlas.links.changed import changed_records
from atlas.records import load_all

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
def get_state(remote: str, target: Path) -> None:
    """Fetch what the checks of the links have found, if there is a branch with it."""
    there = fetch_state(ROOT, target, remote, os.environ)
    click.echo("The state of the links is there." if there else "There is no state of the links.")


@github.command("put-state")
@click.option("--remote", default="origin", show_default=True)
@click.argument("source", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def put_state_command(remote: str, source: Path) -> None:
    """Make SOURCE the state of the links: from a run for the default branch alone."""
    default = str(_event().get("repository", {}).get("default_branch", ""))
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


@github.command("preview-data")
@click.option("--changed-since", metavar="REV", required=True)
@click.argument("target", type=_FILE)
def preview_data(changed_since: str, target: Path) -> None:
    """Write what the comment on a pull request is made of."""
    try:
        records = tuple(_changed(changed_since))
    except NoComparison as error:
        raise click.ClickException(str(error)) from error
    number = str(_event().get("pull_request", {}).get("number", 0))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(Preview(int(number), records).json(), encoding="utf-8")
    click.echo(f"{len(records)} changed records.")


@github.command("comment")
def comment_command() -> None:
    """Comment on the pull request whose build has ended, from what that build left."""
    try:
        click.echo(comment_on(api_from(), _event(), os.environ["GITHUB_SERVER_URL"]))
    except NotToBeTrusted as error:
        raise click.ClickException(f"What the build left is not used: {error}.") from error
    except ApiFailed as error:
        raise click.ClickException(f"{error}.") from error


def _changed(revision: str) -> Iterator[Changed]:
    data = ROOT / "data"
    loaded = load_all(data)
    broken = {problem.path.stem for problem in loaded.problems}
    for name in sorted(changed_records(data, revision)):
        if "/" in name:
            continue
        known = subprocess.run(  # noqa: S603 - a fixed program, no shell
            ["git", "-C", str(data), "cat-file", "-e", f"{revision}:./{name}.yaml"],  # noqa: S607
            stderr=subprocess.DEVNULL,
            check=False,
        )
        change = "added" if known.returncode else "edited"
        record = loaded.records.get(name)
        if record is None or name in broken:
            yield Changed(name, change, "broken", ())
            continue
        gaps = missing(record, loaded.vocabularies)
        yield Changed(name, change, status(record, loaded.vocabularies), gaps)


def _event() -> dict[str, dict[str, object]]:
    """What the workflow runs for, as its runner says."""
    path = os.environ.get("GITHUB_EVENT_PATH")
    return json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
