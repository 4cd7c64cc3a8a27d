"""``atlas links …`` on the command line."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from atlas.links.address import AddressPolicy
from atlas.links.changed import GitFailed, changed_records
from atlas.links.check import RunResult, Settings, check_links
from atlas.links.identity import user_agent
from atlas.links.plan import MODELS, Plan, plan_lines, plan_records, record_name
from atlas.links.report import FORMATS, VOID, exit_code
from atlas.printable import printable
from atlas.public_address import Network
from atlas.records import load_all
from atlas.records.problem import nearest

#: The checkout: this file is scripts/atlas/links/command.py.
ROOT = Path(__file__).resolve().parents[3]


class _NothingToRead(click.ClickException):
    exit_code = 2


class _Cidr(click.ParamType[Network]):
    name = "CIDR"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> Network:
        """An IP network such as 127.0.0.0/8."""
        try:
            return ipaddress.ip_network(str(value))
        except ValueError as error:
            self.fail(f"{error}; write a network such as 127.0.0.0/8.", param, context)


@click.group()
def links() -> None:
    """What became of the addresses that the records cite."""


@links.command()
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path),
    default=ROOT / "data", hidden=True,
)  # fmt: skip
@click.option("--record", "records", multiple=True, metavar="ID", help="Only this; repeatable.")
@click.option("--changed-since", metavar="REV", help="Only records changed since a Git revision.")
@click.option(
    "--urls", type=click.Path(exists=True, dir_okay=False, allow_dash=True), metavar="FILE|-",
    help="Addresses from a file, one a line, instead of records.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True
)
@click.option(
    "--timeout", type=click.FloatRange(0.1, 300), default=Settings.timeout, show_default=True,
    metavar="S", help="Seconds for one request.",
)  # fmt: skip
@click.option(
    "--per-host", type=click.IntRange(1, 64), default=Settings.per_host, show_default=True,
    help="Connections to one host.",
)  # fmt: skip
@click.option(
    "--concurrency", type=click.IntRange(1, 1024), default=Settings.concurrency,
    show_default=True, help="Connections in all.",
)  # fmt: skip
@click.option(
    "--gap", type=click.IntRange(0, 60_000), default=round(Settings.gap * 1000),
    show_default=True, metavar="MS", help="Milliseconds between two requests to one host.",
)  # fmt: skip
@click.option(
    "--allow-network", "networks", type=_Cidr(), multiple=True,
    help="Also contact this network, though it is not public (for tests); repeatable.",
)  # fmt: skip
def check(
    data_dir: Path,
    records: tuple[str, ...],
    changed_since: str | None,
    urls: str | None,
    form: str,
    timeout: float,
    per_host: int,
    concurrency: int,
    gap: int,
    networks: tuple[Network, ...],
) -> None:
    """Ask every cited address whether it is still there.

    Exit code 1 when a link is dead or invalid; 0 otherwise, also when there is no network.
    """
    given = [bool(records), changed_since is not None, urls is not None]
    if sum(given) > 1:
        raise click.UsageError("Choose one of --record, --changed-since and --urls.")
    plan = _plan(data_dir, records, changed_since, urls)
    settings = Settings(
        user_agent=user_agent(os.environ),
        timeout=timeout,
        per_host=per_host,
        concurrency=concurrency,
        gap=gap / 1000,
        policy=AddressPolicy(networks),
    )
    with _progress(len(plan.links)) as advance:
        result = check_links(plan.links, settings, on_done=advance)
    _print(result, form)
    sys.exit(exit_code(result))


def _plan(
    data_dir: Path, records: tuple[str, ...], changed_since: str | None, urls: str | None
) -> Plan:
    if urls is not None:
        with click.open_file(urls, encoding="utf-8", errors="replace") as lines:
            return plan_lines(lines, Path("stdin" if urls == "-" else urls))
    if data_dir.is_absolute() and data_dir.is_relative_to(Path.cwd()):
        # GitHub shows annotations at paths from the checkout, and people read short ones.
        data_dir = data_dir.relative_to(Path.cwd())
    if not data_dir.is_dir():
        raise click.BadParameter(f"{data_dir} is not a folder.", param_hint="--data")
    loaded = load_all(data_dir)
    if loaded.problems and not loaded.records:
        raise _NothingToRead(f"No record in {data_dir} can be read. `atlas validate` says why.")
    only = None
    if records:
        only = frozenset(records)
        known = {record_name(data_dir, path) for path in data_dir.glob("*.yaml")}
        known |= {record_name(data_dir, path) for path in data_dir.glob(f"{MODELS}/*.yaml")}
        for unknown in sorted(only - known):
            hint = nearest(unknown, known)
            raise click.BadParameter(
                f"there is no record {unknown!r} in {data_dir}."
                + (f" Did you mean {hint}?" if hint else ""),
                param_hint="--record",
            )
    elif changed_since is not None:
        try:
            only = changed_records(data_dir, changed_since)
        except GitFailed as error:
            raise click.BadParameter(str(error), param_hint="--changed-since") from error
    plan = plan_records(loaded, only)
    if plan.left_out:
        click.echo(
            f"Left out, as these files have problems: {printable(', '.join(plan.left_out))}."
            " `atlas validate` says which.",
            err=True,
        )
    return plan


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; nothing otherwise, so that logs stay short."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda: None
        return
    columns = (TextColumn("Asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


def _print(result: RunResult, form: str) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    for line in FORMATS[form](result):
        if isinstance(line, Text):
            console.print(line, soft_wrap=True)
        else:
            click.echo(line)
    if result.facts.void:
        click.echo(VOID, err=True)
