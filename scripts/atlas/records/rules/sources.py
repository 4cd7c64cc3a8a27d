"""Every fact says where it was read, and what it names is a link of the record."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.printable import shown
from atlas.records.model import Dataset
from atlas.records.problem import FieldPath, Finding, nearest
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import effective_source, holders, statements
from atlas.records.vocabulary import Words

#: Plain facts that need a source once they are given. Name, summary, roles, modalities, tasks and
#: what a dataset contains are the editor's wording.
PLAIN = ("languages", "released", "publishers")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each fact without a source and each source that is no link."""
    for path, refs in _references(record):
        for ref in refs:
            key, _, file = ref.partition(":")
            if ".." in file.split("/") or file.startswith("/"):
                yield Finding(path, f"{shown(file)} leaves the repository; name a file inside it")
            if key not in record.links:
                yield Finding(
                    path,
                    f"{shown(key)} is not the key of a link of this record",
                    tuple(record.links),
                    nearest(key, record.links),
                )
    for path, holder, statement in statements(record):
        field = str(path[-2] if isinstance(path[-1], int) else path[-1])
        if not effective_source(record, holder, field, statement.source):
            inherits = field not in ("license", "access")
            where = "here or above" if inherits else "here; it inherits none"
            yield Finding(
                path, f"says not where it was read; add source: {where}", tuple(record.links)
            )
    for place, holder in holders(record):
        for field in PLAIN:
            value = getattr(holder, field, None)
            if value and not effective_source(record, holder, field, None):
                yield Finding(
                    (*place, field),
                    "says not where it was read; add source: at the top, or"
                    f" sources: {{{field}: …}}",
                    tuple(record.links),
                )
        for field, absence in holder.absent.items():
            if not absence.source:
                yield Finding(
                    (*place, "absent", field),
                    "says not what was read or searched; add source: here, it inherits none",
                    tuple(record.links),
                )


def _references(record: Dataset) -> Iterator[tuple[FieldPath, tuple[str, ...]]]:
    for place, holder in holders(record):
        if holder.source:
            yield (*place, "source"), holder.source
        for field, refs in holder.sources.items():
            yield (*place, "sources", field), refs
        for field, absence in holder.absent.items():
            yield (*place, "absent", field, "source"), absence.source or ()
    for path, _, statement in statements(record):
        yield (*path, "source"), statement.source or ()
    for index, note in enumerate(record.notes):
        yield ("notes", index, "source"), note.source or ()


RULE = RecordRule(
    name="sources",
    why=Words(
        en="A fact without a source cannot be checked by anyone. License, access and absent name"
        " their own, because they are often read elsewhere than the rest.",
        zh="没有出处的事实无人能够核对。license、access 和 absent 须各自写明出处，"
        "因为它们常与其余内容读自不同地方。",
    ),
    wrong=("size: {value: 900, unit: videos}", "license: {id: MIT, source: papr}"),
    right=(
        "source: paper\nsize: {value: 900, unit: videos}",
        "license: {id: MIT, source: paper}",
    ),
    needs=("links", "source", "sources"),
    check=check,
)
