"""A report as other programs read it: GitHub's annotations, JUnit's XML, Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from rich.text import Text

from atlas.links import report as reports
from atlas.links.markdown import code, prose
from atlas.links.report import Line, Report, history_of, place, ranked, safe, sentence_of, summary
from atlas.links.words import Verdict
from atlas.workflow_command import annotation


def github(report: Report) -> Iterator[str]:
    """Workflow commands that GitHub shows at the line of the record, then the counts.

    Errors for what fails the run, warnings for what a person should look at; in a void run none.
    """
    for line in () if report.void else report.lines:
        level = _level(line)
        if level is None:
            continue
        judgement, link = line.outcome.judgement, line.outcome.link
        message = f"{safe(link.url)} {judgement.reason}"
        if judgement.new_url:
            message += f" New address: {safe(judgement.new_url)}"
        history = history_of(line)
        if history:
            message += f" ({history})"
        for use in link.uses:
            title = f"link is {judgement.verdict}"
            yield annotation(level, use.path, use.line, use.column, title, message)
    for mistake in report.mistakes:
        use, message = mistake.use, f"“{safe(mistake.literal)}”: {sentence_of(mistake)}"
        yield annotation("warning", use.path, use.line, use.column, "fact not shown", message)
    for complaint in () if report.void else report.complaints:
        path, _, rest = complaint.partition(":")
        number, _, message = rest.partition(": ")
        yield annotation("error", Path(path), int(number), 1, "suppression", message)
    yield summary(report)


def junit(report: Report) -> Iterator[str]:
    """JUnit's XML, one case a link: what needs a person failed, what was not asked is skipped."""
    failed = sum(line.needs_person for line in report.lines) + len(report.complaints)
    total = len(report.lines) + len(report.complaints)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<testsuite name="atlas links check" tests="{total}"'
        f' failures="{0 if report.void else failed}" errors="0">'
    )
    for line in report.lines:
        seconds = f"{line.outcome.elapsed:.3f}"
        where = next((use.record or str(use.path) for use in line.outcome.link.uses), "links")
        name, group = _attribute(line.outcome.link.url), _attribute(where)
        yield f'  <testcase name={name} classname={group} time="{seconds}">'
        reason = _attribute(line.outcome.judgement.reason)
        if report.void and line.verdict is Verdict.TRANSIENT:
            yield f"    <skipped message={reason}/>"
        elif line.needs_person:
            uses = escape("\n".join(place(use) for use in line.outcome.link.uses))
            yield f'    <failure type="{line.verdict}" message={reason}>{uses}</failure>'
        yield "  </testcase>"
    for complaint in report.complaints:
        yield '  <testcase name="suppression" classname="data/links/suppressions.yaml" time="0">'
        yield f'    <failure type="suppression" message={_attribute(complaint)}/>'
        yield "  </testcase>"
    if report.void:
        yield f"  <system-out>{escape(report.void)}</system-out>"
    yield "</testsuite>"


def markdown(report: Report) -> Iterator[str]:
    """Markdown for a step summary: the counts, then what is not ok and where it is cited."""
    yield f"**{summary(report)}**"
    if report.void:
        yield ""
        yield prose(report.void)
    shown = [line for line in ranked(report.lines) if line.verdict is not Verdict.OK]
    for line in () if report.void else shown:
        judgement, link = line.outcome.judgement, line.outcome.link
        yield ""
        yield f"- **{judgement.verdict}** {code(link.url)}  "
        history = history_of(line)
        yield f"  {prose(judgement.reason)}" + (f" ({history})" if history else "")
        if judgement.new_url:
            yield f"  - new address: {code(judgement.new_url)}"
        for use in link.uses:
            yield f"  - {code(place(use))}"
    for mistake in report.mistakes:
        yield ""
        yield f"- **not shown** {code(mistake.literal)}  "
        yield f"  {prose(sentence_of(mistake))}"
        yield f"  - {code(place(mistake.use))}"
    for complaint in () if report.void else report.complaints:
        yield ""
        yield f"- {prose(complaint)}"


def _level(line: Line) -> str | None:
    if line.needs_person:
        return "error"
    seen = (Verdict.MOVED, Verdict.BLOCKED, Verdict.DEAD, Verdict.INVALID)
    return "warning" if line.verdict in seen and not line.excused else None


def _attribute(text: str) -> str:
    # XML 1.0 has no character for a control character, not even an escaped one.
    return quoteattr(safe(text))


#: What ``--format`` offers; each gives the lines of the report.
FORMATS: dict[str, Callable[[Report], Iterable[str | Text]]] = {
    "table": reports.table,
    "ndjson": reports.ndjson,
    "github": github,
    "junit": junit,
    "markdown": markdown,
}
