"""All passes over one file, each checked: the result says what was meant, or the pass is left out.

They are made again until nothing changes, so that a fixed file has nothing left to fix.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from atlas.fix import checkout, key_order, names, prose, quotes, shorthands, words
from atlas.fix.edit import Edit, apply, changed
from atlas.fix.shape import Spot, spots
from atlas.records.model import Dataset, joined_chinese
from atlas.records.reading import Document, read_document
from atlas.records.vocabulary import Vocabularies

#: More rounds than any file needs.
MAX_ROUNDS = 12
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Knowledge:
    """What the passes know besides the file."""

    vocabularies: Vocabularies
    ids: names.Ids = field(default_factory=names.Ids)
    #: Links of the record → commits to say as ``as_of``.
    commits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fixed:
    """The content of a file as it should be. ``said`` tells changes of what it says, ``kinds``
    all kinds of changes; ``unread`` is set where the file is no YAML that a record may be."""

    content: bytes
    said: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unread: bool = False


def fixed(
    content: bytes, identifier: str, known: Knowledge, model: type[BaseModel] = Dataset
) -> Fixed:
    """``content`` as the record ``identifier`` should be written. Never raises for any content."""
    cleaned = content.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    document = _read(cleaned)
    if document.text is None or document.problems:
        return Fixed(content, unread=True)
    text, said, kinds = _tidied(document), dict[str, None](), dict[str, None]()
    if text.encode() != content:
        kinds["line ends"] = None
    passes, tree = _passes(identifier, known), spots(text, model)
    for _ in range(MAX_ROUNDS):
        before = text
        for kind, edits_of in passes.items():
            text, done = _checked(text, list(edits_of(text, tree)))
            # Reading the tree is most of the work, and most passes change nothing.
            tree = spots(text, model) if done else tree
            said |= dict.fromkeys(edit.said for edit in done if edit.said)
            kinds |= {kind: None} if done else {}
        if text == before:
            break
    return Fixed(text.encode(), tuple(said), tuple(kinds))


def _passes(
    identifier: str, known: Knowledge
) -> Mapping[str, Callable[[str, list[Spot]], Iterable[Edit]]]:
    return {
        "spelling": lambda text, tree: words.edits(text, tree, known.vocabularies),
        "names": lambda text, tree: names.edits(text, tree, known.ids, identifier),
        "as_of": lambda text, tree: checkout.edits(text, tree, known.commits),
        "shorthands": shorthands.edits,
        "quotation marks": quotes.edits,
        "folded prose": prose.edits,
        "order of keys": key_order.edits,
    }


def _checked(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """``text`` after those of ``edits`` that do what they should, and which these are.

    All at once, or else one by one.
    """
    if not edits:
        return text, []
    if _holds(text, edits):
        return apply(text, edits), edits
    done: list[Edit] = []
    for edit in edits:
        if _holds(text, [*done, edit]):
            done.append(edit)
    return apply(text, done), done


def _holds(text: str, edits: list[Edit]) -> bool:
    before, after = _read(text.encode()), _read(apply(text, edits).encode())
    try:
        wanted = changed(before.data, edits)
    except (KeyError, IndexError, TypeError):
        return False
    return not after.problems and _meant(wanted) == _meant(after.data)


def _meant(value: Any) -> Any:
    """``value`` as the model takes it: prose without what folding put into it."""
    if isinstance(value, dict):
        return {
            key: joined_chinese(inner.strip()) if key == "zh" and isinstance(inner, str)
            else _meant(inner)
            for key, inner in value.items()
        }  # fmt: skip
    if isinstance(value, list):
        return [_meant(item) for item in value]
    return value.strip() if isinstance(value, str) else value


def _tidied(document: Document) -> str:
    """The text without white space at ends of lines and of the file, where that says nothing."""
    text = document.text or ""
    for tidy in (re.sub(r"[ \t]+\n", "\n", text).rstrip() + "\n", text.rstrip("\n") + "\n"):
        if tidy == text:
            return text
        again = _read(tidy.encode())
        if not again.problems and again.data == document.data:
            return tidy
    return text


def _read(content: bytes) -> Document:
    return read_document(Path("record.yaml"), content)
