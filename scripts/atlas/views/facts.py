"""An entry → everything that its page shows in one language, in the order of the page.

Each piece is None or empty where the record says nothing, and the template then skips it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from atlas.catalogue import Catalogue, Entry
from atlas.catalogue.lineage import ancestors, origins
from atlas.catalogue.terms import USES
from atlas.records.model import (
    Absence,
    Access,
    Dataset,
    Described,
    License,
    Note,
    Part,
    Size,
    Statement,
)
from atlas.records.texts import effective_source, holders
from atlas.records.vocabulary import Language
from atlas.views.lines import (
    AccessLine,
    Ancestor,
    Fact,
    FactSheet,
    LicenseLine,
    LinkLine,
    NoteLine,
    Nothing,
    OriginLine,
    Other,
    PartLine,
    Said,
)
from atlas.views.liveness import lives, lives_elsewhere
from atlas.views.loading import load_lines
from atlas.views.prose import bytes_text, date_text, prose, size_text
from atlas.views.rows import Row, Word, page_path, rows, word
from atlas.views.sources import Source, source

#: Kinds of links that stand at the top of a page, in this order.
CHIPS = ("home", "paper", "code", "hub", "mirror", "leaderboard")
#: The kind of a link that holds what the owners stated to the Atlas.
OWNER = "owner"

S = TypeVar("S", bound=Statement)


class _Sheet:
    """Holds what every piece needs: the catalogue, the record and the language."""

    def __init__(self, catalogue: Catalogue, entry: Entry, lang: Language) -> None:
        self.catalogue, self.entry, self.lang = catalogue, entry, lang
        self.record: Dataset = entry.record
        self.cited: dict[str, Source] = {}

    def word(self, name: str, identifier: str) -> Word:
        return word(self.catalogue, name, identifier, self.lang)

    def words(self, name: str, ids: Iterable[str]) -> tuple[Word, ...]:
        return tuple(self.word(name, identifier) for identifier in ids)

    def sources(self, refs: Iterable[str] | None) -> tuple[Source, ...]:
        """The sources that ``refs`` name, numbered in the order in which a page meets them."""
        for ref in refs or ():
            if ref not in self.cited:
                self.cited[ref] = self.source(ref, len(self.cited) + 1)
        return tuple(self.cited[ref] for ref in refs or ())

    def source(self, ref: str, number: int = 0) -> Source:
        return source(self.record, ref, self.lang, self.catalogue.vocabularies, number)

    def read_in(self, holder: Described, field: str, own: Any) -> tuple[Source, ...]:
        return self.sources(effective_source(self.record, holder, field, own))

    def row(self, identifier: str) -> Row:
        return rows(self.catalogue, [self.catalogue.datasets[identifier]], self.lang)[0]

    def others(self, ids: Iterable[str]) -> tuple[Other, ...]:
        known = self.catalogue.datasets
        return tuple(Other(known[key].name, page_path(key)) for key in ids)

    def nothing(self, holder: Described, *fields: str) -> tuple[Nothing, ...]:
        """The absences of ``fields``, ``license`` also meaning ``license.media`` and the like."""
        return tuple(
            self._nothing(name, absence)
            for name, absence in holder.absent.items()
            if name.partition(".")[0] in fields
        )

    def _nothing(self, name: str, absence: Absence) -> Nothing:
        item = self.catalogue.vocabularies["absences"].item(absence.why)
        why = Word(item.id, item.label(self.lang))
        return Nothing(name, why, item.meaning.text(self.lang), self.sources(absence.source))

    def part_name(self, part: Part) -> str:
        """A part's own name, else its label, else the common word for its id, else the id."""
        if part.name:
            return part.name
        if part.label:
            return part.label.text(self.lang)[0]
        return self.catalogue.vocabularies.label("part-names", part.id, self.lang)

    def part_of(self, holder: Described) -> str | None:
        return self.part_name(holder) if isinstance(holder, Part) else None

    def owner_first(self, items: tuple[S, ...]) -> list[S]:
        """What the owners stated to the Atlas before what was read elsewhere."""
        links = self.record.links

        def stated(item: Statement) -> bool:
            refs = item.source or ()
            return any(links[ref.partition(":")[0]].kind == OWNER for ref in refs)

        return sorted(items, key=stated, reverse=True)

    def date(self, partial: str | None) -> str | None:
        return date_text(partial, self.lang) if partial else None

    def size(self, holder: Described, size: Size) -> Said:
        qualifiers = []
        if size.basis != "claimed":
            qualifiers.append(self.word("bases", size.basis).label)
        if size.covers:
            qualifiers.append(self.word("covers", size.covers).label)
        if size.as_of:
            qualifiers.append(date_text(size.as_of, self.lang))
        text = size_text(size, self.lang, self.catalogue.vocabularies)
        return Said(text, (), self.read_in(holder, "size", size.source), tuple(qualifiers))

    def facts(self) -> tuple[Fact, ...]:
        """The fact sheet proper: what is said about the whole."""
        record = self.record
        sizes = tuple(self.size(record, size) for size in self.owner_first(record.size))
        released: tuple[Word, ...] = ()
        if record.released:
            released = (Word(record.released, date_text(record.released, self.lang)),)
        # What decides comes first: how much there is of what, then who, when and how.
        lines = [
            Fact("size", sizes, self.nothing(record, "size")),
            *(self._listed(field) for field in ("modalities", "tasks", "contains")),
            self._plain("languages", self.words("languages", self.entry.facets["languages"])),
            self._plain("released", released),
            self._plain("publishers", tuple(Word("", name) for name in record.publishers)),
            self._creation(record),
            self._evaluation(record),
        ]
        return tuple(line for line in lines if line.values or line.nothing)

    def _listed(self, field: str) -> Fact:
        words = self.words(field, self.entry.facets[field])
        values = (Said("", words, self.sources(self.record.sources.get(field))),) if words else ()
        return Fact(field, values, self.nothing(self.record, field))

    def _plain(self, field: str, words: tuple[Word, ...]) -> Fact:
        read = self.read_in(self.record, field, None)
        values = (Said("", words, read),) if words else ()
        return Fact(field, values, self.nothing(self.record, field))

    def _creation(self, record: Dataset) -> Fact:
        values = tuple(
            Said(
                self.part_of(holder) or "",
                (
                    *self.words("creation-methods", holder.creation.method),
                    *(Word("", model) for model in holder.creation.models),
                ),
                self.read_in(holder, "creation", holder.creation.source),
            )
            for _, holder in holders(record)
            if holder.creation
        )
        return Fact("creation", values, self.nothing(record, "creation"))

    def _evaluation(self, record: Dataset) -> Fact:
        values = tuple(
            Said(
                self.part_of(holder) or "",
                (
                    *self.words("answers", holder.evaluation.answers),
                    *self.words("scoring", holder.evaluation.scoring),
                    *(
                        self.words("labels", [holder.evaluation.labels])
                        if holder.evaluation.labels
                        else ()
                    ),
                ),
                self.read_in(holder, "evaluation", holder.evaluation.source),
            )
            for _, holder in holders(record)
            if holder.evaluation
        )
        return Fact("evaluation", values, self.nothing(record, "evaluation"))

    def license(self, holder: Described, item: License) -> LicenseLine:
        known = self.catalogue.vocabularies["licenses"].item(item.id)
        permits = tuple(
            (self.word("uses", use), self.word("permissions", getattr(known.permits, use)))
            for use in USES
            if known.permits
        )
        # SPDX ids are the names of the field; custom terms are told in the reader's language.
        name = known.id if known.spdx else known.label(self.lang)
        return LicenseLine(
            license=Word(known.id, name),
            url=known.url,
            covers=self.word("covers", item.covers),
            part=self.part_of(holder),
            permits=permits,
            requires=self.words("requires", known.requires),
            sources=self.sources(item.source),
            since=self.date(item.since),
            until=self.date(item.until),
        )

    def access(self, holder: Described, item: Access) -> AccessLine:
        return AccessLine(
            level=self.word("access-levels", item.level),
            how=self.word("access-hows", item.how) if item.how else None,
            covers=self.word("covers", item.covers),
            part=self.part_of(holder),
            format=item.format,
            bytes=bytes_text(item.bytes) if item.bytes else None,
            sources=self.sources(item.source),
            since=self.date(item.since),
            until=self.date(item.until),
        )

    def origins(self) -> tuple[OriginLine, ...]:
        lines = []
        for _, holder in holders(self.record):
            for origin in holder.derived_from:
                entry = self.catalogue.datasets.get(origin.id) if origin.id else None
                part = entry.record.part(origin.from_part) if entry and origin.from_part else None
                lines.append(
                    OriginLine(
                        node=origin.node,
                        name=entry.name if entry else str(origin.name),
                        path=page_path(entry.id) if entry else None,
                        url=origin.url,
                        relation=self.word("relations", origin.relation)
                        if origin.relation
                        else None,
                        takes=self.words("takes", origin.takes),
                        from_part=self.part_name(part) if part else origin.from_part,
                        part=self.part_of(holder),
                        sources=self.read_in(holder, "derived_from", origin.source),
                    )
                )
        return tuple(lines)

    def ancestors(self) -> tuple[Ancestor, ...]:
        """What the origins go back to, without the origins themselves."""
        known = self.catalogue.datasets
        direct = {origin.node for origin in origins(self.catalogue, self.entry.id)}
        return tuple(
            Ancestor(
                node=one.node,
                name=known[one.id].name if one.id else str(one.name),
                path=page_path(one.id) if one.id else None,
            )
            for one in ancestors(self.catalogue, self.entry.id)
            if one.node not in direct
        )

    def parts(self) -> tuple[PartLine, ...]:
        """The parts, each followed by those that lie in it."""
        inside: dict[str | None, list[Part]] = {}
        for part in self.record.parts:
            inside.setdefault(part.of, []).append(part)
        lines: list[PartLine] = []

        def walk(of: str | None, depth: int) -> None:
            for part in inside.get(of, ()):
                lines.append(
                    PartLine(
                        id=part.id,
                        name=self.part_name(part),
                        kind=self.word("part-kinds", part.kind),
                        depth=depth,
                        roles=self.words("roles", part.roles),
                        sizes=tuple(self.size(part, size) for size in part.size),
                        nothing=self.nothing(part, "size"),
                    )
                )
                walk(part.id, depth + 1)

        walk(None, 0)
        return tuple(lines)

    def note(self, note: Note) -> NoteLine:
        return NoteLine(
            kind=self.word("note-kinds", note.kind),
            prose=prose(note, self.lang),
            about=note.about,
            of=self.others(note.of),
            sources=self.sources(note.source or self.record.source),
        )

    def link(self, key: str) -> LinkLine:
        link = self.record.links[key]
        kind = self.word("link-kinds", link.kind)
        return LinkLine(kind, link.url, self.date(link.until), self.source(key))

    def chips(self) -> tuple[LinkLine, ...]:
        """Where most readers go next: the first address of each of the main kinds."""
        first: dict[str, str] = {}
        for key, link in self.record.links.items():
            if link.kind in CHIPS:
                first.setdefault(link.kind, key)
        return tuple(self.link(first[kind]) for kind in CHIPS if kind in first)

    def member_part(self, identifier: str, part_id: str | None) -> str | None:
        record = self.catalogue.datasets[identifier].record
        part = record.part(part_id) if part_id else None
        return self.part_name(part) if part else None


def fact_sheet(
    catalogue: Catalogue, entry: Entry, lang: Language, sections: tuple[Word, ...] = ()
) -> FactSheet:
    """Everything the page of ``entry`` shows in ``lang``. ``sections`` are those it stands in."""
    sheet, record = _Sheet(catalogue, entry, lang), entry.record
    known = catalogue.datasets
    # In the order of the page, since sources are numbered as they are met.
    return FactSheet(
        row=sheet.row(entry.id),
        aliases=record.aliases,
        facts=sheet.facts(),
        licenses=tuple(
            sheet.license(holder, item)
            for _, holder in holders(record)
            for item in sheet.owner_first(holder.license)
        ),
        license_nothing=_all_nothing(sheet, "license"),
        access=tuple(
            sheet.access(holder, item)
            for _, holder in holders(record)
            for item in sheet.owner_first(holder.access)
        ),
        access_nothing=_all_nothing(sheet, "access"),
        load=load_lines(record),
        parts=sheet.parts(),
        members=tuple(
            (sheet.row(member.id), sheet.member_part(member.id, member.from_part))
            for member in record.members
        ),
        origins=sheet.origins(),
        origins_nothing=_all_nothing(sheet, "derived_from"),
        ancestors=sheet.ancestors(),
        derived=sheet.others(entry.derived),
        collections=sheet.others(entry.collections),
        successors=sheet.others(entry.successors),
        notes=tuple(sheet.note(note) for note in record.notes),
        chips=sheet.chips(),
        stated=tuple(sheet.link(key) for key, one in record.links.items() if one.kind == OWNER),
        links=tuple(sheet.link(key) for key in record.links),
        live=lives(catalogue, record, lang),
        elsewhere=lives_elsewhere(catalogue, record, lang),
        citation=record.citation.bibtex if record.citation else None,
        confused_with=tuple(
            (known[text].name, page_path(text)) if text in known else (text, None)
            for text in record.not_to_be_confused_with
        ),
        sections=sections,
        sources=tuple(sheet.cited.values()),
        missing=entry.missing if entry.status in ("listed", "sourced") else (),
        checked=record.checked,
        checked_text=sheet.date(record.checked),
        added=sheet.date(entry.added),
        changed=sheet.date(entry.changed),
    )


def _all_nothing(sheet: _Sheet, field: str) -> tuple[Nothing, ...]:
    return tuple(
        nothing for _, holder in holders(sheet.record) for nothing in sheet.nothing(holder, field)
    )
