"""What a run of the checker shows: a bar while it asks, then its report, in several formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from atlas.links.formats import FORMATS
from atlas.links.report import Report


@contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; nothing otherwise, so that logs stay short."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)


def tell(report: Report, form: str, also: Iterable[tuple[str, Path]]) -> None:
    """Print ``report`` in the format ``form``; ``also`` are formats and files to write it to."""
    console = Console(highlight=False, markup=False, emoji=False)
    for line in FORMATS[form](report):
        if isinstance(line, Text):
            console.print(line, soft_wrap=True)
        else:
            click.echo(line)
    if report.void:
        click.echo(report.void, err=True)
    for other, path in also:
        text = "".join(f"{line}\n" for line in FORMATS[other](report))
        path.write_text(text, encoding="utf-8")
