"""One question to one public address: a bounded answer, or a sentence that says why there is none.

The same policy as the link checker's: a name is resolved once, each address is judged, and the
connection can only go to one that was. Redirects are followed by hand, each judged anew.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping

import aiohttp

from atlas.links.address import (
    AddressBook,
    AddressPolicy,
    NameNotFound,
    NameUnavailable,
    NotPublic,
    PinnedResolver,
    SystemLookup,
    guarded_socket,
)
from atlas.links.identity import user_agent
from atlas.links.target import Target, UnusableAddress, follow, parse_target

#: Bytes of an answer that are read. A dataset card's metadata has some ten thousand.
MOST_BYTES = 512 * 1024
MOST_REDIRECTS = 4
SECONDS = 10.0

logging.getLogger("aiohttp").addHandler(logging.NullHandler())


class NoAnswer(Exception):
    """Nothing came back; the sentence says why and quotes no server."""


def ask(url: str, headers: Mapping[str, str], policy: AddressPolicy) -> str:
    """The text at ``url``. Raises NoAnswer within ``SECONDS``."""
    return asyncio.run(_ask(url, headers, policy))


async def _ask(url: str, headers: Mapping[str, str], policy: AddressPolicy) -> str:
    lookup = SystemLookup()
    book = AddressBook(policy, lookup, SECONDS)
    connector = aiohttp.TCPConnector(
        resolver=PinnedResolver(book), use_dns_cache=False, socket_factory=guarded_socket(policy)
    )
    named = {"User-Agent": user_agent(os.environ), "Accept-Encoding": "identity", **headers}
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=named,
        trust_env=False,
        auto_decompress=False,
    )
    try:
        async with session, asyncio.timeout(SECONDS):
            return await _follow(session, book, parse_target(url))
    except TimeoutError:
        raise NoAnswer(f"no answer within {SECONDS:g} s") from None
    except UnusableAddress as error:
        raise NoAnswer(f"an address that {error}") from None
    except NotPublic:
        raise NoAnswer("an address that is not public") from None
    except (NameNotFound, NameUnavailable):
        raise NoAnswer("its name cannot be resolved; there may be no network") from None
    except (aiohttp.ClientError, aiohttp.http.HttpProcessingError, OSError, ValueError):
        raise NoAnswer("the connection failed; there may be no network") from None
    finally:
        lookup.close()


async def _follow(session: aiohttp.ClientSession, book: AddressBook, target: Target) -> str:
    for _ in range(MOST_REDIRECTS + 1):
        await book.addresses(target.host)
        async with session.get(target.url, allow_redirects=False) as response:
            location = response.headers.get("Location")
            if response.status in (301, 302, 303, 307, 308) and location is not None:
                target = follow(target, location)
                continue
            if response.status != 200:
                raise NoAnswer(f"it answers {response.status}")
            body = bytearray()
            while chunk := await response.content.read(MOST_BYTES + 1 - len(body)):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise NoAnswer("its answer is too long")
            return body.decode("utf-8", "replace")
    raise NoAnswer("it redirects too often")
