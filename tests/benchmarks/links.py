"""How fast links are asked, what that costs, and how memory grows, beside lychee.

``python tests/benchmarks/links.py`` starts a server that answers HEAD after 50 ms on 20 loopback
addresses and has 5,000 addresses there checked by the Atlas and by lychee in turn, at the same
limits: 4 connections a host, 64 in all, no gap. Whole commands are measured, from start to exit.
The table names the bound that no checker can pass: min(hosts × per host, in all) ÷ latency.
``--memory`` also measures how memory grows with the number of addresses. Not part of ``make test``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from accounting import Cost, cost_of
from link_server import Server, serving
from link_tools import lychee

LATENCY = 0.05
HOSTS = [f"127.0.0.{number}" for number in range(1, 21)]
PER_HOST = 4
IN_ALL = 64
#: Links per second that no checker can pass at these limits.
BOUND = min(len(HOSTS) * PER_HOST, IN_ALL) / LATENCY

#: The Atlas asks at least so many times as many links per second as lychee.
LEAST_OF_LYCHEE = 0.80
#: CPU seconds for 1,000 links.
MOST_CPU = 0.8
#: Bytes that memory may grow by for each further link.
MOST_GROWTH = 1000

ATLAS = Path(sys.executable).with_name("atlas")


@dataclass(frozen=True)
class Checker:
    """``command`` takes the list of addresses and where to write; ``alive`` counts there."""

    title: str
    command: Callable[[Path, Path], Sequence[str | Path]]
    alive: Callable[[Path], int]


def atlas_checker() -> Checker:
    """``atlas links check`` with all its safety on."""

    def command(urls: Path, out: Path) -> Sequence[str | Path]:
        limits = ["--per-host", str(PER_HOST), "--concurrency", str(IN_ALL), "--gap", "0"]
        ask = [ATLAS, "links", "check", "--urls", urls, "--format", "ndjson"]
        # The report goes to said.txt beside the list; cost_of puts it there.
        return [*ask, *limits, "--allow-network", "127.0.0.0/8"]

    def alive(out: Path) -> int:
        lines = out.with_name("said.txt").read_text(encoding="utf-8").splitlines()
        return sum(json.loads(line)["verdict"] == "ok" for line in lines)

    return Checker("Atlas", command, alive)


def lychee_checker(program: Path) -> Checker:
    """lychee, told to ask by HEAD and without its pause between requests."""

    def command(urls: Path, out: Path) -> Sequence[str | Path]:
        limits = ["--host-concurrency", str(PER_HOST), "--max-concurrency", str(IN_ALL)]
        quiet = ["--no-progress", "--quiet", "--format", "json", "--output", out]
        pace = ["--host-request-interval", "0ms", "--method", "head"]
        return [program, *limits, *pace, *quiet, urls]

    def alive(out: Path) -> int:
        return int(json.loads(out.read_text(encoding="utf-8"))["successful"])

    return Checker("lychee", command, alive)


@dataclass(frozen=True)
class Measured:
    """The runs of one checker over ``count`` links."""

    checker: Checker
    count: int
    runs: Sequence[Cost]

    @property
    def speed(self) -> float:
        """Links per second of the middle run."""
        return median(self.count / run.elapsed for run in self.runs)

    @property
    def cpu(self) -> float:
        """CPU seconds for 1,000 links, of the middle run."""
        return median(run.cpu for run in self.runs) * 1000 / self.count

    @property
    def memory(self) -> float:
        """Bytes at the peak of the middle run."""
        return median(run.memory for run in self.runs)


def measure(
    server: Server, checkers: Sequence[Checker], count: int, repeats: int, folder: Path
) -> list[Measured]:
    """Have every checker ask ``count`` links, in turn, ``repeats`` times."""
    folder.mkdir()
    urls = folder / "urls.txt"
    places = [f"http://{host}:{server.port}" for host in HOSTS]
    lines = (f"{places[number % len(places)]}/page/{number}\n" for number in range(count))
    urls.write_text("".join(lines), encoding="utf-8")
    runs: dict[str, list[Cost]] = {checker.title: [] for checker in checkers}
    for repeat in range(repeats):
        turn = repeat % len(checkers)
        for checker in (*checkers[turn:], *checkers[:turn]):
            cost = _run(server, checker, urls, count)
            runs[checker.title].append(cost)
            print(
                f"{checker.title}, {count:,} links, run {repeat + 1} of {repeats}:"
                f" {count / cost.elapsed:.0f} links/s, {cost.cpu:.2f} s CPU,"
                f" {cost.memory / 1e6:.0f} MB",
                file=sys.stderr,
            )
    return [Measured(checker, count, runs[checker.title]) for checker in checkers]


def _run(server: Server, checker: Checker, urls: Path, count: int) -> Cost:
    """One run, which counts only if it did what it should: all links, once, within the limits."""
    out = urls.with_name("out.json")
    out.unlink(missing_ok=True)
    server.counted()
    cost = cost_of(checker.command(urls, out), urls.parent)
    counted = server.counted()
    if checker.alive(out) != count or counted.methods != {"HEAD": count}:
        raise RuntimeError(f"{checker.title} did not ask {count} links once: {counted}")
    if counted.most_at_a_host > PER_HOST or counted.most_at_once > IN_ALL:
        raise RuntimeError(f"{checker.title} asked too many at once: {counted}")
    return cost


def speed_table(measured: Iterable[Measured]) -> str:
    """What each checker did, and what it cost."""
    return _table(
        ["checker", "runs", "links/s", "lowest–highest", "of the bound", "CPU s/1,000", "peak MB"],
        (
            [
                one.checker.title,
                str(len(one.runs)),
                f"{one.speed:.0f}",
                "–".join(
                    f"{one.count / pick(run.elapsed for run in one.runs):.0f}"
                    for pick in (max, min)
                ),
                f"{one.speed / BOUND:.0%}",
                f"{one.cpu:.2f}",
                f"{one.memory / 1e6:.0f}",
            ]
            for one in measured
        ),
    )


def _bar(name: str, value: float, bar: float, *, least: bool = False) -> list[str]:
    holds = value >= bar if least else value <= bar
    return [
        name,
        f"{value:.3g}",
        f"{'≥' if least else '≤'} {bar:g}",
        "holds" if holds else "missed",
    ]


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    parser.add_argument("--links", type=int, default=5000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument(
        "--memory", type=int, nargs=2, metavar=("FEW", "MANY"), help="such as 10000 100000"
    )
    given = parser.parse_args()
    atlas, other = atlas_checker(), lychee_checker(lychee())
    with (
        tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as name,
        serving(HOSTS, LATENCY) as server,
    ):
        folder = Path(name)
        both = measure(server, [atlas, other], given.links, given.repeats, folder / "speed")
        bars = [
            _bar(
                "links/s, Atlas ÷ lychee",
                both[0].speed / both[1].speed,
                LEAST_OF_LYCHEE,
                least=True,
            ),
            _bar("CPU seconds for 1,000 links", both[0].cpu, MOST_CPU),
        ]
        if given.memory:
            few, many = (
                measure(server, [atlas], count, 1, folder / str(count))[0] for count in given.memory
            )
            growth = (many.memory - few.memory) / (many.count - few.count)
            title = f"bytes of memory a link, {few.count:,} → {many.count:,}"
            bars.append(_bar(title, growth, MOST_GROWTH))
    limits = f"{len(HOSTS)} hosts × {PER_HOST}, {IN_ALL} in all, {LATENCY * 1000:.0f} ms"
    print(f"Bound at {limits}: {BOUND:.0f} links/s.", end="\n\n")
    print(speed_table(both), _table(["", "measured", "bar", ""], bars), sep="\n\n")


if __name__ == "__main__":
    main()
