"""``atlas …``: the commands of the Atlas. Each is a few lines over a function elsewhere."""

from __future__ import annotations

import gc
import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from atlas.catalogue import InvalidData, load_catalogue
from atlas.catalogue.coverage import Coverage
from atlas.catalogue.coverage import coverage as covered
from atlas.catalogue.status import missing as missing_for_verified
from atlas.catalogue.status import status
from atlas.commands import Commands
from atlas.generate import stale_files, write_files
from atlas.printable import printable_path
from atlas.publish import build_site, serve_site
from atlas.records import load_all
from atlas.records.cache import kept_between_runs
from atlas.records.problem import Problem

#: The checkout: this file is scripts/atlas/cli.py.
ROOT = Path(__file__).resolve().parents[2]


#: Commands with a module of their own, imported when they are called.
LATER = {
    "fix": "atlas.fix.command:fix",
    "github": "atlas.github.command:github",
    "intake": "atlas.intake.command:intake",
    "links": "atlas.links.command:links",
    "new": "atlas.new.command:new",
    "preview": "atlas.preview.command:preview",
}


@click.group(cls=Commands, later=LATER, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The Multimodal Data Atlas: check records and links, build and serve the site."""


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "github"]), default="table")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
def validate(files: tuple[Path, ...], form: str, data_dir: Path) -> None:
    """Judge all records, or only tell the problems of FILES. Exit 1 when there are any."""
    missing = [path for path in files if not path.exists()]
    for path in missing:
        click.echo(f"{printable_path(path)}: there is no such file", err=True)
    for path in files:
        if path.exists() and not path.resolve().is_relative_to(data_dir.resolve()):
            missing.append(path)
            where = f"is not in {data_dir.name}/, where records live"
            click.echo(f"{printable_path(path)}: {where}", err=True)
    # Records are no cycles: to look for some among them would cost a tenth of the time.
    gc.disable()
    result = load_all(data_dir, only=files or None, cache=kept_between_runs(ROOT))
    gc.freeze()
    gc.enable()
    for problem in result.problems:
        click.echo(_line(problem, form))
    total = len(result.problems) + len(missing)
    if total:
        noun = "problem" if total == 1 else "problems"
        click.echo(f"{total} {noun}.", err=True)
        sys.exit(1)
    for path in files:
        record = result.records.get(path.stem)
        if record is not None:
            reached = status(record, result.vocabularies)
            gaps = missing_for_verified(record, result.vocabularies)
            wants = f"; for verified it still wants {', '.join(gaps)}" if gaps else ""
            click.echo(
                f"{printable_path(path)}: {reached}"
                + (wants if reached in ("listed", "sourced") else "")
            )
    count = len(files) or len(result.records)
    click.echo("1 record is valid." if count == 1 else f"{count} records are valid.", err=True)


@main.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when a file is stale.")
def generate(check: bool) -> None:
    """Renew the files that are made from the record model."""
    result = load_all(ROOT / "data")
    if check:
        stale = stale_files(ROOT, result.vocabularies)
        for path in stale:
            click.echo(f"{path.relative_to(ROOT)} is stale; run: .venv/bin/atlas generate")
        sys.exit(1 if stale else 0)
    for path in write_files(ROOT, result.vocabularies):
        click.echo(f"wrote {path.relative_to(ROOT)}")


@main.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
def coverage(form: str, data_dir: Path) -> None:
    """Count what the catalogue holds and what is wanted, as of its newest day of checking."""
    try:
        found = covered(load_catalogue(data_dir))
    except InvalidData as error:
        click.echo(f"{error}; atlas validate tells which.", err=True)
        sys.exit(1)
    if form == "json":
        click.echo(json.dumps(asdict(found), default=str, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_table(found)))


@main.command()
def build() -> None:
    """Write the site to site/, only when everything succeeded."""
    status = build_site(ROOT)
    if status == 0:
        click.echo(f"The site is in {ROOT / 'site'}.")
    else:
        click.echo("The build failed; site/ is as it was.", err=True)
    sys.exit(status)


@main.command()
def serve() -> None:
    """Build the site and serve it, anew after each change."""
    sys.exit(serve_site(ROOT))


def _table(found: Coverage) -> list[str]:
    lines = [f"{found.total} datasets, as of {found.as_of or 'no day: none was checked'}"]
    for group, counts in found.counts.items():
        lines += ["", group]
        for name, count in counts.items():
            lines.append(f"  {name:<28}{count:>6}{found.share(group, name):>7.0%}")
    lines += ["", "most often missing before verified"]
    lines += [f"  {field:<28}{count:>6}" for field, count in found.missing.items()]
    lines += ["", "checked longest ago"]
    lines += [f"  {identifier:<28}{day}" for identifier, day in found.oldest]
    return lines


def _line(problem: Problem, form: str) -> str:
    near = problem.seen_from(Path.cwd())
    return near.github() if form == "github" else near.text()
