"""What a text shows: text and literal are folded alike, so that a page that is set anew still
says it. Pure.
"""

from __future__ import annotations

import html
import re
import unicodedata

#: Elements that end no word: <b>58,000</b> questions, 58<sub>k</sub>.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)"
    r"(?:[\s/][^<>]{0,4000})?>",
    re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-z!?](?!ttps?:)[^<>]{0,4000}>", re.IGNORECASE)
#: Elements whose content nobody sees. Scripts of data are kept: pages are made from them.
_UNSEEN = re.compile(r"<(style|script|noscript|template)\b([^<>]{0,4000})>", re.IGNORECASE)
_DATA = re.compile(r"application/(?:ld\+)?json", re.IGNORECASE)
#: The target of a Markdown link, and the marks that Markdown and TeX put around words.
_TARGET = re.compile(r"\]\([^()\s]{0,2000}\)")
_MARKS = str.maketrans("", "", "[]*_`\\{}$\u00ad\u200b\ufeff")
_SPACE = re.compile(r"\s+")
#: Spaces matter between numbers only: 5 8000 is not 58000. Elsewhere a line may end anywhere.
_IDLE_SPACE = re.compile(r" (?!\d)|(?<![\d,.]) ")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}([,'’])\d{3}(?:\1\d{3})*(?!\d)")
_THOUSANDS_ABROAD = re.compile(r"(?<![\d.,])\d{1,3}([,'’. ])\d{3}(?:\1\d{3})*(?!\d)")
#: Stands where an element began or ended: numbers in two cells are no thousands.
_ELEMENT = "\x01"
_NOT_DIGITS = re.compile(r"\D+")


def folded(text: str) -> tuple[str, ...]:
    """``text`` without what may change though it says the same: case, spaces, marks of Markdown,
    and the separators of thousands, read in three ways (as they stand, English, any)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _TARGET.sub("]", plain).translate(_MARKS)
    plain = _SPACE.sub(" ", plain).strip()
    joined = (
        plain,
        _THOUSANDS.sub(_digits, plain),
        _THOUSANDS_ABROAD.sub(_digits, plain),
    )
    return tuple(_IDLE_SPACE.sub("", _SPACE.sub(" ", _apart(form))) for form in joined)


def _apart(form: str) -> str:
    """``form`` without the marks of elements, which have kept the numbers beside them apart."""
    return form.replace(_ELEMENT, " ").strip() if _ELEMENT in form else form


def _digits(found: re.Match[str]) -> str:
    return _NOT_DIGITS.sub("", found[0])


class Text:
    """The text of a page, folded once for all that is looked for in it."""

    def __init__(self, text: str, *, is_html: bool) -> None:
        self._forms = [folded(visible(text))]
        if not is_html:
            # <image> in a README is a tag, or the word that a reader sees.
            self._forms.append(folded(text))

    def shows(self, literal: str) -> bool:
        """Whether ``literal`` stands in it. A number does not stand in a longer one."""
        wanted = folded(literal)
        return any(
            _pattern(word).search(form) is not None
            for forms in self._forms
            for word, form in zip(wanted, forms, strict=True)
            if word
        )


def _pattern(word: str) -> re.Pattern[str]:
    before = r"(?<!\d)(?<!\d[.,])" if word[0].isdecimal() else ""
    after = r"(?!\d)(?![.,]\d)" if word[-1].isdecimal() else ""
    return re.compile(before + re.escape(word) + after)


def visible(markup: str) -> str:
    """What a reader sees of ``markup``: no tags, comments, styles and programs. Takes time in
    proportion to its length, whatever it holds."""
    first, *rest = markup.split("<!--")
    pieces = [first]
    for piece in rest:
        _, _, after = piece.partition("-->")
        pieces.append(after)
    seen = _INLINE.sub("", _without_unseen(" ".join(pieces)))
    return html.unescape(_TAG.sub(f" {_ELEMENT} ", seen))


def _without_unseen(markup: str) -> str:
    lower = markup.lower()
    if len(lower) != len(markup):  # İ and its like; the places must agree.
        markup = lower
    pieces, at = [], 0
    while found := _UNSEEN.search(markup, at):
        pieces.append(markup[at : found.start()])
        end = lower.find(f"</{found[1].lower()}", found.end())
        end = len(markup) if end < 0 else end
        if _DATA.search(found[2]):
            pieces.append(markup[found.end() : end])
        at = end
    pieces.append(markup[at:])
    return " ".join(pieces)
