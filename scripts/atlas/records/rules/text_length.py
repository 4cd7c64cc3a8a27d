"""A summary fits a table row: long enough to tell something, short enough to be read."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.vocabulary import Words

#: (least, most) characters of a summary. A Chinese sentence says in 15 characters what an English
#: one says in 40.
SUMMARY = {"en": (40, 400), "zh": (15, 200)}
NOTE = {"en": 700, "zh": 350}


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each summary or note that is too short or too long."""
    for lang, (least, most) in SUMMARY.items():
        text = getattr(record.summary, lang)
        if text is not None and not least <= len(text) <= most:
            way = "short" if len(text) < least else "long"
            yield Finding(
                ("summary", lang),
                f"is too {way} with {len(text)} characters; write {least} to {most}",
            )
    for index, note in enumerate(record.notes):
        for lang, most in NOTE.items():
            text = getattr(note, lang)
            if text is not None and len(text) > most:
                yield Finding(
                    ("notes", index, lang),
                    f"is too long with {len(text)} characters; write at most {most}",
                )


RULE = RecordRule(
    name="text-length",
    why=Words(
        en="Summaries stand in table rows and search results, where one or two sentences are read.",
        zh="摘要出现在表格行和搜索结果中，那里只适合一两句话。",
    ),
    wrong=("summary:\n  en: Chart questions.",),
    right=("summary:\n  en: Questions about real-world charts that need reading and arithmetic.",),
    needs=("summary",),
    check=check,
)
