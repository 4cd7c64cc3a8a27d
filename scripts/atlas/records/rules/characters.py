"""No invisible characters: they make text that reads as one thing and is another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from atlas.records.problem import FieldPath, Finding
from atlas.records.reading import Document
from atlas.records.rules.base import Context, DocumentRule
from atlas.records.vocabulary import Words

# C0 and C1 controls but for newline, bidirectional controls (Unicode UAX 9), zero-width
# characters, line and paragraph separators, byte order mark, soft hyphen, tags, private use,
# unassigned "noncharacters".
FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\ufeff\ufff9-\uffff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]|\t"
)

#: A backslash and what follows it, but for the escapes of harmless characters.
_ESCAPE = re.compile(r"\\[^\n\"\\ /n]")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each text value or key that holds a forbidden character."""
    if may_hold_any(document.text):
        yield from _walk(document.data, ())


def may_hold_any(text: str | None) -> bool:
    """Whether a value of a file can hold a forbidden character: only where the file itself holds
    one or spells one with a backslash. Most files do neither, and need no look at each value."""
    return text is None or bool(_ESCAPE.search(text) or FORBIDDEN.search(text))


def _walk(value: Any, path: FieldPath) -> Iterator[Finding]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _judge(key, (*path, key))
            yield from _walk(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))
    elif isinstance(value, str):
        yield from _judge(value, path)


def _judge(text: str, path: FieldPath) -> Iterator[Finding]:
    found = FORBIDDEN.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        yield Finding(
            path,
            f"holds an invisible or control character ({code}, character {found.start() + 1});"
            " delete it and type the text anew",
        )


RULE = DocumentRule(
    name="characters",
    why=Words(
        en="Control, bidirectional and zero-width characters let a text look different from what"
        " it is, in a review as on the site.",
        zh="控制字符、双向控制字符和零宽字符会让文字看上去与实际不同，审阅时和网站上都是如此。",
    ),
    wrong=('name: "Chart\\u202EAQ"',),
    right=("name: ChartQA",),
    check=check,
)
