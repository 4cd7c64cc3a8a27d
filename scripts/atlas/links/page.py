"""Pages that answer 200 and say that there is nothing: soft 404s and parked domains. Pure.

By title and short body only: a long page, or one with any other title, is taken for what was
cited, since no live link may be called dead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from atlas.links.meaning import Meaning, Reply
from atlas.links.words import Verdict

#: A body with more words to read than this, in characters, is a page and no notice.
SHORT_TEXT = 1_500
#: A body of more bytes than this is not looked at: notices come with styles, not with content.
SHORT_BODY = 16 * 1024
#: The shortest page that could say it; shorter ones are not fetched for their title.
SHORTEST = len("<title>404</title>")

_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,300})", re.IGNORECASE)
_UNREAD = re.compile(r"<(script|style|noscript|svg)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->", re.I | re.S)
_TAG = re.compile(r"<[^>]{0,2000}>")

_MISSING = (
    r"(?:(?:http )?(?:error )?404(?: error)?(?:[:\s,.!|–—-]+(?:page |file |url )?not found)?"
    r"|(?:oops[!,. ]+)?(?:the )?(?:requested )?(?:page|file|url) (?:was )?not found"
    r"(?:[:\s(–—-]+(?:error )?404\)?)?"
    r"|not found(?:[:\s(–—-]+404\)?)?"
    r"|(?:this )?page (?:doesn.t|does not) exist|page (?:cannot|can.t) be found"
    r"|(?:404[:\s–—-]*)?(?:页面|网页|该页面|您访问的页面)(?:不存在|未找到|找不到了?)"
    r"|(?:找不到|未找到)(?:该)?(?:页面|网页))"
)
#: The notice alone, or with the site's name after a mark that sites part it off with.
_SOFT_404 = re.compile(rf"{_MISSING}[.!。！]?(?:\s+[|·•–—-]\s+[^|·•]{{1,60}})?", re.IGNORECASE)
#: Sellers' titles, and the one line that their pages consist of.
_PARKED_TITLE = re.compile(
    r"(?:the domain (?:name )?)?[a-z0-9.-]+\.[a-z]{2,20} (?:is|may be) (?:for sale|parked).*"
    r"|(?:this )?domain (?:name )?(?:is )?(?:for sale|parked|expired).*|parked domain.*"
    r"|[a-z0-9.-]+\.[a-z]{2,20} (?:domain )?(?:name )?(?:is )?(?:for sale|parked).*"
    r"|hugedomains\.com.*|.*\bbuy this domain\b.*",
    re.IGNORECASE,
)
_PARKED_BODY = re.compile(
    r"""(?:window|document)\.location(?:\.href)?\s*=\s*["']/lander"""
    r"|sedoparking\.com|parkingcrew\.net|domain_name_is_parked|dan\.com/buy-domain"
    r"|(?:this|the) domain (?:name )?(?:is|may be) (?:for sale|parked)|buy this domain",
    re.IGNORECASE,
)


def title_of(text: str) -> str:
    """The title in ``text``, unescaped and on one line; "" without one."""
    found = _TITLE.search(text)
    return " ".join(html.unescape(found.group(1)).split()) if found else ""


def meaning_of(reply: Reply) -> Meaning | None:
    """What a page that answers 200 says about itself, None for all that may be what was cited."""
    if not 200 <= reply.code < 300 or not reply.whole or len(reply.text) > SHORT_BODY:
        return None
    words = " ".join(_TAG.sub(" ", _UNREAD.sub(" ", reply.text)).split())
    if len(words) > SHORT_TEXT:
        return None
    if _SOFT_404.fullmatch(reply.title):
        return Meaning(
            Verdict.DEAD, "It answers 200 with a short page whose title says that nothing is there."
        )
    if _PARKED_TITLE.fullmatch(reply.title) or _PARKED_BODY.search(reply.text):
        return Meaning(Verdict.DEAD, "Its domain is parked or for sale: a seller's page answers.")
    return None


def may_say_so(code: int, headers: Mapping[str, str]) -> bool:
    """Whether the page behind this good answer to a HEAD may be such a notice.

    It may unless the answer names another type, or a length that no notice has. Pages that programs
    make name no length, and a server that says nothing of a page, or that it is empty, answers HEAD
    for the form only.
    """
    if code not in (200, 203):
        return False
    kind, length = headers.get("Content-Type", ""), headers.get("Content-Length", "")
    if kind and not kind.lower().startswith(("text/html", "application/xhtml")):
        return False
    if length.isascii() and length.isdigit() and (size := int(length[:9])):
        return bool(kind) and SHORTEST <= size <= SHORT_BODY
    return True
