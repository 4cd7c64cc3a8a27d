"""Text stands in the language its key says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from atlas.records.model import Dataset
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import prose
from atlas.records.vocabulary import Words

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_QUOTED = re.compile(
    r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\([^)]*\)|（[^）]*）"
)


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for zh text without Han, and en text with Han outside quotes or brackets."""
    for path, text in prose(record):
        if text.zh is not None and not HAN.search(text.zh):
            yield Finding((*path, "zh"), "holds no Chinese characters; is it in another language?")
        if text.en is not None and HAN.search(_QUOTED.sub("", text.en)):
            yield Finding(
                (*path, "en"),
                "holds Chinese characters outside quotation marks or parentheses",
            )


RULE = RecordRule(
    name="text-language",
    why=Words(
        en="Each page is read in one language, and a screen reader speaks it as that language.",
        zh="每个页面只用一种语言阅读，屏幕阅读器也按该语言朗读。",
    ),
    wrong=(
        "summary:\n  zh: Questions about charts, with answers in English.",
        "summary:\n  en: Questions about 图表 drawn from the web, with short answers.",
    ),
    right=(
        "summary:\n  zh: 关于网络图表的问答，答案简短，以英文写成。",
        "summary:\n  en: Questions about charts (“图表”) drawn from the web, with short answers.",
    ),
    needs=("summary",),
    check=check,
)
