"""How values are written in English and in Chinese: numbers with their unit, dates, prose."""

from __future__ import annotations

from dataclasses import dataclass

from atlas.records.model import Bilingual, Size
from atlas.records.vocabulary import Language, Vocabularies

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Prose:
    """A person's words on a page: ``lang`` is what they are in, ``wanted`` whether the page's own
    language is still to be written."""

    text: str
    lang: Language
    wanted: bool


def prose(words: Bilingual, lang: Language) -> Prose:
    """``words`` for a page in ``lang``."""
    text, own = words.text(lang)
    return Prose(text, own, own != lang)


def date_text(partial: str, lang: Language) -> str:
    """``2022-09`` → “September 2022”, “2022 年 9 月”."""
    year, month, day = ([*partial.split("-"), "", ""])[:3]
    if lang == "zh":
        return (
            f"{year} 年"
            + (f" {int(month)} 月" if month else "")
            + (f" {int(day)} 日" if day else "")
        )
    return " ".join(filter(None, (day.lstrip("0"), MONTHS[int(month) - 1] if month else "", year)))


def number_text(value: float) -> str:
    """``163999`` → “163,999”; both languages group by thousands in print."""
    return f"{value:,}"


def size_text(size: Size, lang: Language, vocabularies: Vocabularies) -> str:
    """“more than 900 videos”, “about 30 seconds per clip (mean)”; the basis is told elsewhere."""
    number = number_text(size.value)
    unit = vocabularies["units"].item(size.unit)
    counted = unit.counted
    statistic = vocabularies.label("statistics", size.statistic, lang) if size.statistic else None
    if lang == "zh":
        hedge = ("超过 " if size.at_least else "") + ("约 " if size.approximate else "")
        what = f"{hedge}{number} {counted.zh if counted else unit.zh}"
        if size.per:
            per = vocabularies["units"].item(size.per)
            what = f"每{per.counted.zh if per.counted else per.zh} {what}"
        return f"{what}（{statistic}）" if statistic else what
    hedge = ("more than " if size.at_least else "") + ("about " if size.approximate else "")
    name = (counted.one if size.value == 1 else counted.en) if counted else unit.en
    what = f"{hedge}{number} {name}"
    if size.per:
        per = vocabularies["units"].item(size.per)
        what += f" per {per.counted.one if per.counted else per.en}"
    return f"{what} ({statistic})" if statistic else what


def bytes_text(value: float) -> str:
    """``1500000`` → “1.5 MB” (powers of ten, as hubs and shops write them)."""
    size, units = float(value), ["B", "kB", "MB", "GB", "TB"]
    # 999,999 bytes are 1.0 MB, not 1000 kB: what rounds up to a thousand takes the next unit.
    while size >= 999.5 and len(units) > 1:
        size /= 1000
        units.pop(0)
    return (
        f"{size:.0f} {units[0]}" if size >= 99.95 or units[0] == "B" else f"{size:.1f} {units[0]}"
    )
