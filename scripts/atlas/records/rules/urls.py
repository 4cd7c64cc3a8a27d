"""Addresses are http or https, on a public host, without credentials or hidden characters."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from atlas.public_address import is_public
from atlas.records.model import Dataset, Model
from atlas.records.problem import Finding
from atlas.records.rules.base import Context, RecordRule
from atlas.records.texts import urls
from atlas.records.vocabulary import Words

#: RFC 3986: these and percent-escapes are all that a URL may hold.
_URL = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
#: RFC 6761, RFC 6762, RFC 8375 and IANA's list of special-use names: never public.
SPECIAL = frozenset(
    ("localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private",
     "test", "invalid", "example", "onion", "arpa", "alt")
)  # fmt: skip
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


def check(record: Dataset, context: Context) -> Iterator[Finding]:
    """Yield a finding for each address that must not be in a record."""
    for path, url in urls(record):
        complaint = complain(url)
        if complaint:
            yield Finding(path, complaint)


def check_model(model: Model) -> Iterator[Finding]:
    """The same for the links of a model file."""
    for key, link in model.links.items():
        complaint = complain(link.url)
        if complaint:
            yield Finding(("links", key, "url"), complaint)


def complain(url: str) -> str | None:
    """What is wrong with ``url`` as an address of a public page; None when nothing is."""
    if not _URL.fullmatch(url):
        return "holds a character that no URL may hold; percent-encode it (a space is %20)"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return "is not a URL"
    if parts.scheme not in ("http", "https") or not url.startswith(("http://", "https://")):
        return "is not an http:// or https:// address"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password; take it out"
    if not host:
        return "has no host"
    if port == 0:
        return "has port 0"
    return _complain_of_host(host)


@lru_cache(maxsize=4096)
def _complain_of_host(host: str) -> str | None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return None if is_public(address) else "points at an address that is not public"
    labels = host.rstrip(".").split(".")
    if labels[-1] in SPECIAL:
        return "points at a host that is not public"
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return "has no public host name"
    # 0x7f.1 and 2130706433 are read as IPv4 addresses by resolvers.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return "has a number where a host name is wanted"
    return None


RULE = RecordRule(
    name="urls",
    why=Words(
        en="Readers click them and the link checker calls them: they must lead to public pages"
        " and nowhere else.",
        zh="读者会点击它们，链接检查器会访问它们：只能指向公开网页。",
    ),
    wrong=("links:\n  home: http://127.0.0.1/data", "links:\n  home: ftp://example.org/data"),
    right=("links:\n  home: https://cocodataset.org/",),
    check=check,
)
