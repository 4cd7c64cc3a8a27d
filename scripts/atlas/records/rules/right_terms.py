"""Chinese prose uses the field's own terms, as ``data/vocabulary/glossary.yaml`` has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import prose
from atlas.records.vocabulary import Item, Vocabulary, Words

#: The closed list of terms.
GLOSSARY = "glossary"
#: Somebody else's words may be wrong; whoever quotes them does not say them.
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each wrong or avoided Chinese term outside quotation marks."""
    if GLOSSARY not in context.vocabularies:
        return
    for path, text in prose(record):
        for word, term in wrong_terms(text.zh or "", context.vocabularies[GLOSSARY]):
            yield Finding((*path, "zh"), f"says “{word}”; the term for {term.en} is {term.zh}")


def wrong_terms(chinese: str, glossary: Vocabulary) -> Iterator[tuple[str, Item]]:
    """The wrong terms in ``chinese``, each once, with the item whose ``zh`` is right.

    A wrong term within a longer one is not told again.
    """
    text = _QUOTED.sub("“”", chinese)
    for word, item in glossary.wrong_zh.items():
        if word in text:
            yield word, item
            text = text.replace(word, "")


RULE = RecordRule(
    name="right-terms",
    why=Words(
        en="One thing bears one name on all pages, the one that the field itself uses; a"
        " word-for-word translation often means something else.",
        zh="同一事物在所有页面用同一个名称，即业内通行的说法；逐字直译往往是另一个意思。",
    ),
    wrong=(
        "summary:\n  zh: 关于照片的视觉接地数据，每句话对应一个框，由人工注释。",
        "notes:\n  - {kind: quality, zh: 用于指令调优的回答由模型生成，未经检查。}",
    ),
    right=(
        "summary:\n  zh: 关于照片的视觉定位数据，每句话对应一个框，由人工标注。",
        "notes:\n  - {kind: quality, zh: 用于指令微调的回答由模型生成，作者称之为“指令调优”。}",
    ),
    needs=("summary", "notes", "parts"),
    check=check,
)
