"""``atlas …``: the commands of the Atlas. Each is a few lines over a function elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from atlas.records import load_all
from atlas.records.problem import Problem

#: The checkout: this file is scripts/atlas/cli.py.
ROOT = Path(__file__).resolve().parents[2]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
        click.echo(f"{path}: there is no such file", err=True)
    result = load_all(data_dir, only=files or None)
    for problem in result.problems:
        click.echo(_line(problem, form))
    total = len(result.problems) + len(missing)
    if total:
        noun = "problem" if total == 1 else "problems"
        click.echo(f"{total} {noun}; nothing was written.", err=True)
        sys.exit(1)
    click.echo(f"{len(files) or len(result.records)} records are valid.", err=True)


def _line(problem: Problem, form: str) -> str:
    near = problem.path
    if near.is_absolute() and near.is_relative_to(Path.cwd()):
        near = near.relative_to(Path.cwd())
    placed = Problem(
        near, problem.line, problem.column, problem.field, problem.message,
        problem.allowed, problem.did_you_mean, problem.rule,
    )  # fmt: skip
    return placed.github() if form == "github" else placed.text()
