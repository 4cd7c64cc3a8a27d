"""A web server on loopback addresses that answers everything after a pause, and counts.

It runs in a process of its own, so that what it costs is nobody else's time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 16\r\n\r\n"
_BODY = b"<title>x</title>"


@dataclass(frozen=True)
class Counted:
    """What arrived since the last look: requests by method, and most at once."""

    methods: dict[str, int]
    most_at_once: int
    most_at_a_host: int


class Server:
    """The other end of the process; ``port`` is the same at every address."""

    def __init__(self, pipe: Connection, port: int) -> None:
        self._pipe = pipe
        self.port = port

    def counted(self) -> Counted:
        """What arrived since this was asked last."""
        self._pipe.send("count")
        return self._pipe.recv()


@contextmanager
def serving(hosts: list[str], latency: float) -> Iterator[Server]:
    """Answer at ``hosts`` after ``latency`` seconds each time."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_process, args=(there, hosts, latency), daemon=True
    )
    process.start()
    try:
        yield Server(here, here.recv())
    finally:
        here.send("stop")
        process.join(10)


class _Tally:
    def __init__(self) -> None:
        self.active: Counter[str] = Counter()
        self.clear()

    def clear(self) -> None:
        self.methods: Counter[str] = Counter()
        self.most = self.most_at_a_host = 0

    def begin(self, host: str, method: str) -> None:
        self.methods[method] += 1
        self.active[host] += 1
        self.most_at_a_host = max(self.most_at_a_host, self.active[host])
        self.most = max(self.most, self.active.total())


class _Answering(asyncio.Protocol):
    def __init__(self, tally: _Tally, latency: float) -> None:
        self._tally = tally
        self._latency = latency
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._host = str(transport.get_extra_info("sockname")[0])

    def data_received(self, data: bytes) -> None:
        self._received += data
        while True:
            head, end, rest = self._received.partition(b"\r\n\r\n")
            if not end:
                return
            self._received = rest
            method = head.partition(b" ")[0].decode("ascii", "replace")
            self._tally.begin(self._host, method)
            asyncio.get_running_loop().call_later(self._latency, self._answer, method)

    def _answer(self, method: str) -> None:
        self._tally.active[self._host] -= 1
        if not self._transport.is_closing():
            self._transport.write(_ANSWER if method == "HEAD" else _ANSWER + _BODY)


def _process(pipe: Connection, hosts: list[str], latency: float) -> None:
    asyncio.run(_serve(pipe, hosts, latency))


async def _serve(pipe: Connection, hosts: list[str], latency: float) -> None:
    loop = asyncio.get_running_loop()
    tally = _Tally()
    port = 0
    for host in hosts:
        server = await loop.create_server(
            lambda: _Answering(tally, latency), host, port, backlog=512
        )
        port = server.sockets[0].getsockname()[1]
    pipe.send(port)
    while await loop.run_in_executor(None, pipe.recv) == "count":
        pipe.send(Counted(dict(tally.methods), tally.most, tally.most_at_a_host))
        tally.clear()
