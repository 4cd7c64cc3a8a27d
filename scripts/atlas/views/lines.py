"""The pieces of a dataset's page: what the templates are given, in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atlas.views.liveness import Live
from atlas.views.loading import LoadLines
from atlas.views.prose import Prose
from atlas.views.rows import Row, Word
from atlas.views.sources import Source


@dataclass(frozen=True)
class Other:
    """Another dataset, as a link: ``path`` is its page, from the root of the language."""

    name: str
    path: str


@dataclass(frozen=True)
class Said:
    """A value as text or words, where it was read, and for how long it held."""

    text: str
    words: tuple[Word, ...]
    sources: tuple[Source, ...]
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nothing:
    """A field that has no value, which kind of nothing that is, and where was looked."""

    field: str
    why: Word
    meaning: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Fact:
    """A line of the fact sheet: the field, its values, or why there are none."""

    field: str
    values: tuple[Said, ...]
    nothing: tuple[Nothing, ...]


@dataclass(frozen=True)
class LicenseLine:
    """One license statement and what it permits."""

    license: Word
    url: str | None
    covers: Word
    part: str | None
    permits: tuple[tuple[Word, Word], ...]
    requires: tuple[Word, ...]
    sources: tuple[Source, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True)
class AccessLine:
    """One access statement."""

    level: Word
    how: Word | None
    covers: Word
    part: str | None
    format: tuple[str, ...]
    bytes: str | None
    sources: tuple[Source, ...]
    since: str | None
    until: str | None


@dataclass(frozen=True)
class OriginLine:
    """Something that the dataset, or a part of it, was made from; ``node`` tells it from all
    others."""

    node: str
    name: str
    path: str | None
    url: str | None
    relation: Word | None
    takes: tuple[Word, ...]
    from_part: str | None
    part: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Ancestor:
    """Something that an origin goes back to; ``path`` where it has a record. ``node`` tells it
    from all others."""

    node: str
    name: str
    path: str | None


@dataclass(frozen=True)
class PartLine:
    """One part in the table of parts; ``depth`` counts the parts it lies in."""

    id: str
    name: str
    kind: Word
    depth: int
    roles: tuple[Word, ...]
    sizes: tuple[Said, ...]
    nothing: tuple[Nothing, ...]


@dataclass(frozen=True)
class NoteLine:
    """One note."""

    kind: Word
    prose: Prose
    about: tuple[str, ...]
    of: tuple[Other, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class LinkLine:
    """One address of the record, ``url`` as it is written there."""

    kind: Word
    url: str
    until: str | None
    source: Source


@dataclass(frozen=True)
class FactSheet:
    """A dataset's page. ``live`` is what became of its links, by their keys, and ``elsewhere`` what
    became of the copies and origins that it names, by their addresses."""

    row: Row
    aliases: tuple[str, ...]
    facts: tuple[Fact, ...]
    licenses: tuple[LicenseLine, ...]
    license_nothing: tuple[Nothing, ...]
    access: tuple[AccessLine, ...]
    access_nothing: tuple[Nothing, ...]
    load: tuple[LoadLines, ...]
    parts: tuple[PartLine, ...]
    origins: tuple[OriginLine, ...]
    origins_nothing: tuple[Nothing, ...]
    ancestors: tuple[Ancestor, ...]
    members: tuple[tuple[Row, str | None], ...]
    derived: tuple[Other, ...]
    collections: tuple[Other, ...]
    successors: tuple[Other, ...]
    notes: tuple[NoteLine, ...]
    chips: tuple[LinkLine, ...]
    #: What its owners stated to the Atlas.
    stated: tuple[LinkLine, ...]
    links: tuple[LinkLine, ...]
    live: Mapping[str, Live]
    elsewhere: Mapping[str, Live]
    citation: str | None
    confused_with: tuple[tuple[str, str | None], ...]
    sections: tuple[Word, ...]
    sources: tuple[Source, ...]
    missing: tuple[str, ...]
    checked: str | None
    checked_text: str | None
    added: str | None
    changed: str | None
