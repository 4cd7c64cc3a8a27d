"""``atlas links plan``, ``merge`` and ``report``: what is done with states, without a network."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from atlas.links import needs_formats, plan_formats
from atlas.links.check import Settings
from atlas.links.expect import by_link, further_reads
from atlas.links.lists import read_manners
from atlas.links.mistakes import places, planned_records
from atlas.links.needs import needs, shown_now
from atlas.links.needs_formats import Standing
from atlas.links.options import (
    data_option,
    day_option,
    load,
    near,
    state_of,
    state_option,
    suppressions_of,
    today,
    whole_plan,
)
from atlas.links.plan_formats import DayPlan
from atlas.links.remember import merge_states, without_uncited
from atlas.links.shards import MOST_SHARDS, calendar, due_links, loads, pack, wanted_shards
from atlas.links.state import write_state
from atlas.links.suppressions import judge_suppressions


@click.command()
@data_option
@state_option(required=False, text="What earlier runs found.")
@click.option(
    "--shards", type=click.IntRange(1, 256), default=None,
    help=f"Number of shards (default: as many as it takes, at most {MOST_SHARDS}).",
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(list(plan_formats.FORMATS)), default="table")
@day_option
def plan(
    data_dir: Path, state_path: Path | None, shards: int | None, form: str, day: date | None
) -> None:
    """Say which links are due today, and which shard asks them.

    A link that did not answer well is asked daily, the rest once a week, each on a weekday of its
    own. `atlas links check --shard I/N` asks a shard of what this lists.
    """
    day = day or today()
    data_dir = near(data_dir)
    state, loaded = state_of(state_path), load(data_dir)
    links = whole_plan(loaded).links
    reads = further_reads(by_link(planned_records(loaded, links).values()))
    settings = Settings(user_agent="", manners=read_manners(data_dir))
    hosts = loads(due_links(links, state, day), state, settings, reads)
    packed = pack(hosts, shards or wanted_shards(hosts, settings), settings)
    planned = DayPlan(day, len(links), packed, calendar(links, state, day))
    for line in plan_formats.FORMATS[form](planned):
        click.echo(line)


@click.command()
@data_option
@state_option(required=True, text="The earlier state; the merged one is written here.")
@click.argument("parts", nargs=-1, required=True, type=click.Path(path_type=Path))
def merge(data_dir: Path, state_path: Path, parts: tuple[Path, ...]) -> None:
    """Put the states that the shards of a run left into one.

    PARTS are their files, or folders that hold files of that name at any depth. A part that is not
    there belongs to a shard that learned nothing, and is passed over.
    """
    state = state_of(state_path)
    found = []
    for part in parts:
        # One artifact is unpacked into the folder itself, several into folders of their own.
        files = sorted(part.rglob(state_path.name)) if part.is_dir() else [part]
        found += [file for file in files if file.exists()]
        if not part.exists():
            click.echo(f"{part} is not there: its shard learned nothing.", err=True)
    if not found:
        click.echo("No shard learned anything, so the state stays as it is.")
        return
    merged = merge_states(state, [state_of(part) for part in found])
    planned = whole_plan(load(near(data_dir)))
    if not planned.left_out:
        merged = without_uncited(merged, {link.url for link in planned.links})
    write_state(merged, state_path)
    asked = sum(link.last_asked == merged.updated for link in merged.links.values())
    click.echo(f"{len(merged.links)} links, {asked} of them asked on {merged.updated}.")


@click.command()
@data_option
@state_option(required=True, text="What earlier runs found.")
@click.option("--format", "form", type=click.Choice(list(needs_formats.FORMATS)), default="table")
@day_option
def report(data_dir: Path, state_path: Path, form: str, day: date | None) -> None:
    """List what needs a person: dead links, new addresses, facts that are gone."""
    data_dir = near(data_dir)
    state, loaded = state_of(state_path), load(data_dir)
    planned = whole_plan(loaded)
    watched = places(loaded, planned_records(loaded, planned.links))
    cited = None if planned.left_out else {link.url for link in planned.links}
    judged = judge_suppressions(suppressions_of(data_dir), shown_now(state), day or today(), cited)
    listed = needs(state, planned.links, watched, judged.excused)
    standing = Standing(listed, judged.complaints, state.updated)
    for line in needs_formats.FORMATS[form](standing):
        click.echo(line)
