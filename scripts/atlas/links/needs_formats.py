"""What needs a person as text: a table, Markdown for an issue, JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.links.markdown import code, prose
from atlas.links.needs import Need, Want
from atlas.links.plan import Use
from atlas.links.report import place, safe

#: Headings of the sections, and what to do about what stands in each.
HEADINGS = {
    Want.DEAD: ("Dead links", "Cite another source, or a copy in an archive by `via`."),
    Want.BLOCKED: ("Not on the public internet", "Cite an address that everybody can reach."),
    Want.INVALID: ("No addresses", "Write an address that starts with https://."),
    Want.GONE: ("Facts that are gone", "Read the source again and correct the record."),
    Want.NEVER: ("Facts that were never there", "Correct `expect`, or the source it names."),
    Want.MOVED: ("Moved for good", "Write the new address into the record."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a report says. ``updated`` is the state's day, None without a state."""

    needs: Sequence[Need]
    complaints: Sequence[str] = ()
    updated: date | None = None


def table(standing: Standing) -> Iterator[str]:
    """Lines for a person."""
    for need in standing.needs:
        yield f"{need.want:<9}{safe(need.url)}" + (" (excused)" if need.excused else "")
        for detail in _details(need, safe):
            yield f"{'':9}{detail}"
        for use in need.uses:
            yield f"{'':9}{place(use)}"
    for complaint in standing.complaints:
        yield safe(complaint)
    yield _summary(standing)


def markdown(standing: Standing) -> Iterator[str]:
    """Sections for an issue; text that records chose is in code spans."""
    yield _summary(standing)
    open_needs = [need for need in standing.needs if not need.excused]
    for want, (heading, advice) in HEADINGS.items():
        those = [need for need in open_needs if need.want is want]
        if not those:
            continue
        yield from ("", f"## {heading} ({len(those)})", "", advice, "")
        for need in those:
            yield f"- {code(need.url)}"
            yield from (f"  - {detail}" for detail in _details(need, code, prose))
            where = "cited in" if need.literal is None else "expected in"
            yield from (f"  - {where} {code(place(use))}" for use in need.uses)
    if standing.complaints:
        yield from ("", "## Suppressions", "")
        yield from (f"- {prose(complaint)}" for complaint in standing.complaints)


def as_json(standing: Standing) -> Iterator[str]:
    """One object, ASCII only."""
    needs = [
        {
            "want": need.want,
            "url": need.url,
            "reason": need.reason,
            "since": _day(need.since),
            "last_good": _day(need.last_good),
            "new_url": need.new_url,
            "archive": need.archive and need.archive.url,
            "literal": need.literal,
            "excused": need.excused,
            "uses": [_use(use) for use in need.uses],
        }
        for need in standing.needs
    ]
    yield json.dumps(
        {
            "updated": _day(standing.updated),
            "counts": dict(Counter(need.want for need in standing.needs if not need.excused)),
            "needs": needs,
            "complaints": list(standing.complaints),
        },
        indent=1,
    ).replace("##[", "\\u0023#[")


def _details(
    need: Need, shown: Callable[[str], str], words: Callable[[str], str] = safe
) -> Iterator[str]:
    if need.literal is not None:
        yield f"expects {shown(need.literal)}"
    yield words(need.reason)
    days = [
        f"{word} {day}" for word, day in (("since", need.since), ("good on", need.last_good)) if day
    ]
    if days:
        yield ", ".join(days)
    if need.new_url:
        yield f"new address: {shown(need.new_url)}"
    if need.archive:
        yield f"archived on {need.archive.date}: {shown(need.archive.url)}"


def _summary(standing: Standing) -> str:
    if standing.updated is None:
        return "No link was checked yet."
    counts = Counter(need.want for need in standing.needs if not need.excused)
    parts = [f"{counts[want]} {want}" for want in Want if counts[want]]
    if standing.complaints:
        count = len(standing.complaints)
        parts.append(f"{count} suppression{'' if count == 1 else 's'} to look at")
    excused = sum(need.excused for need in standing.needs)
    rest = f" ({excused} excused)" if excused else ""
    return f"As of {standing.updated}: {', '.join(parts) or 'nothing needs a person'}{rest}."


def _use(use: Use) -> dict[str, object]:
    path, line, column = str(use.path), use.line, use.column
    return {"record": use.record, "path": path, "line": line, "column": column}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


#: What ``atlas links report --format`` offers.
FORMATS: dict[str, Callable[[Standing], Iterator[str]]] = {
    "table": table,
    "markdown": markdown,
    "json": as_json,
}
