"""The Content-Security-Policy of a page: what a browser may load and run there, and nothing else.

It stands in the page itself, because a host such as GitHub Pages sends no headers of ours. That
leaves out ``frame-ancestors``, ``report-uri`` and ``sandbox``, which a browser ignores in a page
(W3C Content Security Policy Level 3, section 3.3).
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from functools import lru_cache

#: Everything comes from the site. ``data:`` serves the theme's icons, which are in its style
#: sheets; the theme sets styles through the object model, which style-src does not forbid.
_RULES = (
    "default-src 'self'",
    "script-src 'self' {hashes}",
    "style-src 'self'",
    "img-src 'self' data:",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
)
_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
#: A script that is fetched, and JSON, which no browser runs, need no hash.
_NOT_INLINE = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/json", re.IGNORECASE)
_HEAD = "<head>"


class PolicyError(ValueError):
    """A page that cannot be given a policy; the sentence says why."""


def with_policy(page: str, content: str) -> str:
    """``page`` (HTML) with its policy first in ``<head>``.

    Inline scripts of the theme's frame may run. What stands in ``content``, the part that is made
    of Markdown and records, may not: a script in there would otherwise be allowed by its own hash.
    Raises PolicyError when ``content`` or ``<head>`` is not in ``page``.
    """
    before, found, after = page.partition(content) if content else (page, "", "")
    if content and not found:
        raise PolicyError("the page's content is not in the page as the theme wrote it")
    start, head, rest = page.partition(_HEAD)
    if not head:
        raise PolicyError(f"the page has no {_HEAD}")
    scripts = [
        text
        for attributes, text in _SCRIPT.findall(before + after)
        if not _NOT_INLINE.search(attributes)
    ]
    rules = html.escape(policy(tuple(scripts)), quote=False)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return f"{start}{head}\n    {meta}{rest}"


@lru_cache(maxsize=64)
def policy(scripts: tuple[str, ...]) -> str:
    """The policy of a page whose inline ``scripts`` are exactly these."""
    hashes = " ".join(dict.fromkeys(_hash(text) for text in scripts))
    return "; ".join(_RULES).replace(" {hashes}", f" {hashes}" if hashes else "")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
