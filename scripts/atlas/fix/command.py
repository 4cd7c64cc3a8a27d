"""``atlas fix`` on the command line."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from atlas.fix.checkout import CheckoutError, commit_of
from atlas.fix.fixed import Knowledge, fixed
from atlas.fix.names import ids_of
from atlas.printable import printable, printable_path
from atlas.records import LoadResult, load_all
from atlas.records.cache import kept_between_runs
from atlas.records.folder import record_files
from atlas.records.model import Dataset, Model

#: The checkout: this file is scripts/atlas/fix/command.py.
ROOT = Path(__file__).resolve().parents[3]


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when something would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--checkout", "checkouts", multiple=True, metavar="LINK=DIR",
    help="Say as_of of this link from a checkout of it; repeatable, for one FILE.",
)  # fmt: skip
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
def fix(
    files: tuple[Path, ...], check: bool, diff: bool, checkouts: tuple[str, ...], data_dir: Path
) -> None:
    """Write records (FILES, or all) the way the others are written; what they say stays the same.

    Order of keys, quotation marks, folded prose, known misspellings of words and licenses,
    shorthands, and ids of records instead of their names. Comments stay.
    """
    if checkouts and len(files) != 1:
        raise click.UsageError("--checkout is for one FILE.")
    result = load_all(data_dir, cache=kept_between_runs(ROOT))
    known = ids_of(result.records)
    paths, missing = _paths(files, data_dir)
    changes = unread = 0
    for path in paths:
        before = path.read_bytes()
        commits = _commits(checkouts, path, result)
        model = Model if path.resolve().parent == (data_dir / "models").resolve() else Dataset
        after = fixed(before, path.stem, Knowledge(result.vocabularies, known, commits), model)
        shown = printable_path(_near(path))
        if after.unread:
            unread += 1
            click.echo(f"{shown}: cannot be read as YAML of a record; atlas validate says why.")
        elif after.content != before:
            changes += 1
            told = "; ".join(printable(one) for one in (*after.kinds, *after.said))
            click.echo(f"{shown}: {told}", err=diff)
            if diff:
                click.echo("".join(_difference(before, after.content, shown)), nl=False)
            elif not check:
                path.write_bytes(after.content)
    verb = "would change" if check or diff else "changed"
    how = "; atlas fix writes them" if check and changes else ""
    click.echo(f"{changes} {'record' if changes == 1 else 'records'} {verb}{how}.", err=True)
    sys.exit(1 if missing or unread or (check and changes) else 0)


def _paths(files: tuple[Path, ...], data_dir: Path) -> tuple[list[Path], bool]:
    """The records to fix, and whether one that was named is none."""
    known = [
        *record_files(data_dir, [], top=True),
        *record_files(data_dir / "models", []),
    ]
    if not files:
        return known, False
    by_place = {path.resolve(): path for path in known if not path.is_symlink()}
    for path in files:
        if path.resolve() not in by_place or path.is_symlink():
            shown = printable_path(path)
            click.echo(
                f"{shown}: is no record in {data_dir.name}/; atlas validate says why.", err=True
            )
    found = [path for path in files if path.resolve() in by_place and not path.is_symlink()]
    return found, len(found) < len(files)


def _commits(checkouts: tuple[str, ...], path: Path, result: LoadResult) -> dict[str, str]:
    commits: dict[str, str] = {}
    record = result.records.get(path.stem)
    for given in checkouts:
        key, found, folder = given.partition("=")
        if not found or not folder:
            raise click.BadParameter(
                "write LINK=DIR, such as code=../repo", param_hint="--checkout"
            )
        link = record.links.get(key) if record else None
        if link is None:
            raise click.BadParameter(
                f"{printable(path.stem)} has no readable link {printable(key)!r}",
                param_hint="--checkout",
            )
        try:
            commits[key] = commit_of(Path(folder), link.url)
        except CheckoutError as error:
            raise click.BadParameter(printable(str(error)), param_hint="--checkout") from None
    return commits


def _difference(before: bytes, after: bytes, name: str) -> Iterator[str]:
    old, new = (one.decode("utf-8", "replace").splitlines(keepends=True) for one in (before, after))
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"):
        ended = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        # A line's own end is ours to write; what stands in it is not.
        yield "\n".join(_visible(one) for one in ended.removesuffix("\n").split("\n")) + "\n"


def _visible(line: str) -> str:
    """A line of a record on a terminal: all of it, with nothing that a terminal obeys."""
    pieces = [line[start : start + 100] for start in range(0, len(line), 100)]
    return "".join(printable(piece) for piece in pieces)


def _near(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
