"""Which addresses may be contacted, and the pin that keeps connections to exactly those.

A name is resolved once a run, each of its addresses is judged, and the connection can only go to
an address that was judged: the resolver given to aiohttp answers from this book and never asks,
and the socket factory refuses anything else at the last moment. A name that changes its address
between check and connection (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from atlas.public_address import Address, Network, is_public

#: A name → its addresses; raises NameNotFound or NameUnavailable.
Lookup = Callable[[str], Awaitable[tuple[Address, ...]]]

#: DNS questions under way at once; each is a thread, as the system's resolver blocks.
LOOKUP_THREADS = 32
#: Lookups of one name that fail before the run takes that for an answer: a link's three attempts.
MOST_LOOKUPS = 3


class NameNotFound(Exception):
    """The name system says that there is no such host."""


class NameUnavailable(Exception):
    """The name system did not answer, which says nothing about the host."""


class NotPublic(Exception):
    """No address of the host may be contacted; ``addresses`` are those that were found."""

    def __init__(self, addresses: Iterable[Address]) -> None:
        self.addresses = tuple(addresses)
        super().__init__(", ".join(map(str, self.addresses[:3])))


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Public addresses, and those in ``allowed``. Nothing else widens it."""

    allowed: tuple[Network, ...] = ()

    def permits(self, address: Address) -> bool:
        """Whether ``address`` may be contacted.

        An address that carries an IPv4 address (mapped, 6to4, NAT64) is judged by that one too.
        """
        mapped = getattr(address, "ipv4_mapped", None)
        if mapped is not None:
            return self.permits(mapped)
        if any(address in network for network in self.allowed):
            return True
        return is_public(address)


@dataclass(frozen=True, slots=True)
class _Judged:
    found: tuple[Address, ...]
    permitted: tuple[Address, ...]


class AddressBook:
    """The run's memory of names: each resolved once, with the addresses that may be contacted."""

    def __init__(self, policy: AddressPolicy, lookup: Lookup, timeout: float) -> None:
        self._policy = policy
        self._lookup = lookup
        self._timeout = timeout
        self._known: dict[str, _Judged] = {}
        self._asking: dict[str, asyncio.Task[_Judged]] = {}
        self._failed: dict[str, tuple[int, NameNotFound | NameUnavailable]] = {}
        #: Whether the name system answered for any name: without that no name is called gone.
        self.names_resolved = False

    async def addresses(self, host: str) -> tuple[Address, ...]:
        """The addresses of ``host`` (a Target's host) that may be contacted, at least one.

        Raises NotPublic, NameNotFound or NameUnavailable. A name that was not found is asked for
        again, so that a retry is one, but no more than MOST_LOOKUPS times in a run.
        """
        judged = self._known.get(host)
        if judged is None:
            itself = literal(host)
            judged = self._judge(host, itself) if itself else await self._ask(host)
        if not judged.permitted:
            raise NotPublic(judged.found)
        return judged.permitted

    def permitted(self, host: str) -> tuple[Address, ...]:
        """What ``addresses`` found for ``host`` earlier in the run; empty if it was not asked."""
        judged = self._known.get(host)
        return judged.permitted if judged else ()

    def _judge(self, host: str, found: tuple[Address, ...]) -> _Judged:
        permitted = tuple(address for address in found if self._policy.permits(address))
        self._known[host] = _Judged(found, permitted)
        return self._known[host]

    async def _ask(self, host: str) -> _Judged:
        task = self._asking.get(host)
        if task is None:
            count, failure = self._failed.get(host, (0, None))
            if failure is not None and count >= MOST_LOOKUPS:
                raise type(failure)(*failure.args)
            task = asyncio.create_task(self._resolve(host))
            self._asking[host] = task
            task.add_done_callback(lambda _: self._asking.pop(host, None))
        # Shielded: one link's cancellation must not take the answer from the others.
        return await asyncio.shield(task)

    async def _resolve(self, host: str) -> _Judged:
        try:
            found = await self._found(host)
        except (NameNotFound, NameUnavailable) as error:
            self._failed[host] = (self._failed.get(host, (0, None))[0] + 1, error)
            raise
        self.names_resolved = True
        return self._judge(host, found)

    async def _found(self, host: str) -> tuple[Address, ...]:
        try:
            async with asyncio.timeout(self._timeout):
                found = await self._lookup(host)
        except TimeoutError as error:
            raise NameUnavailable("the name system took too long") from error
        if not found:
            raise NameNotFound(host)
        return found


def literal(host: str) -> tuple[Address, ...] | None:
    """The address that ``host`` itself is, or None for a name. ``localhost`` is never asked for:
    RFC 6761 section 6.3 says what it means."""
    if host == "localhost" or host.endswith(".localhost"):
        return (ipaddress.IPv4Address("127.0.0.1"), ipaddress.IPv6Address("::1"))
    try:
        return (ipaddress.ip_address(host),)
    except ValueError:
        return None


class SystemLookup:
    """The machine's own resolver, asked for absolute names only."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUP_THREADS, thread_name_prefix="lookup")

    async def __call__(self, host: str) -> tuple[Address, ...]:
        """The addresses of ``host``. Raises NameNotFound or NameUnavailable."""
        loop = asyncio.get_running_loop()
        try:
            # The final dot keeps a search domain from answering for a name that does not exist.
            entries = await loop.run_in_executor(self._threads, _getaddrinfo, f"{host}.")
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_NAME:
                raise NameNotFound(host) from error
            raise NameUnavailable(error.strerror or "the name system failed") from error
        except (OSError, UnicodeError) as error:
            raise NameUnavailable("the name system failed") from error
        return tuple(dict.fromkeys(ipaddress.ip_address(entry[4][0]) for entry in entries))

    def close(self) -> None:
        """Stop waiting for questions that nobody needs any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def _getaddrinfo(name: str) -> list[Any]:
    return socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)


class PinnedResolver(AbstractResolver):
    """Gives aiohttp the addresses that were checked, and resolves nothing itself."""

    def __init__(self, book: AddressBook) -> None:
        self._book = book

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The checked addresses of ``host``. Raises OSError for a host that was not checked."""
        found = self._book.permitted(host)
        if not found:
            raise OSError(None, f"{host} was not checked before it was contacted")
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=_family(address),
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in found
            if family in (socket.AF_UNSPEC, _family(address))
        ]

    async def close(self) -> None:
        """Nothing is held open."""


def _family(address: Address) -> socket.AddressFamily:
    return socket.AF_INET if address.version == 4 else socket.AF_INET6


class ForbiddenAddress(OSError):
    """A connection was about to leave for an address that may not be contacted."""


def guarded_socket(policy: AddressPolicy) -> Callable[[Any], socket.socket]:
    """A socket factory for aiohttp that opens no socket for an address outside ``policy``."""

    def open_socket(info: Any) -> socket.socket:
        family, kind, protocol, _, place = info
        if not policy.permits(ipaddress.ip_address(place[0])):
            raise ForbiddenAddress(None, f"{place[0]} may not be contacted")
        return socket.socket(family, kind, protocol)

    return open_socket
