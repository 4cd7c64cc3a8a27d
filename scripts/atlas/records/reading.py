"""Bytes of a YAML file → plain text values with their positions, or positioned problems.

Only the part of YAML that a record needs is accepted: one document of mappings, lists and text.
Every scalar stays text; what it means is decided by the type of its field (DESIGN section 3).
Aliases, anchors and tags are refused because they let a short file mean a huge one, or name code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from atlas.printable import shown
from atlas.records.problem import FieldPath, Finding, Problem, dotted

#: A record larger than this is a mistake (the largest real one is a tenth of it).
MAX_BYTES = 64 * 1024
#: Vocabularies grow with the field; nobody's pull request needs one larger than this.
MAX_VOCABULARY_BYTES = 512 * 1024
#: Deeper nesting than any field of a record needs.
MAX_DEPTH = 12
_TOO_DEEP = f"nested more than {MAX_DEPTH} deep; no field needs that"
#: What YAML 1.1 (section 5.1) lets stand in a file unescaped; the parser refuses the rest as well,
#: but without a place. Not so the line ends that no review shows as such (a lone CR, NEL, LS, PS):
#: a key could hide behind one at the end of a comment.
_NOT_PRINTABLE = re.compile(
    r"[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)"
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(slots=True)
class Document:
    """What a file says: ``data`` of dicts, lists and str, and where each of them stands.

    ``positions`` maps the path of a value to its (line, column), and the path of a mapping's
    entry with ``KEY`` appended to that of its key; both count from 1.
    """

    path: Path
    data: Any = None
    positions: dict[FieldPath, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: The file as text; None when it could not be decoded.
    text: str | None = None

    def position(self, path: FieldPath, *, key: bool = False) -> tuple[int, int]:
        """The place of ``path``, or of the nearest thing around it that the file spells out."""
        path = self.spelled(path)
        if key and (*path, KEY) in self.positions:
            return self.positions[(*path, KEY)]
        for end in range(len(path), -1, -1):
            if path[:end] in self.positions:
                return self.positions[path[:end]]
        return (1, 1)

    def spelled(self, path: FieldPath) -> FieldPath:
        """``path`` as the file spells it: without the index of a value that stands for a list.

        ``size: {value: 9}`` stands for a list of one size, whose value is at
        ``("size", 0, "value")`` for the model and at ``("size", "value")`` in the file.
        """
        own: FieldPath = ()
        for step in path:
            if not (step == 0 and (*own, 0) not in self.positions and own in self.positions):
                own = (*own, step)
        return own

    def problem(self, finding: Finding, rule: str, *, key: bool = False) -> Problem:
        """``finding`` with the place it has in this file."""
        line, column = self.position(finding.field, key=key)
        return Problem(
            self.path,
            line,
            column,
            dotted(self.spelled(finding.field)),
            finding.message,
            finding.allowed,
            finding.did_you_mean,
            rule,
        )


#: The last step of a position path that means "the key itself". No YAML key can be this value.
KEY = -1


def read_document(path: Path, content: bytes, *, top: type = dict) -> Document:
    """Parse ``content``; ``path`` is only used to name the place of problems.

    ``top`` is what the file must hold: ``dict`` for a record, ``list`` for a vocabulary, which
    maintainers write and which may be larger. Never raises for any content: what cannot be read
    is a problem in the result, whose ``data`` is then None or the part read so far.
    """
    document = Document(path)
    text = _decode(document, content, MAX_BYTES if top is dict else MAX_VOCABULARY_BYTES)
    if text is None:
        return document
    document.text = text
    builder = _Builder(document)
    try:
        document.data = builder.build(_events(text))
    except _Refused:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = " ".join(str(said) for said in (error.context, error.problem) if said)
        what = f"this is not valid YAML: {said}"
        if "nesting depth" in said:  # the parser reads ahead of us, and stops at a depth of its own
            what = _TOO_DEEP
        document.problems.append(Problem(path, line, column, "", what, rule="yaml"))
    except yaml.YAMLError as error:
        what = str(getattr(error, "reason", None) or error).splitlines()[0]
        document.problems.append(
            Problem(path, 1, 1, "", f"this is not valid YAML: {what}", rule="yaml")
        )
    if document.problems:
        document.data = document.data if isinstance(document.data, top) else None
    elif not isinstance(document.data, top):
        wanted = "a mapping of keys to values" if top is dict else "a list of items"
        what = "is empty" if document.data in (None, "") else f"is not {wanted}"
        hint = "; a record starts with name:" if top is dict else ""
        document.problems.append(Problem(path, 1, 1, "", f"the file {what}{hint}", rule="yaml"))
        document.data = None
    return document


def _decode(document: Document, content: bytes, limit: int) -> str | None:
    def refuse(offset: int, message: str) -> None:
        before = content[:offset]
        line = before.count(b"\n") + 1
        start = before.rfind(b"\n") + 1
        column = len(before[start:].decode("utf-8", "replace")) + 1
        document.problems.append(Problem(document.path, line, column, "", message, rule="encoding"))

    if len(content) > limit:
        refuse(0, f"the file has {len(content):,} bytes; at most {limit:,} are read")
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        refuse(0, "the file starts with a byte order mark; save it as UTF-8 without BOM")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        refuse(error.start, "the file is not UTF-8 from here on; save it as UTF-8")
        return None
    nul = content.find(b"\x00")
    if nul >= 0:
        refuse(nul, "the file holds a NUL byte; a record is plain text")
        return None
    control = _NOT_PRINTABLE.search(text)
    if control:
        code = f"U+{ord(control.group()):04X}"
        refuse(
            len(text[: control.start()].encode()),
            f"holds a control character ({code}); delete it and type the text anew",
        )
        return None
    return text


def _events(text: str) -> Iterator[Any]:
    """What ``yaml.parse`` gives, without a Python frame for each event."""
    return iter(_Loader(text).get_event, None)


class _Refused(Exception):
    """Stops the parse where going on would be unsafe or only repeat the same problem."""


class _Builder:
    """Turns parser events into values, noting places and refusing what a record must not use."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.positions = document.positions

    def build(self, events: Iterator[Any]) -> Any:
        data: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self._stop(event, (), "a second document starts here; a file holds one record")
                seen = True
            elif isinstance(event, (yaml.NodeEvent,)):
                data = self._value(event, events, ())
        return data

    def _value(self, event: Any, events: Iterator[Any], path: FieldPath) -> Any:
        self._refuse_features(event, path)
        if len(path) > MAX_DEPTH:
            self._stop(event, path, _TOO_DEEP)
        self.positions.setdefault(path, _place(event))
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return event.value
        if kind is yaml.SequenceStartEvent:
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Any], path: FieldPath) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                return items
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: FieldPath) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                return entries
            self._refuse_features(event, path)
            if type(event) is not yaml.ScalarEvent:
                self._stop(event, path, "a key must be one word, not a list or a mapping")
            key = event.value
            if key in entries:
                first = self.document.position((*path, key), key=True)[0]
                self._note(event, (*path, key), f"this key already stands in line {first}")
                # Read on, into a place of its own, so that the rest is still checked.
                self._value(next(events), events, (*path, key, KEY))
                continue
            own = (*path, key)
            self.positions[(*own, KEY)] = _place(event)
            entries[key] = None
            entries[key] = self._value(next(events), events, own)
        return entries

    def _refuse_features(self, event: Any, path: FieldPath) -> None:
        if type(event) is yaml.AliasEvent:
            self._stop(event, path, f"an alias ({shown(f'*{event.anchor}')}); write the value out")
        if event.anchor is not None:
            self._stop(event, path, f"an anchor ({shown('&' + event.anchor)}); write values out")
        if event.tag is not None:
            self._stop(event, path, f"a tag ({shown(event.tag)}); records are plain text values")

    def _note(self, event: Any, path: FieldPath, message: str) -> None:
        line, column = _place(event)
        field = dotted(tuple(step for step in path if step != KEY))
        self.document.problems.append(
            Problem(self.document.path, line, column, field, message, rule="yaml")
        )

    def _stop(self, event: Any, path: FieldPath, message: str) -> None:
        self._note(event, path, message)
        raise _Refused


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
