"""A sentence of the link checker → the same in a reader's language.

Runs and states hold English sentences, which maintainers read in reports; pages show them to
readers. ``reasons.yaml`` has each of them in Chinese.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

from atlas.records.vocabulary import Language

_FILE = Path(__file__).with_name("reasons.yaml")
#: What stands in braces, as the checker writes it.
_PLACES = {
    "server": r"(?:Its|After (?P<server>\d+) redirects? its) server",
    "status": r"(?P<status>\d{3}[^()]*?)",
    "times": r"(?:, (?P<times>\d+) times)?",
    "after": r"(?P<after> after a redirect)?",
    "detail": r"(?: \((?P<detail>.*)\))?",
    "inside": r"(?P<inside>.*)",
    "known": r"(?P<known>.+)",
}


def reason_in(lang: Language, reason: str) -> tuple[str, Language]:
    """``reason`` in ``lang`` where it is known, else as it is; and the language that it is in."""
    translated = _chinese(reason) if lang == "zh" and reason else None
    return (translated, "zh") if translated else (reason, "en")


def _chinese(reason: str) -> str | None:
    for pattern, chinese in _sentences():
        found = pattern.fullmatch(reason)
        if found:
            said = found.groupdict(default="")
            return chinese.format(
                server=_with("经 {} 次跳转后，", said.get("server")) + "服务器",
                status=said.get("status"),
                times=_with("，共 {} 次", said.get("times")),
                after=_with("跳转后", said.get("after")),
                detail=_with("（{}）", said.get("detail")),
                inside=said.get("inside"),
                known=_chinese(said.get("known", "")) or said.get("known"),
            )
    return None


def _with(words: str, said: str | None) -> str:
    return words.format(said) if said else ""


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = []
    for item in yaml.safe_load(_FILE.read_text(encoding="utf-8")):
        pieces = re.split(r"\{([a-z]+)\}", item["en"])
        fixed = [
            _PLACES[piece] if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)
        ]
        found.append((re.compile("".join(fixed)), item["zh"]))
    return tuple(found)
