"""Serves the pages and the Atlas, visits them in turn, and prints what it saw."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import report
import weights
from contenders import ATLAS, FLOOR, PEERS, Contender
from measure import visit, warm
from pages import installed, version, write_pages
from playwright.sync_api import Browser, Error, sync_playwright
from report import Seen
from rows import COLUMNS, rows_file
from sites import Site, atlas_site

from browser import chromium
from browser.server import serving

EVERYBODY = (ATLAS, *PEERS, FLOOR)
#: The number of records at which only files are weighed.
SMALL = 34


@dataclass(frozen=True)
class Run:
    """How to measure."""

    rounds: int
    slow_rounds: int
    slow: int


def measure(browser: Browser, seen: Sequence[Seen], urls: dict[str, str], run: Run) -> None:
    """Visit all in turn, round by round; each round begins with another one. A start that does not
    count comes before, so that the first visit finds files as warm as all others do."""
    for one in seen:
        warm(browser, urls[one.one.key])
    rounds = [(1, number) for number in range(run.rounds)]
    rounds += [(run.slow, number) for number in range(run.slow_rounds)]
    for slow, number in rounds:
        turn = number % len(seen)
        for one in (*seen[turn:], *seen[:turn]):
            if one.failed:
                continue
            said = f"{one.one.title}, {'slowed, ' if slow > 1 else ''}round {number + 1}"
            try:
                made = visit(browser, one.one, urls[one.one.key], list(COLUMNS), slow)
            except (Error, LookupError, RuntimeError) as error:
                one.failed = str(error).splitlines()[0]
                print(f"{said}: {error}", file=sys.stderr)
                continue
            (one.slowed if slow > 1 else one.visits).append(made)
            print(f"{said}: ready after {made.ready:.0f} ms", file=sys.stderr)


def built_atlas(folder: Path, count: int, url: str) -> Site:
    """The Atlas of ``count`` records; what stands in ``folder`` already is taken as it is."""
    if not (folder / "site" / weights.WITH / "index.html").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        site = atlas_site(folder, count, sys.executable, "site")
        print(f"Building the Atlas of {count:,} records …", file=sys.stderr)
        environment = {**os.environ, **site.environment, "ATLAS_SITE_URL": url}
        subprocess.run(site.command, cwd=folder, env=environment, check=True)
        return site
    return Site(ATLAS.title, folder, (), ())


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="atlas-tables-") as folder:
        yield Path(folder)


def compare(
    browser: Browser, count: int, wanted: Sequence[Contender], run: Run, folder: Path, modules: Path
) -> tuple[list[Seen], list[report.Bar]]:
    """All that is wanted, at one number of records; prints the tables."""
    judged: list[report.Bar] = []
    seen = [Seen(one, _version(one, modules)) for one in wanted]
    with serving() as server:
        site = built_atlas(folder / str(count), count, server.url)
        with tempfile.TemporaryDirectory(prefix="atlas-peers-") as pages:
            server.folder = Path(pages) / "pages"
            others = [one for one in wanted if one is not ATLAS]
            rows = rows_file(count, site.folder / "data")
            write_pages(server.folder, others, rows, modules, site.target, weights.WITH)
            urls = {one.key: f"{server.url}{one.key}/" for one in others}
            urls[ATLAS.key] = server.url + weights.WITH
            measure(browser, seen, urls, run)
        server.folder = site.target
        print(f"\n## {count:,} records\n")
        for one in seen:
            if one.failed:
                print(f"{one.one.title} could not be measured: {one.failed}\n")
        print(report.costs(seen), report.ratios(seen), sep="\n\n")
        if run.slow_rounds:
            print(f"\n{report.slowed(seen, run.slow)}")
        if ATLAS in wanted:
            code, files = weights.code(browser, server.url), weights.data(site.target)
            asked = weights.code(browser, server.url, asked=True)
            said = sum(size for path, size in asked.items() if path not in code)
            named = {f"{kind}: {name}": size for kind, sizes in files.items()
                     for name, size in sizes.items()}  # fmt: skip
            print(f"\n{report.weights({**asked, **named})}")
            print(f"\nStyle and modules fetched at the first sign of a reader: {said:,} bytes.")
            judged += [
                bar for one in seen if one.one is ATLAS and one.visits
                for bar in report.bars(count, one)
            ]  # fmt: skip
            judged += report.code_bars(code)
            judged += report.data_bars(count, files)
    return seen, judged


def small_bars(folder: Path) -> list[report.Bar]:
    """The files of a small catalogue."""
    with serving() as server:
        site = built_atlas(folder / str(SMALL), SMALL, server.url)
    return report.data_bars(SMALL, weights.data(site.target))


def _version(one: Contender, modules: Path) -> str:
    names = (one.package, *one.also) if one.package else ()
    return " / ".join(version(modules, name) for name in names)


def _wanted(only: str | None) -> list[Contender]:
    known = {one.key: one for one in EVERYBODY}
    keys = only.split(",") if only else list(known)
    unknown = [key for key in keys if key not in known]
    if unknown:
        sys.exit(f"Unknown: {', '.join(unknown)}. Known: {', '.join(known)}.")
    return [known[key] for key in keys]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tests/benchmarks/tables", description=str(__doc__))
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 10_000], metavar="N")
    parser.add_argument("--only", help=f"of {','.join(one.key for one in EVERYBODY)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow-rounds", type=int, default=2, help="with the CPU slowed down")
    parser.add_argument("--slow", type=int, default=4, help="how many times; default 4")
    parser.add_argument("--keep", type=Path, help="build the Atlas here, or take what stands here")
    parser.add_argument("--save", type=Path, help="write every sample to this JSON file")
    return parser


def main() -> None:
    """Measure and print."""
    given = _parser().parse_args()
    wanted = _wanted(given.only)
    run = Run(given.rounds, given.slow_rounds, given.slow)
    modules = installed()
    saved: dict[str, object] = {}
    judged: list[report.Bar] = []
    seen: Iterable[Seen] = ()
    with _folder(given.keep) as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.prepare(), args=chromium.arguments()
        )
        print(f"Chromium {browser.version}, {os.cpu_count()} cores, {run.rounds} rounds")
        for count in sorted(set(given.counts)):
            seen, bars = compare(browser, count, wanted, run, folder, modules)
            judged += bars
            saved[str(count)] = report.as_json(seen)
        browser.close()
        if ATLAS in wanted:
            judged += small_bars(folder)
    judged += report.cost_bars(weights.summary_costs())
    print("\n## Bars", report.bar_table(judged), report.counting(seen), sep="\n\n")
    if given.save:
        given.save.write_text(json.dumps(saved), encoding="utf-8")
