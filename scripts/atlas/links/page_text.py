"""The text of an answer, for watched facts: at most 2 MiB of it, packed and unpacked.

Only text counts, and whether all of it was read: a fact is missing from a whole page only.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import aiohttp

from atlas.links.answers import answer_of
from atlas.links.observation import Answer, Observation
from atlas.links.sample import LIMIT, read_sample
from atlas.links.target import Target

#: Bytes of a text that are read, and of it when unpacked (issue 6, section 4).
TEXT_LIMIT = 2 * 1024 * 1024
_TEXT = re.compile(
    r"text/.*|application/(?:.+\+)?(?:json|xml|yaml|x-yaml|javascript|x-tex|x-sh|toml)"
    r"|application/xhtml\+xml"
)
_HTML = re.compile(r"text/html|application/xhtml\+xml")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_-]{1,40})", re.IGNORECASE)
#: Decoders that take time in proportion to the text; a server names one of these or none.
_CHARSETS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|gbk|gb2312|gb18030|big5(?:-hkscs)?|shift[_-]jis|euc-(?:jp|kr)"
    r"|iso-8859-\d{1,2}|windows-125\d|koi8-[ru]"
)
#: A larger part of characters that cannot be read makes a text none.
_UNREADABLE_PART = 0.01


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says; ``whole`` is False where some of it may not have been read."""

    text: str
    is_html: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class TextAnswer(Answer):
    """An answer with the text that came with it, None where that is no text."""

    page: PageText | None = None


def without_text(seen: Observation) -> Observation:
    """``seen`` without the text that came with it: a run keeps all observations until its end."""
    if isinstance(seen.end, TextAnswer) and seen.end.page:
        return replace(seen, end=replace(seen.end, page=None))
    return seen


async def read_text(
    target: Target, method: str, response: aiohttp.ClientResponse, seconds: float
) -> Answer:
    """Like answers.read_answer, with up to TEXT_LIMIT bytes of the text itself, where it is one."""
    headers, code = response.headers, response.status
    is_text = code == 200 and _TEXT.fullmatch(_kind(headers))
    body, broke = await read_sample(response, seconds, TEXT_LIMIT if is_text else LIMIT)
    answer = answer_of(target, method, code, headers, body[:LIMIT], broke)
    return TextAnswer(
        answer.url,
        code,
        answer.retry_after,
        answer.wall,
        answer.body_broke,
        answer.meaning,
        page=page_text(body, headers, broke) if is_text else None,
    )


def page_text(body: bytes, headers: Mapping[str, str], broke: bool) -> PageText | None:
    """The text in ``body`` (at most TEXT_LIMIT bytes of an answer), None when it is none."""
    kind, more = _kind(headers), headers.get("Content-Type", "").lower().partition(";")[2]
    if not _TEXT.fullmatch(kind):
        return None
    unpacked, complete = _unpacked(body, headers.get("Content-Encoding", "identity"))
    if unpacked is None:
        return None
    is_html = bool(_HTML.fullmatch(kind))
    text = _decoded(unpacked, more, is_html)
    if text.count("\ufffd") > max(4, _UNREADABLE_PART * len(text)):
        return None
    return PageText(text, is_html, complete and not broke and len(body) < TEXT_LIMIT)


def _kind(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").lower().partition(";")[0].strip()


def _unpacked(body: bytes, encoding: str) -> tuple[bytes | None, bool]:
    """The bytes, and whether they are all; None for what cannot be unpacked."""
    encoding = encoding.strip().lower()
    if encoding in ("identity", ""):
        return body, True
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return None, False
    # 32: header of gzip or zlib, whichever is there.
    unpacker = zlib.decompressobj(32 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(body, TEXT_LIMIT)
    except zlib.error:
        return None, False
    return unpacked, unpacker.eof and not unpacker.unconsumed_tail and not unpacker.unused_data


def _decoded(body: bytes, parameters: str, is_html: bool) -> str:
    named = re.search(r"charset\s*=\s*[\"']?([a-z0-9_-]{1,40})", parameters)
    charset = named[1] if named else ""
    if not charset and is_html:
        found = _CHARSET.search(body[:4096])
        charset = found[1].decode("ascii").lower() if found else ""
    if body.startswith(b"\xef\xbb\xbf") or not _CHARSETS.fullmatch(charset):
        charset = "utf-8"
    # What browsers do: GB 2312 is taken for the larger set that holds it.
    charset = "gb18030" if charset in ("gbk", "gb2312") else charset
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")
