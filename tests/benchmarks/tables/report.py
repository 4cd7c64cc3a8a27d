"""The tables that are printed: milliseconds, ratios, and the bars of the project judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from contenders import ATLAS, FLOOR, Contender
from measure import KINDS, Sample, Visit

#: Milliseconds at 10,000 records; the last by the 95th of a hundred with the CPU slowed four times.
MOST_SCRIPT, MOST_CPU, MOST_PAINT, MOST_PAINT_P95, MOST_SLOW_P95 = 8, 30, 60, 120, 200
#: Milliseconds to the usable table, by records.
MOST_READY = {1000: 800, 10_000: 1500}
#: Bytes.
MOST_HEAP = 40e6
MOST_CODE = 12_000
MOST_DATA: Mapping[str, Mapping[int, int]] = {
    "names and facets": {34: 2_000, 1000: 16_000, 10_000: 150_000},
    "summaries": {34: 8_000, 1000: 200_000, 10_000: 2_000_000},
}
#: How far the cost of a synthetic character may be from that of a real one.
MOST_DIFFERENCE = 0.1

NAMES = {"text": "keystroke", "facet": "facet", "sort": "sort"}


@dataclass
class Seen:
    """All visits of one contender at one number of records."""

    one: Contender
    version: str = ""
    visits: list[Visit] = field(default_factory=list)
    slowed: list[Visit] = field(default_factory=list)
    failed: str = ""

    def values(self, kind: str, what: str, slowed: bool = False) -> list[float]:
        """``what`` of all samples of a kind."""
        visits = self.slowed if slowed else self.visits
        return [getattr(one, what) for visit in visits for one in visit.samples[kind]]

    @property
    def ready(self) -> float:
        return median(visit.ready for visit in self.visits)

    @property
    def heap(self) -> float:
        return median(visit.heap for visit in self.visits)


def p95(values: Iterable[float]) -> float:
    """The value that 95 of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[ceil(0.95 * len(ordered)) - 1]


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Markdown; all columns but the first are numbers."""
    rows = [head, ["---", *["---:"] * (len(head) - 1)], *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def costs(seen: Sequence[Seen]) -> str:
    """Milliseconds of each contender, at full speed."""
    head = ["ms", *(f"{NAMES[kind]} {what}" for kind in KINDS for what in ("script", "CPU"))]
    head += [f"{NAMES[kind]} paint, p95" for kind in KINDS]
    head += ["ready", "heap MB", "rows"]
    lines = []
    for one in seen:
        if not one.visits:
            continue
        line = [_title(one)]
        for kind in KINDS:
            line += [f"{median(one.values(kind, what)):.1f}" for what in ("script", "cpu")]
        for kind in KINDS:
            paint = one.values(kind, "latency")
            line.append(f"{median(paint):.0f}, {p95(paint):.0f}")
        line += [f"{one.ready:.0f}", f"{one.heap / 1e6:.1f}", str(one.visits[-1].rows)]
        lines.append(line)
    return table(head, lines)


def slowed(seen: Sequence[Seen], by: int) -> str:
    """Paint latency with the CPU slowed down."""
    head = [f"CPU {by} times slower: paint ms", *(f"{NAMES[kind]}, p95" for kind in KINDS)]
    lines = []
    for one in seen:
        if one.slowed:
            paints = [one.values(kind, "latency", True) for kind in KINDS]
            lines.append(
                [_title(one), *(f"{median(paint):.0f}, {p95(paint):.0f}" for paint in paints)]
            )
    return table(head, lines) if lines else ""


def ratios(seen: Sequence[Seen]) -> str:
    """Peer ÷ Atlas, of the medians."""
    atlas = next((one for one in seen if one.one is ATLAS and one.visits), None)
    if atlas is None:
        return "No ratios: the Atlas was not measured."
    measures: list[tuple[str, Callable[[Seen], float]]] = [
        (f"{NAMES[kind]} {name}", lambda one, kind=kind, what=what: median(one.values(kind, what)))
        for name, what in (("script", "script"), ("CPU", "cpu"), ("paint", "latency"))
        for kind in KINDS
    ]
    measures += [("ready", lambda one: one.ready), ("heap", lambda one: one.heap)]
    lines = [
        [_title(one), *(f"{measure(one) / measure(atlas):.2f}" for _, measure in measures)]
        for one in seen
        if one.visits and one.one not in (ATLAS, FLOOR)
    ]
    return table(["peer ÷ Atlas", *(name for name, _ in measures)], lines)


def counting(seen: Iterable[Seen]) -> str:
    """Who counts facets at all."""
    lines = [[_title(one), one.one.counts] for one in seen if one.one is not FLOOR]
    return table(["counts what a facet's values would give?", ""], lines).replace("---:", "---")


Bar = tuple[str, float, float, str]


def bars(count: int, atlas: Seen) -> list[Bar]:
    """The bars that a visit is judged by: name, value, at most, unit."""
    judged: list[Bar] = []
    at = f"at {count:,}"
    for kind in KINDS if count == 10_000 else ():
        name = NAMES[kind]
        paint = atlas.values(kind, "latency")
        judged += [
            (f"{name}, script, {at}", median(atlas.values(kind, "script")), MOST_SCRIPT, "ms"),
            (f"{name}, CPU, {at}", median(atlas.values(kind, "cpu")), MOST_CPU, "ms"),
            (f"{name}, paint, {at}", median(paint), MOST_PAINT, "ms"),
            (f"{name}, paint, p95, {at}", p95(paint), MOST_PAINT_P95, "ms"),
        ]
        if atlas.slowed:
            slow = p95(atlas.values(kind, "latency", True))
            judged.append((f"{name}, paint, p95, slowed, {at}", slow, MOST_SLOW_P95, "ms"))
    if count in MOST_READY:
        judged.append((f"ready, {at}", atlas.ready, MOST_READY[count], "ms"))
    if count == 10_000:
        judged.append((f"JS heap, {at}", atlas.heap / 1e6, MOST_HEAP / 1e6, "MB"))
    return judged


def code_bars(code: Mapping[str, int]) -> list[Bar]:
    """Style and modules of the table."""
    return [("style and modules", sum(code.values()) / 1000, MOST_CODE / 1000, "kB")]


def data_bars(count: int, data: Mapping[str, Mapping[str, int]]) -> list[Bar]:
    """Files of data. One that is missing weighs more than any bar."""
    return [
        (
            f"{kind}, at {count:,}",
            sum(data[kind].values()) / 1000 if data[kind] else float("inf"),
            most[count] / 1000,
            "kB",
        )
        for kind, most in MOST_DATA.items()
        if count in most
    ]


def cost_bars(costs: Mapping[str, tuple[float, float]]) -> list[Bar]:
    """How far the synthetic summaries are from the real ones."""
    return [
        (
            f"gzip cost of summaries, {lang}: {real:.3f} real, {made:.3f} synthetic; off by",
            abs(made / real - 1) * 100,
            MOST_DIFFERENCE * 100,
            "%",
        )
        for lang, (real, made) in costs.items()
    ]


def bar_table(judged: Iterable[Bar]) -> str:
    """Each bar once, and whether it holds."""
    return table(
        ["bar", "measured", "at most", ""],
        (
            [
                name,
                f"{value:.3g} {unit}",
                f"{most:g} {unit}",
                "holds" if value <= most else "MISSED",
            ]
            for name, value, most, unit in dict.fromkeys(judged)
        ),
    )


def weights(sizes: Mapping[str, int]) -> str:
    """Files and their bytes."""
    return table(["file", "bytes after gzip"], ([name, f"{s:,}"] for name, s in sizes.items()))


def _title(one: Seen) -> str:
    return f"{one.one.title} {one.version}".strip()


def as_json(seen: Iterable[Seen]) -> list[dict[str, object]]:
    """All that was measured."""

    def told(samples: Iterable[Sample]) -> list[dict[str, float]]:
        return [vars(sample) for sample in samples]

    return [
        {
            "contender": one.one.key,
            "version": one.version,
            "failed": one.failed,
            name: [
                {
                    "ready": visit.ready,
                    "heap": visit.heap,
                    **{kind: told(samples) for kind, samples in visit.samples.items()},
                }
                for visit in visits
            ],
        }
        for one in seen
        for name, visits in (("visits", one.visits), ("slowed", one.slowed))
    ]
