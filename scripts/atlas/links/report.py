"""What a run says in the end: each link's verdict and what history makes of it, who needs a person,
and whether the run fails."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rich.text import Text

from atlas.links.check import Outcome
from atlas.links.mistakes import Mistake
from atlas.links.plan import Use
from atlas.links.words import Verdict
from atlas.printable import printable

#: What needs a person when a change adds the link: the rest may pass by itself.
_FAILING_WHEN_NEW = frozenset({Verdict.DEAD, Verdict.INVALID, Verdict.BLOCKED})

_STYLES = {
    Verdict.DEAD: "bold red",
    Verdict.INVALID: "bold red",
    Verdict.BLOCKED: "magenta",
    Verdict.MOVED: "cyan",
    Verdict.OK: "green",
}
#: Worst first, as people read from the top.
ORDER = (
    Verdict.DEAD,
    Verdict.INVALID,
    Verdict.BLOCKED,
    Verdict.MOVED,
    Verdict.RESTRICTED,
    Verdict.RATE_LIMITED,
    Verdict.TRANSIENT,
    Verdict.OK,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One link of a report. ``shown`` is what history makes of it, None without a state.

    ``known`` links are judged by ``shown``, those that a change adds by their verdict. ``excused``
    ones fail nothing, as a person looked at them.
    """

    outcome: Outcome
    shown: Verdict | None = None
    known: bool = False
    excused: bool = False

    @property
    def verdict(self) -> Verdict:
        """This run's answer."""
        return self.outcome.judgement.verdict

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look at the record (issue 6, section 1)."""
        if self.excused:
            return False
        if self.known:
            return self.shown is Verdict.DEAD
        return self.verdict in _FAILING_WHEN_NEW


@dataclass(frozen=True, slots=True)
class Report:
    """A run. ``void`` is why it says nothing, None when it does; ``complaints`` are sentences
    about suppressions, each of which fails the run. ``mistakes`` are facts that no source shows,
    which fail nothing: a program cannot read every page."""

    lines: tuple[Line, ...]
    void: str | None = None
    complaints: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def exit_code(report: Report) -> int:
    """1 when something needs a person; a void run finds nothing, so 0."""
    if report.void:
        return 0
    return int(bool(report.complaints) or any(line.needs_person for line in report.lines))


def ranked(lines: Collection[Line]) -> list[Line]:
    """What needs a person first, then the worst first."""
    return sorted(lines, key=lambda line: (not line.needs_person, ORDER.index(line.verdict)))


def table(report: Report) -> Iterator[Text]:
    """Lines for a person: what is not ok, worst first, then the counts.

    Addresses and paths are untrusted: they are plain text, never markup, with hidden characters
    made visible.
    """
    for line in ranked(report.lines):
        judgement, link = line.outcome.judgement, line.outcome.link
        # A name system that belongs to no network may send every name to a private address.
        nothing_learned = report.void and line.verdict in (Verdict.TRANSIENT, Verdict.BLOCKED)
        if line.verdict is Verdict.OK or nothing_learned:
            continue
        row = Text(f"{line.verdict:<13}", style=_STYLES.get(line.verdict, "yellow"))
        row.append(f"{judgement.code or '':<5}", style="default")
        row.append(safe(link.url), style="default")
        yield row
        indent = " " * 18
        yield Text(f"{indent}{safe(judgement.reason)}")
        history = history_of(line)
        if history:
            yield Text(f"{indent}{history}")
        if judgement.new_url:
            yield Text(f"{indent}new address: {safe(judgement.new_url)}")
        for use in link.uses:
            yield Text(f"{indent}{place(use)}", style="dim")
    for mistake in report.mistakes:
        row = Text(f"{'not shown':<18}", style="yellow")
        row.append(safe(mistake.literal), style="default")
        yield row
        yield Text(f"{' ' * 18}{sentence_of(mistake)}")
        yield Text(f"{' ' * 18}{place(mistake.use)}", style="dim")
    for complaint in report.complaints:
        yield Text(safe(complaint), style="bold red")
    yield Text(summary(report))


def history_of(line: Line) -> str:
    """What history and people add to this run's answer; "" when nothing."""
    if line.excused:
        return "excused in data/links/suppressions.yaml"
    if line.shown is not None and line.shown is not line.verdict:
        return f"shown as {line.shown} until history says more"
    if line.known and line.shown is None and line.verdict in _FAILING_WHEN_NEW:
        return "the change did not add this link"
    return ""


def summary(report: Report) -> str:
    """``212 links: 200 ok, 7 moved, …``."""
    counts = Counter(line.verdict for line in report.lines)
    parts = [f"{counts[verdict]} {verdict}" for verdict in reversed(ORDER) if counts[verdict]]
    noun = "link" if len(report.lines) == 1 else "links"
    return f"{len(report.lines)} {noun}" + (f": {', '.join(parts)}" if parts else "")


def ndjson(report: Report) -> Iterator[str]:
    """One JSON object a link and line, ASCII only."""
    for line in report.lines:
        outcome, judgement = line.outcome, line.outcome.judgement
        text = json.dumps(
            {
                "url": outcome.link.url,
                "verdict": judgement.verdict,
                "shown": line.shown,
                "code": judgement.code,
                "new_url": judgement.new_url,
                "chain": [
                    {"url": hop.url, "code": hop.code, "leads_to": hop.leads_to}
                    for hop in outcome.observations[-1].hops
                ],
                "reason": judgement.reason,
                "attempts": len(outcome.observations),
                "elapsed": round(outcome.elapsed, 3),
            }
        )
        # An old form of workflow command that GitHub reads anywhere in a line; same JSON value.
        yield text.replace("##[", "\\u0023#[")


def sentence_of(mistake: Mistake) -> str:
    """What an author is told of a fact that no source shows."""
    return f"No text of {', '.join(map(safe, mistake.urls))} shows what the record expects there."


def place(use: Use) -> str:
    """Where a link is cited: ``data/coco.yaml:12 (coco)``."""
    record = f" ({use.record})" if use.record else ""
    return f"{safe(str(use.path))}:{use.line}{record}"


def safe(text: str) -> str:
    """Untrusted text as it may stand in a line of output."""
    return printable(text).replace("##[", "## [").encode("utf-8", "replace").decode("utf-8")
