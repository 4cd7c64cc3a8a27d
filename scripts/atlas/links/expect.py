"""Watched facts: the literals that statements expect at their sources, and what became of each.

A source is read as plain text where its host has that; shown_text.py says what a text shows. A fact
is *gone* when it was seen before and two runs read the whole text without it; *never* seen is a
mistake of the record. What could not be read whole says nothing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from atlas.links.hosts import plain_text
from atlas.links.state import Expected, Fact
from atlas.records.model import Dataset, Link, Model, Statement
from atlas.records.problem import FieldPath
from atlas.records.texts import effective_source, statements


@dataclass(frozen=True, slots=True)
class Watch:
    """A literal that a statement expects in a link.

    ``url`` is the link as the record writes it, ``key`` the fact's name in the link's state and
    ``addresses`` hold its text. ``whole`` is False where they show only a part of the source, as
    the page of a paper does: there a literal that was never seen says nothing. ``path`` leads to
    the statement, ``beside`` names the same literal in its other sources: link and key.
    """

    url: str
    key: str
    literal: str
    addresses: tuple[str, ...]
    whole: bool
    path: FieldPath
    beside: tuple[tuple[str, str], ...] = ()


def watches(record: Dataset | Model) -> Iterator[Watch]:
    """What is watched for ``record``: each statement's literal in each of the statement's sources.

    Two sources are watched apart, as the state is a link's; one that shows it is enough for
    ``unseen`` and ``witnessed``.
    """
    for path, refs, statement in _expecting(record):
        those = []
        for ref in dict.fromkeys(refs):
            key, _, place = ref.partition(":")
            link = record.links.get(key)
            if link is not None and statement.expect:
                those.append(_watch(link, place, statement.expect, path))
        for watch in those:
            beside = tuple((one.url, one.key) for one in those if one is not watch)
            yield replace(watch, beside=beside) if beside else watch


def _expecting(record: Dataset | Model) -> Iterator[tuple[FieldPath, tuple[str, ...], Statement]]:
    if isinstance(record, Model):
        for name in ("trained_on", "reports"):
            for index, item in enumerate(getattr(record, name)):
                yield (name, index), item.source or record.source or (), item
        return
    for path, holder, statement in statements(record):
        if statement.expect:
            name = next(str(part) for part in path[2 * (path[0] == "parts") :])
            yield path, effective_source(record, holder, name, statement.source), statement


def _watch(link: Link, place: str, literal: str, path: FieldPath) -> Watch:
    addresses = text_addresses(link.url, place)
    return Watch(
        url=link.url,
        # One literal in two files of a link is two facts.
        key=f"{place}: {literal}" if place else literal,
        literal=literal,
        addresses=addresses,
        whole=link.kind != "paper" or addresses[0] != link.url,
        path=path,
    )


#: Repositories, and folders in them: what a file's page is put together from.
_REPOSITORY = re.compile(
    r"(?P<page>https://github\.com/[^/?#]+/[^/?#]+?"
    r"|https://huggingface\.co/(?:datasets/|spaces/)?[^/?#]+/[^/?#]+?)(?:\.git)?"
    r"(?:/tree/(?P<branch>[^/?#]+)(?P<folder>/[^?#]+?)?)?/?(?:[?#].*)?"
)


def text_addresses(url: str, place: str = "") -> tuple[str, ...]:
    """The addresses that hold the text of ``place`` (a file, or ``Table 2``) in the link ``url``,
    at the branch and at no commit. What one does not show the next may: the page of a repository
    says more than its README does."""
    repository = _REPOSITORY.fullmatch(url)
    file = place if " " not in place else ""
    if not repository or not (file or repository["branch"]):
        text = plain_text(url)
        # A file's page shows no more than the file; a repository's page does.
        return (text,) if text == url or not repository else (text, url)
    branch = repository["branch"] or ("HEAD" if "//github" in url else "main")
    folder = (repository["folder"] or "").rstrip("/")
    text, other = (
        plain_text(f"{repository['page']}/blob/{branch}{inside}/{file or 'README.md'}")
        for inside in (folder, "")
    )
    if not file:
        return text, url
    # Some records write a file's way from the folder, some from the root.
    return (text, other) if folder else (text,)


def by_link(records: Iterable[Dataset | Model]) -> Mapping[str, tuple[Watch, ...]]:
    """The watches of ``records`` by the address of their link, each fact once."""
    found: dict[str, dict[str, Watch]] = {}
    for record in records:
        for watch in watches(record):
            found.setdefault(watch.url, {}).setdefault(watch.key, watch)
    return {url: tuple(facts.values()) for url, facts in found.items()}


def further_reads(watched: Mapping[str, Iterable[Watch]]) -> Mapping[str, int]:
    """How many requests more each link takes for its facts, if each is shown where it is looked for
    first; a link's own page is asked for anyway."""
    return {
        url: len({watch.addresses[0] for watch in those} - {url}) for url, those in watched.items()
    }


def next_fact(old: Expected | None, shown: bool | None, day: date) -> Expected | None:
    """The state of a fact after a run on ``day``; ``shown`` is None where nothing was learned."""
    if shown is None:
        return old
    if shown:
        return Expected(Fact.SEEN, day)
    if old is None or old.last_seen is None:
        return Expected(Fact.NEVER, None, (old and old.missing_since) or day)
    since = old.missing_since or day
    # Two runs of one day may have read one broken copy.
    return Expected(Fact.GONE if since < day else Fact.MISSING, old.last_seen, since)


def next_facts(
    old: Mapping[str, Expected], watched: Iterable[Watch], shown: Mapping[str, bool], day: date
) -> Mapping[str, Expected]:
    """The facts of one link after a run, by key; ``shown`` lacks what could not be read.

    Facts that are not ``watched`` are kept: a run may be about one record of several.
    """
    facts = dict(old)
    for watch in watched:
        was = old.get(watch.key)
        found = shown.get(watch.key)
        if found is False and not watch.whole and (was is None or was.last_seen is None):
            continue
        now = next_fact(was, found, day)
        if now is not None:
            facts[watch.key] = now
    return facts


def watched_only(old: Mapping[str, Expected], watched: Iterable[Watch]) -> Mapping[str, Expected]:
    """The facts that are still watched, for a run that knows of all records."""
    keys = {watch.key for watch in watched}
    return {key: fact for key, fact in old.items() if key in keys}


def witnessed(watch: Watch, facts: Mapping[str, Mapping[str, Expected]]) -> bool:
    """Whether another source of the same statement shows it, or did: then a source that never did
    is no mistake. ``facts`` are those of all links, by address."""
    others = (facts.get(url, {}).get(key) for url, key in watch.beside)
    return any(fact is not None and fact.last_seen is not None for fact in others)


def never_shown(those: Sequence[Watch], facts: Mapping[str, Mapping[str, Expected]]) -> bool:
    """Whether none of a statement's sources, ``those``, ever showed what it expects, which is a
    mistake of the record. A source that could not be read whole says nothing, so there is none.
    """
    known = (facts.get(watch.url, {}).get(watch.key) for watch in those)
    return all(fact is not None and fact.state is Fact.NEVER for fact in known)


def sources(those: Iterable[Watch]) -> tuple[str, ...]:
    """The links in which ``those`` are looked for, each once."""
    return tuple(dict.fromkeys(watch.url for watch in those))


def unseen(
    record: Dataset | Model, facts: Mapping[str, Mapping[str, Expected]]
) -> Iterator[tuple[FieldPath, str, tuple[str, ...]]]:
    """Statements whose literal none of their sources ever showed: path, literal, links.

    ``facts`` are those of the links, by address.
    """
    found: dict[FieldPath, list[Watch]] = {}
    for watch in watches(record):
        found.setdefault(watch.path, []).append(watch)
    for path, those in found.items():
        if never_shown(those, facts):
            yield path, those[0].literal, sources(those)
