"""Outcomes → text: a table for people, ndjson for programs, annotations for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from rich.text import Text

from atlas.links.check import RunResult
from atlas.links.plan import Use
from atlas.links.verdict import Verdict
from atlas.printable import printable
from atlas.workflow_command import annotation

VOID = (
    "No public host answered, so there seems to be no network:"
    " this run says nothing about any link."
)

#: What fails the run: a person has to change the record. The rest may pass by itself.
FAILING = frozenset({Verdict.DEAD, Verdict.INVALID})

_STYLES = {
    Verdict.DEAD: "bold red",
    Verdict.INVALID: "bold red",
    Verdict.BLOCKED: "magenta",
    Verdict.MOVED: "cyan",
    Verdict.OK: "green",
}
#: Worst first, as people read from the top.
_ORDER = (
    Verdict.DEAD,
    Verdict.INVALID,
    Verdict.BLOCKED,
    Verdict.MOVED,
    Verdict.RESTRICTED,
    Verdict.RATE_LIMITED,
    Verdict.TRANSIENT,
    Verdict.OK,
)


def exit_code(result: RunResult) -> int:
    """1 when a link is dead or invalid; a run without network finds nothing, so 0."""
    found = any(outcome.judgement.verdict in FAILING for outcome in result.outcomes)
    return int(found and not result.facts.void)


def table(result: RunResult) -> Iterator[Text]:
    """Lines for a person: what is not ok, worst first, then the counts.

    Addresses and paths are untrusted: they are plain text, never markup, with hidden characters
    made visible.
    """
    ranked = sorted(result.outcomes, key=lambda item: _ORDER.index(item.judgement.verdict))
    for outcome in ranked:
        judgement = outcome.judgement
        nothing_learned = result.facts.void and judgement.verdict is Verdict.TRANSIENT
        if judgement.verdict is Verdict.OK or nothing_learned:
            continue
        line = Text(f"{judgement.verdict:<13}", style=_STYLES.get(judgement.verdict, "yellow"))
        line.append(f"{judgement.code or '':<5}", style="default")
        line.append(_safe(outcome.link.url), style="default")
        yield line
        indent = " " * 18
        yield Text(f"{indent}{_safe(judgement.reason)}")
        if judgement.new_url:
            yield Text(f"{indent}new address: {_safe(judgement.new_url)}")
        for use in outcome.link.uses:
            yield Text(f"{indent}{_place(use)}", style="dim")
    yield Text(summary(result))


def summary(result: RunResult) -> str:
    """``212 links: 200 ok, 7 moved, …``."""
    counts = Counter(outcome.judgement.verdict for outcome in result.outcomes)
    parts = [f"{counts[verdict]} {verdict}" for verdict in reversed(_ORDER) if counts[verdict]]
    noun = "link" if len(result.outcomes) == 1 else "links"
    return f"{len(result.outcomes)} {noun}" + (f": {', '.join(parts)}" if parts else "")


def ndjson(result: RunResult) -> Iterator[str]:
    """One JSON object a link and line, ASCII only."""
    for outcome in result.outcomes:
        judgement, last = outcome.judgement, outcome.observations[-1]
        line = json.dumps(
            {
                "url": outcome.link.url,
                "verdict": judgement.verdict,
                "code": judgement.code,
                "new_url": judgement.new_url,
                "chain": [
                    {"url": hop.url, "code": hop.code, "leads_to": hop.leads_to}
                    for hop in last.hops
                ],
                "reason": judgement.reason,
                "attempts": len(outcome.observations),
                "elapsed": round(outcome.elapsed, 3),
            }
        )
        # An old form of workflow command that GitHub reads anywhere in a line; same JSON value.
        yield line.replace("##[", "\\u0023#[")


def github(result: RunResult) -> Iterator[str]:
    """Workflow commands that GitHub shows at the line of the record, then the counts.

    Errors for what fails the run, warnings for what a person should look at; in a void run none.
    """
    for outcome in () if result.facts.void else result.outcomes:
        level = _level(outcome.judgement.verdict)
        if level is None:
            continue
        judgement = outcome.judgement
        message = f"{_safe(outcome.link.url)} {judgement.reason}"
        if judgement.new_url:
            message += f" New address: {_safe(judgement.new_url)}"
        for use in outcome.link.uses:
            title = f"link is {judgement.verdict}"
            yield annotation(level, use.path, use.line, use.column, title, message)
    yield summary(result)


def _level(verdict: Verdict) -> str | None:
    if verdict in FAILING:
        return "error"
    return "warning" if verdict in (Verdict.MOVED, Verdict.BLOCKED) else None


def _place(use: Use) -> str:
    record = f" ({use.record})" if use.record else ""
    return f"{_safe(str(use.path))}:{use.line}{record}"


def _safe(text: str) -> str:
    """Untrusted text as it may stand in a line of output."""
    return printable(text).replace("##[", "## [").encode("utf-8", "replace").decode("utf-8")


#: What ``--format`` offers; each gives the lines of the report.
FORMATS: dict[str, Callable[[RunResult], Iterable[str | Text]]] = {
    "table": table,
    "ndjson": ndjson,
    "github": github,
}
