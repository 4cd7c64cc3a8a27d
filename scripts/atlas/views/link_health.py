"""The page about links as a whole: what needs a person, which hosts are in trouble, which links
have waited longest, and which facts their sources no longer say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from atlas.catalogue import Catalogue
from atlas.links.expect import unseen, watches
from atlas.links.needs import shown_now
from atlas.links.state import Fact, LinkState
from atlas.links.suppressions import judge_suppressions
from atlas.links.words import Verdict
from atlas.records.model import Dataset, Model
from atlas.records.texts import urls
from atlas.records.vocabulary import Language
from atlas.views.liveness import (
    NOT_CHECKED_MEANING,
    Day,
    Live,
    day_of,
    live,
    not_checked,
    recorded_copy,
)
from atlas.views.reasons import reason_in
from atlas.views.rows import Word, page_path, word

#: A list is cut after so many lines, and says how many there are.
MOST_LINES, MOST_HOSTS, OLDEST, MOST_CITING = 200, 50, 20, 3
_NEEDS_A_PERSON = (Verdict.DEAD, Verdict.INVALID, Verdict.BLOCKED)
_TROUBLE = frozenset({Verdict.TRANSIENT, Verdict.RATE_LIMITED})


@dataclass(frozen=True)
class Citing:
    """A record that cites a link; a model's has no page."""

    name: str
    path: str | None


@dataclass(frozen=True)
class LinkLine:
    """A link, what is known of it, and the first of the records that cite it; ``more`` counts the
    rest. ``reason`` is what the checker says of it, in ``reason_lang``."""

    url: str
    live: Live
    reason: str
    reason_lang: Language
    citing: tuple[Citing, ...]
    more: int


@dataclass(frozen=True)
class FactLine:
    """A literal that a source does not show: when it last did, and since when it does not."""

    literal: str
    url: str
    field: str
    citing: Citing
    last_seen: Day | None
    missing_since: Day | None


@dataclass(frozen=True)
class HostLine:
    """How many links of one host are cited, dead, in trouble, and were never asked."""

    host: str
    cited: int
    dead: int
    troubled: int
    never_asked: int


@dataclass(frozen=True)
class SuppressionLine:
    """A link that a person has looked at and excused until a day; ``over`` when that has passed."""

    url: str
    verdict: Word
    reason: str
    until: Day
    over: bool


@dataclass(frozen=True)
class Cut:
    """The first lines of a list, and how many there are."""

    lines: tuple[object, ...]
    total: int


@dataclass(frozen=True)
class LinkHealth:
    """All of the page. ``updated`` is None where no run has left a state, and the rest is empty."""

    updated: Day | None
    cited: int
    counts: tuple[tuple[Live, int], ...]
    legend: tuple[tuple[Live, str], ...]
    dead: Cut
    moved: Cut
    gone: Cut
    never: Cut
    hosts: Cut
    oldest: tuple[LinkLine, ...]
    suppressed: tuple[SuppressionLine, ...]


class _Page:
    def __init__(self, catalogue: Catalogue, lang: Language) -> None:
        self.catalogue, self.lang = catalogue, lang
        self.states = catalogue.observed.links
        # The day of the findings: a build later says the same of them.
        self.day = catalogue.observed.state.updated or catalogue.today
        self.cited: dict[str, list[Dataset | Model]] = {}
        for record in self.records():
            for url in dict.fromkeys(_links(record)):
                self.cited.setdefault(url, []).append(record)

    def records(self) -> Iterator[Dataset | Model]:
        datasets = (entry.record for entry in self.catalogue.datasets.values())
        return chain(datasets, self.catalogue.models.values())

    def citing(self, record: Dataset | Model) -> Citing:
        return Citing(record.name, page_path(record.id) if isinstance(record, Dataset) else None)

    def line(self, url: str) -> LinkLine:
        state, records = self.states.get(url), self.cited[url]
        reason, reason_lang = reason_in(self.lang, state.reason if state else "")
        return LinkLine(
            url=url,
            live=live(self.catalogue, state, self.lang, _copy(records, url)),
            reason=reason,
            reason_lang=reason_lang,
            citing=tuple(self.citing(record) for record in records[:MOST_CITING]),
            more=max(0, len(records) - MOST_CITING),
        )

    def word_of(self, verdict: Verdict) -> Live:
        return Live(
            verdict.value, self.catalogue.vocabularies.label("verdicts", verdict, self.lang)
        )

    def counts(self) -> tuple[tuple[Live, int], ...]:
        counted = Counter(state.shown for state in self.known().values())
        unasked = len(self.cited) - sum(counted.values())
        told = [(self.word_of(one), counted[one]) for one in Verdict if counted[one]]
        return (*told, *(((not_checked(self.lang), unasked),) if unasked else ()))

    def known(self) -> Mapping[str, LinkState]:
        return {url: self.states[url] for url in self.cited if url in self.states}

    def shown(self, *verdicts: Verdict) -> Cut:
        excused = judge_suppressions(
            self.catalogue.observed.suppressions, shown_now(self.catalogue.observed.state), self.day
        ).excused
        found = sorted(
            (verdicts.index(state.shown), url)
            for url, state in self.known().items()
            if state.shown in verdicts and url not in excused
        )
        return Cut(tuple(self.line(url) for _, url in found[:MOST_LINES]), len(found))

    def gone(self) -> Cut:
        found = []
        for record in self.records():
            for watch in watches(record) if self._tells(record, Fact.GONE) else ():
                state = self.states.get(watch.url)
                fact = state.expect.get(watch.key) if state else None
                if fact is None or fact.state is not Fact.GONE:
                    continue
                found.append(
                    FactLine(
                        watch.literal,
                        watch.url,
                        _field(watch.path),
                        self.citing(record),
                        day_of(fact.last_seen.isoformat(), self.lang) if fact.last_seen else None,
                        day_of(fact.missing_since.isoformat(), self.lang)
                        if fact.missing_since
                        else None,
                    )
                )
        return Cut(tuple(found[:MOST_LINES]), len(found))

    def never(self) -> Cut:
        facts = {url: state.expect for url, state in self.known().items() if state.expect}
        found = [
            FactLine(literal, links[0], _field(path), self.citing(record), None, None)
            for record in self.records()
            if self._tells(record, Fact.NEVER)
            for path, literal, links in unseen(record, facts)
        ]
        return Cut(tuple(found[:MOST_LINES]), len(found))

    def _tells(self, record: Dataset | Model, kind: Fact) -> bool:
        """Whether a link of ``record`` has such a fact at all; most have none."""
        states = (self.states.get(link.url) for link in record.links.values())
        return any(
            fact.state is kind for state in states if state for fact in state.expect.values()
        )

    def hosts(self) -> Cut:
        counts: dict[str, Counter[str]] = {}
        for url in self.cited:
            own = counts.setdefault(_host(url), Counter())
            own["cited"] += 1
            state = self.states.get(url)
            own["never"] += state is None
            own["dead"] += state is not None and state.shown is Verdict.DEAD
            own["trouble"] += state is not None and state.shown in _TROUBLE
        lines = [
            HostLine(host, own["cited"], own["dead"], own["trouble"], own["never"])
            for host, own in counts.items()
        ]
        lines.sort(key=lambda line: (-line.dead, -line.troubled, -line.cited, line.host))
        return Cut(tuple(lines[:MOST_HOSTS]), len(lines))

    def oldest(self) -> tuple[LinkLine, ...]:
        def asked(url: str) -> tuple[str, str]:
            state = self.states.get(url)
            return (state.last_asked.isoformat() if state else "", url)

        return tuple(self.line(url) for url in sorted(self.cited, key=asked)[:OLDEST])

    def suppressed(self) -> tuple[SuppressionLine, ...]:
        return tuple(
            SuppressionLine(
                entry.url,
                word(self.catalogue, "verdicts", entry.verdict, self.lang),
                entry.reason,
                day_of(entry.until.isoformat(), self.lang),
                entry.until < self.day,
            )
            for entry in self.catalogue.observed.suppressions
        )

    def legend(self) -> tuple[tuple[Live, str], ...]:
        items = self.catalogue.vocabularies["verdicts"].by_id
        verdicts = [
            (self.word_of(one), items[one.value].meaning.text(self.lang))
            for one in Verdict
            if one.value in items
        ]
        return (*verdicts, (not_checked(self.lang), NOT_CHECKED_MEANING[self.lang]))


def link_health(catalogue: Catalogue, lang: Language) -> LinkHealth:
    """What the page shows in ``lang``."""
    page = _Page(catalogue, lang)
    nothing = Cut((), 0)
    updated = catalogue.observed.state.updated
    there = bool(catalogue.observed.links)
    return LinkHealth(
        updated=day_of(updated.isoformat(), lang) if there and updated else None,
        cited=len(page.cited),
        counts=page.counts() if there else (),
        legend=page.legend(),
        dead=page.shown(*_NEEDS_A_PERSON) if there else nothing,
        moved=page.shown(Verdict.MOVED) if there else nothing,
        gone=page.gone() if there else nothing,
        never=page.never() if there else nothing,
        hosts=page.hosts() if there else nothing,
        oldest=page.oldest() if there else (),
        suppressed=page.suppressed(),
    )


def _links(record: Dataset | Model) -> Iterable[str]:
    if isinstance(record, Model):
        return (link.url for link in record.links.values())
    return (url for _, url in urls(record))


def _copy(records: Iterable[Dataset | Model], url: str) -> str | None:
    for record in records:
        for key, link in record.links.items():
            copy = recorded_copy(record, key) if link.url == url else None
            if copy:
                return copy
    return None


def _field(path: tuple[str | int, ...]) -> str:
    """``parts[1].size[0]``, as problems name places."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
