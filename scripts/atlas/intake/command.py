"""``atlas intake`` on the command line."""

from __future__ import annotations

import ipaddress
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

import click

from atlas.exports.wanted import FILE, read_rows
from atlas.intake.lists import BASES, MOST_NAMES, SOURCES, Listed
from atlas.intake.merge import Merged, merged, written_rows
from atlas.links.address import AddressPolicy
from atlas.new.ask import NoAnswer, ask
from atlas.records import load_all

#: The checkout: this file is scripts/atlas/intake/command.py.
ROOT = Path(__file__).resolve().parents[3]
#: Between two questions: some lists stand at one host.
GAP = 2.0


@click.command()
@click.option(
    "--told", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write what was found, for a pull request.",
)  # fmt: skip
@click.option(
    "--data", "data_dir", type=click.Path(path_type=Path), default=ROOT / "data", hidden=True
)
@click.option("--base", "bases", multiple=True, hidden=True, help="KIND=URL, for tests.")
@click.option("--gap", default=GAP, hidden=True)
@click.option("--allow-network", "networks", multiple=True, hidden=True)
def intake(
    told: Path | None,
    data_dir: Path,
    bases: tuple[str, ...],
    gap: float,
    networks: tuple[str, ...],
) -> None:
    """Add names that public lists have, and the Atlas has not, to data/wanted.csv. Unchecked."""
    path = data_dir / FILE
    rows = read_rows(path.read_text(encoding="utf-8"))
    places = {**BASES, **dict(base.split("=", 1) for base in bases)}
    policy = AddressPolicy(tuple(ipaddress.ip_network(network) for network in networks))
    silent: list[str] = []
    found = list(_asked(places, policy, gap, silent))
    result = merged(rows, found, load_all(data_dir).records)
    if result.new or result.named_again:
        path.write_text(written_rows(result.rows), encoding="utf-8")
    if told:
        told.write_text(summary(result, silent), encoding="utf-8")
    click.echo(f"{len(result.new)} new names, {result.named_again} named by another list.")
    if len(silent) == len(SOURCES):
        raise click.ClickException("No list answered.")


def _asked(
    places: Mapping[str, str], policy: AddressPolicy, gap: float, silent: list[str]
) -> Iterator[tuple[str, Listed]]:
    """What each list names; those that do not answer as expected are added to ``silent``."""
    for number, source in enumerate(SOURCES):
        if number:
            time.sleep(gap)
        url = source.url(places)
        try:
            answer = ask(url, {"Accept": "application/json, text/plain"}, policy)
            names = list(islice(source.read(answer), MOST_NAMES))
        except NoAnswer as error:
            click.echo(f"{url}: {error}. Going on without it.", err=True)
            silent.append(source.url())
            continue
        except (ValueError, TypeError, AttributeError, RecursionError):
            click.echo(f"{url}: its answer is not understood. Going on without it.", err=True)
            silent.append(source.url())
            continue
        if not names:
            click.echo(f"{url}: names nothing that is understood.", err=True)
            silent.append(source.url())
        yield from ((source.name, one) for one in names)


def summary(result: Merged, silent: Sequence[str]) -> str:
    """What a pull request says: counts and our own words, no text of a list."""
    counted = Counter(source for row in result.new for source in row.lists)
    lines = [
        "**Unchecked.** Public lists name these, and no record, alias or line of `data/wanted.csv`"
        " does. Nobody has looked at them. Where a name is no dataset, a copy, or another name of"
        " what has a record, write `declined` in the column `lists`: the line stays, so that it is"
        " not proposed again, and no page shows it. Merging makes the others searchable as *not"
        " yet recorded*, and makes no record.",
        "",
        "**未经核对。** 以下名称见于公开列表，而本站尚无记录、别名或待收录条目。"
        "若某个名称并非数据集、是副本或已以其他名称收录，请将其 `lists` 一栏改为 `declined`："
        "该行保留，以免再次提出，页面上也不会显示。合并后其余名称仅可被搜索到，不会生成记录。",
        "",
        f"{len(result.new)} new names · {len(result.new)} 个新名称"
        + "".join(f"\n- {source}: {count}" for source, count in sorted(counted.items())),
    ]
    if result.named_again:
        lines += ["", f"{result.named_again} that stood here are named by another list too."]
    if result.left:
        lines += ["", f"{result.left} more wait for another week."]
    if silent:
        lines += ["", "These lists did not answer, or not as expected:"]
        lines += [f"- <{url}>" for url in silent]
    return "\n".join(lines) + "\n"
