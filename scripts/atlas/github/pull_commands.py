"""``atlas github …`` for pull requests: what a build leaves, and the comment made from it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import click

from atlas.catalogue.similar import similar
from atlas.catalogue.status import missing, status
from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import ids_of
from atlas.github.api import ApiFailed, api_from
from atlas.github.artifact import NotToBeTrusted
from atlas.github.changes import changes, exists_at, left_from, record_before, removed_records
from atlas.github.comment import comment_on
from atlas.github.event import event
from atlas.github.preview import FIXES, Changed, FoundLink, FoundLinks, Preview
from atlas.links.changed import GitFailed, changed_records
from atlas.records import LoadResult, load_all

#: The checkout: this file is scripts/atlas/github/pull_commands.py.
ROOT = Path(__file__).resolve().parents[3]

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("preview-data")
@click.option("--changed-since", metavar="REV", required=True)
@click.argument("target", type=_FILE)
def preview_data(changed_since: str, target: Path) -> None:
    """Write what the comment on a pull request is made of."""
    try:
        records = tuple(_changed(ROOT / "data", changed_since))
    except GitFailed as error:
        raise click.ClickException(str(error)) from error
    _write(target, Preview(_number(), records).json())
    click.echo(f"{len(records)} changed records.")


@click.command("preview-links")
@click.option("--found", type=click.Path(path_type=Path, exists=True), required=True)
@click.argument("target", type=_FILE)
def preview_links(found: Path, target: Path) -> None:
    """Write the verdicts of a check of links (FOUND, as ndjson) for the comment."""
    verdicts = {}
    for line in found.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        verdicts[said["url"]] = said["verdict"]
    records = load_all(ROOT / "data").records
    links = tuple(
        FoundLink(identifier, key, verdicts[link.url])
        for identifier, record in sorted(records.items())
        for key, link in record.links.items()
        if link.url in verdicts
    )
    _write(target, FoundLinks(_number(), links).json())
    click.echo(f"{len(links)} links.")


@click.command("comment")
def comment() -> None:
    """Comment on the pull request whose build has ended, from what that build left."""
    try:
        server = os.environ["GITHUB_SERVER_URL"]
        click.echo(comment_on(api_from(), event(), server, ROOT / "data"))
    except NotToBeTrusted as error:
        raise click.ClickException(f"What the build left is not used: {error}.") from error
    except ApiFailed as error:
        raise click.ClickException(f"{error}.") from error


def _changed(data_dir: Path, revision: str) -> Iterator[Changed]:
    loaded = load_all(data_dir)
    broken = {problem.path.stem for problem in loaded.problems}
    names = changed_records(data_dir, revision)
    before = left_from(data_dir, revision)
    if before is None:
        raise GitFailed(f"Git cannot compare with {revision!r}.")
    for name in sorted(name for name in names if "/" not in name):
        old = exists_at(data_dir, before, name)
        change = "edited" if old else "added"
        if loaded.records.get(name) is None or name in broken:
            yield Changed(name, change, "broken", fixes=_fixes(data_dir, name, loaded))
        else:
            yield _judged(data_dir, before if old else None, name, loaded)
    for name in removed_records(data_dir, before):
        yield Changed(name, "removed", "gone")


def _judged(data_dir: Path, before: str | None, name: str, loaded: LoadResult) -> Changed:
    record = loaded.records[name]
    old = record_before(data_dir, before, name, loaded.vocabularies) if before else None
    named = old and (old.name, old.aliases, old.links) == (
        record.name,
        record.aliases,
        record.links,
    )
    return Changed(
        name,
        "edited" if before else "added",
        status(record, loaded.vocabularies),
        tuple(missing(record, loaded.vocabularies)),
        tuple(changes(old, record)) if old else (),
        () if named else tuple(similar(loaded.records, name)),
        _fixes(data_dir, name, loaded),
    )


def _fixes(data_dir: Path, name: str, loaded: LoadResult) -> tuple[str, ...]:
    path = data_dir / f"{name}.yaml"
    if not path.is_file() or path.is_symlink():
        return ()
    known = Knowledge(loaded.vocabularies, ids_of(loaded.records))
    kinds = fixed(path.read_bytes(), name, known).kinds
    return tuple(kind for kind in FIXES if kind in kinds)


def _number() -> int:
    return int(str(event().get("pull_request", {}).get("number", 0)))


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
