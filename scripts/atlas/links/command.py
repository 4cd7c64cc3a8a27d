"""``atlas links …`` on the command line."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

import click

from atlas.links.address import AddressPolicy
from atlas.links.archive import look_up, wanting, with_copies
from atlas.links.check import Outcome, RunResult, Settings, check_links
from atlas.links.expect import further_reads
from atlas.links.formats import FORMATS
from atlas.links.identity import user_agent
from atlas.links.lists import read_manners
from atlas.links.mistakes import Mistake, mistakes
from atlas.links.options import (
    Cidr,
    FormatAndFile,
    ShardOf,
    data_option,
    day_option,
    environment,
    near,
    state_of,
    state_option,
    suppressions_of,
    today,
)
from atlas.links.remember import (
    advance_all,
    alive,
    validators,
    without_uncited,
    without_unwatched,
)
from atlas.links.report import Line, Report, exit_code
from atlas.links.shards import due_links, loads, pack
from atlas.links.state import State, write_state
from atlas.links.state_commands import merge, plan, report
from atlas.links.suppressions import Judged, judge_suppressions
from atlas.links.task import Task, task_of
from atlas.links.telling import progress, tell
from atlas.links.tokens import tokens_from
from atlas.links.void import void_sentence, without_blame
from atlas.public_address import Network


@click.group()
def links() -> None:
    """What became of the addresses that the records cite."""


for _command in (plan, merge, report):
    links.add_command(_command)


@links.command()
@data_option
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
    "--also", type=FormatAndFile(), multiple=True, help="Write the report in another format too."
)
@state_option(required=False, text="Read what earlier runs found, and add what this one finds.")
@click.option(
    "--shard", type=ShardOf(), metavar="I/N",
    help="Only part I of N of the links that are due today (see atlas links plan).",
)  # fmt: skip
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
    "--allow-network", "networks", type=Cidr(), multiple=True,
    help="Also contact this network, though it is not public (for tests); repeatable.",
)  # fmt: skip
@day_option
def check(
    data_dir: Path,
    records: tuple[str, ...],
    changed_since: str | None,
    urls: str | None,
    form: str,
    also: tuple[tuple[str, Path], ...],
    state_path: Path | None,
    shard: tuple[int, int] | None,
    timeout: float,
    per_host: int,
    concurrency: int,
    gap: int,
    networks: tuple[Network, ...],
    day: date | None,
) -> None:
    """Ask every cited address whether it is still there.

    Exit code 1 when something needs a person: a known link is shown dead, or one that a change
    adds (all of --urls, and of a run without --state) is dead, invalid or blocked. 0 otherwise,
    also when there is no network.
    """
    given = [bool(records), changed_since is not None, urls is not None, shard is not None]
    if sum(given) > 1:
        raise click.UsageError(
            "Choose one of --record, --changed-since and --urls; --shard is for none of them."
            if shard
            else "Choose one of --record, --changed-since and --urls."
        )
    day, data_dir = day or today(), near(data_dir)
    state = state_of(state_path)
    settings = Settings(
        user_agent=user_agent(environment()),
        timeout=timeout,
        per_host=per_host,
        concurrency=concurrency,
        gap=gap / 1000,
        policy=AddressPolicy(networks),
        manners=read_manners(data_dir),
        tokens=tokens_from(environment()),
    )
    task = task_of(data_dir, records, changed_since, urls, state if state_path else None)
    asked = task.links
    if shard:
        due = due_links(asked, state, day)
        hosts = loads(due, state, settings, further_reads(task.watched))
        asked = pack(hosts, shard[1], settings)[shard[0] - 1].links
    suppressions = suppressions_of(data_dir) if urls is None else ()
    # Little of what a run makes is in cycles: looking for them rarely saves a tenth of its time.
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    with progress(len(asked) + len(task.controls)) as advance:
        result = check_links(
            (*asked, *task.controls),
            settings,
            known=validators(state, (link.url for link in asked)),
            watched=task.watched,
            on_done=advance,
        )
    void, outcomes = _judge(result, state, task, len(asked))
    after = state if void or not state_path else advance_all(state, outcomes, day, task.watched)
    lines = _lines(outcomes, after if state_path else None, task)
    judged = Judged()
    if not void:
        if suppressions:
            found = {line.outcome.link.url: (line.verdict, line.shown) for line in lines}
            judged = judge_suppressions(suppressions, found, day, task.cited)
            lines = tuple(_excuse(line, judged) for line in lines)
        if state_path and outcomes:
            whole = task.cited is not None and task.complete
            kept = without_uncited(after, task.cited or ()) if whole else after
            kept = without_unwatched(kept, task.watched) if whole else kept
            wanted = wanting(kept, (outcome.link.url for outcome in outcomes), day)
            write_state(with_copies(kept, look_up(wanted, settings)), state_path)
    told: tuple[Mistake, ...] = ()
    if task.loaded and task.named and not void:
        told = mistakes(task.loaded, task.records, outcomes, state, day)
    finished = Report(lines, void, judged.complaints, told)
    tell(finished, form, also)
    sys.exit(exit_code(finished))


def _judge(
    result: RunResult, state: State, task: Task, count: int
) -> tuple[str | None, tuple[Outcome, ...]]:
    """Why the run is void, if it is, and the outcomes of the links without the controls."""
    living = {*alive(state, (outcome.link.url for outcome in result.outcomes[:count]))}
    # A control host is one that is known to work.
    living.update(link.url for link in task.controls)
    void = void_sentence(result, living)
    outcomes = result.outcomes[:count]
    return void, without_blame(outcomes, living) if void else outcomes


def _lines(outcomes: tuple[Outcome, ...], state: State | None, task: Task) -> tuple[Line, ...]:
    lines = []
    for outcome in outcomes:
        found = state.links.get(outcome.link.url) if state else None
        known = outcome.link.url in task.known
        lines.append(Line(outcome, found.shown if found else None, known))
    return tuple(lines)


def _excuse(line: Line, judged: Judged) -> Line:
    excused = line.outcome.link.url in judged.excused
    return Line(line.outcome, line.shown, line.known, excused) if excused else line
