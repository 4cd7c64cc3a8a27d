"""Options that the commands share, and what they read."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from atlas.links.formats import FORMATS
from atlas.links.plan import Plan, plan_records
from atlas.links.state import State, read_state
from atlas.links.suppressions import BadSuppressions, Suppression, read_suppressions
from atlas.printable import printable
from atlas.public_address import Network
from atlas.records import LoadResult, load_all

#: The checkout: this file is scripts/atlas/links/options.py.
ROOT = Path(__file__).resolve().parents[3]


class NothingToRead(click.ClickException):
    """The data folder holds nothing that can be asked."""

    exit_code = 2


class Cidr(click.ParamType[Network]):
    """An IP network such as 127.0.0.0/8."""

    name = "CIDR"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> Network:
        """The network; fails with what to write."""
        try:
            return ipaddress.ip_network(str(value))
        except ValueError as error:
            self.fail(f"{error}; write a network such as 127.0.0.0/8.", param, context)


class Day(click.ParamType[date]):
    """A day such as 2026-11-26."""

    name = "DAY"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> date:
        """The day; fails with what to write."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail("write a day such as 2026-11-26.", param, context)


class ShardOf(click.ParamType[tuple[int, int]]):
    """``I/N``: the I-th of N shards, from 1."""

    name = "I/N"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[int, int]:
        """The two numbers; fails with what to write."""
        if isinstance(value, tuple):
            return value
        first, mark, second = str(value).partition("/")
        if mark and first.isdecimal() and second.isdecimal() and len(first + second) < 9:
            number, count = int(first), int(second)
            if 1 <= number <= count <= 256:
                return number, count
        self.fail("write a part such as 2/5, the second of five.", param, context)


class FormatAndFile(click.ParamType[tuple[str, Path]]):
    """``FORMAT=FILE``, such as ``ndjson=found.ndjson``."""

    name = "FORMAT=FILE"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> tuple[str, Path]:
        """The two; fails with what to write."""
        if isinstance(value, tuple):
            return value
        form, _, path = str(value).partition("=")
        if form in FORMATS and path:
            return form, Path(path)
        self.fail(f"write one of {', '.join(FORMATS)}, =, and a file.", param, context)


def data_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--data``, the folder of the records."""
    return click.option(
        "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
    )(command)


def state_option(*, required: bool, text: str) -> Callable[..., Any]:
    """``--state``, the file of what earlier runs found."""
    return click.option(
        "--state", "state_path", type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE", required=required, help=text,
    )  # fmt: skip


def day_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--day``: the shards of one run agree on the day though midnight comes between them."""
    return click.option(
        "--day", type=Day(), default=None, help="The day that counts as today (default: UTC's)."
    )(command)


def today() -> date:
    """The day in UTC, on which machines all over the world agree."""
    return datetime.now(UTC).date()


def near(data_dir: Path) -> Path:
    """``data_dir`` from here: GitHub shows annotations at paths from the checkout, and people read
    short ones."""
    if data_dir.is_absolute() and data_dir.is_relative_to(Path.cwd()):
        return data_dir.relative_to(Path.cwd())
    return data_dir


def load(data_dir: Path) -> LoadResult:
    """The records. Raises what click tells when there are none."""
    if not data_dir.is_dir():
        raise click.BadParameter(f"{data_dir} is not a folder.", param_hint="--data")
    loaded = load_all(data_dir)
    if loaded.problems and not loaded.records:
        raise NothingToRead(f"No record in {data_dir} can be read. `atlas validate` says why.")
    return loaded


def tell_left_out(plan: Plan) -> None:
    """Say which records were not read."""
    if plan.left_out:
        click.echo(
            f"Left out, as these files have problems: {printable(', '.join(plan.left_out))}."
            " `atlas validate` says which.",
            err=True,
        )


def whole_plan(loaded: LoadResult) -> Plan:
    """All links of the catalogue; says which records were not read."""
    plan = plan_records(loaded)
    tell_left_out(plan)
    return plan


def state_of(path: Path | None) -> State:
    """What ``path`` holds; what cannot be read of it is said on stderr."""
    if path is None:
        return State()
    state, problems = read_state(path)
    for problem in problems[:20]:
        click.echo(printable(problem), err=True)
    if len(problems) > 20:
        click.echo(f"… and {len(problems) - 20} more.", err=True)
    return state


def suppressions_of(data_dir: Path) -> tuple[Suppression, ...]:
    """The suppressions. Raises what click tells when the file cannot be used."""
    try:
        return read_suppressions(data_dir / "links" / "suppressions.yaml")
    except BadSuppressions as error:
        raise NothingToRead(str(error)) from error


def environment() -> dict[str, str]:
    """The environment of the command."""
    return dict(os.environ)
