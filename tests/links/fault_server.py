"""A web server on 127.0.0.1 that misbehaves in every way that the link checker must survive.

It runs in a thread of its own and speaks over raw streams, since no HTTP library would send what
some of these send. Every behaviour is asked under a host name of its own (``<name>.fault``), so
that one behaviour's wish to be left alone does not silence the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import ssl
import struct
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from atlas.links.address import Address, NameNotFound, NameUnavailable

CERTIFICATE = Path(__file__).with_name("self_signed_for_tests.pem")
LOOPBACK = ipaddress.ip_address("127.0.0.1")
#: Beside the allowed 127.0.0.1/32; whoever connects there has broken the rules.
FORBIDDEN = ipaddress.ip_address("127.0.0.2")


@dataclass
class Request:
    """What arrived. ``host`` is without port; ``number`` counts requests to this host."""

    method: str
    path: str
    host: str
    headers: dict[str, str]
    number: int
    at: float = field(default_factory=time.monotonic)


class Connection:
    """The server's end of a connection, with the few things that behaviours do."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.keep = True

    async def send(self, *pieces: bytes) -> None:
        if self.writer.is_closing():
            raise ConnectionResetError("the checker went away")
        self.writer.write(b"".join(pieces))
        await self.writer.drain()

    async def reply(
        self, request: Request, status: int, *headers: str, body: bytes | None = None
    ) -> None:
        """A well-formed answer."""
        has_body = status >= 200 and status not in (204, 304)
        content = (b"<title>Page</title>" if body is None else body) if has_body else b""
        lines = [f"HTTP/1.1 {status} Some Words", *headers]
        if has_body:
            lines.append(f"Content-Length: {len(content)}")
        head = "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n"
        await self.send(head if request.method == "HEAD" else head + content)

    def reset(self) -> None:
        """End with RST instead of FIN."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()
        self.keep = False

    async def hang(self) -> None:
        """Say nothing more until the other side goes away."""
        await self.reader.read()
        self.keep = False


Behaviour = Callable[[Request, Connection], Awaitable[None]]


class FaultServer:
    """Start with ``with FaultServer(behaviours) as server``."""

    def __init__(self, behaviours: dict[str, Behaviour]) -> None:
        self.behaviours = behaviours
        self.requests: list[Request] = []
        self.peak: Counter[str] = Counter()
        self.forbidden_contacts = 0
        self._active: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), daemon=True)
        self.port = self.tls_port = self.forbidden_port = 0

    def __enter__(self) -> FaultServer:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the fault server did not start")
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def url(self, name: str, path: str = "/page", *, scheme: str = "http") -> str:
        """The address under which behaviour ``name`` is asked."""
        port = self.tls_port if scheme == "https" else self.port
        return f"{scheme}://{name}.fault:{port}{path}"

    def asked(self, host: str) -> list[Request]:
        """The requests to ``host``, in their order."""
        return [request for request in self.requests if request.host == host]

    async def lookup(self, host: str) -> tuple[Address, ...]:
        """The name system of the tests."""
        if host.startswith("gone."):
            raise NameNotFound(host)
        if host.startswith("away."):
            raise NameUnavailable("the name system failed")
        if host.startswith("inside."):
            return (FORBIDDEN,)
        if host.startswith("mixed."):
            return (FORBIDDEN, LOOPBACK)
        return (LOOPBACK,)

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        plain = await asyncio.start_server(self._serve, str(LOOPBACK), 0)
        secure = await asyncio.start_server(self._serve, str(LOOPBACK), 0, ssl=context)
        self.port = plain.sockets[0].getsockname()[1]
        self.tls_port = secure.sockets[0].getsockname()[1]
        servers = [plain, secure]
        # Not every system has a second loopback address; the verdict is checked there all the same.
        with contextlib.suppress(OSError):
            silent = await asyncio.start_server(self._trespass, str(FORBIDDEN), self.port)
            servers.append(silent)
        self._ready.set()
        await self._stop.wait()
        for server in servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _trespass(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.forbidden_contacts += 1
        writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        connection = Connection(reader, writer)
        try:
            while connection.keep:
                await self._exchange(connection)
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # The checker went away, as it should from some of these; or the server ends.
        finally:
            writer.transport.abort()

    async def _exchange(self, connection: Connection) -> None:
        start = await connection.reader.readexactly(1)
        if start == b"\x16":  # a TLS handshake on the port without TLS
            await connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            connection.keep = False
            return
        rest = await connection.reader.readuntil(b"\r\n\r\n")
        head = (start + rest).decode("latin-1")
        first, *lines = head.rstrip().split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {key.lower(): value for key, _, value in (x.partition(": ") for x in lines)}
        host = headers["host"].rsplit(":", 1)[0]
        self._seen[host] += 1
        request = Request(method, path, host, headers, self._seen[host])
        self.requests.append(request)
        behaviour = self.behaviours.get(host.partition(".")[0])
        if behaviour is None:
            await connection.reply(request, 200)
            return
        self._active[host] += 1
        self.peak[host] = max(self.peak[host], self._active[host])
        try:
            await behaviour(request, connection)
        finally:
            self._active[host] -= 1
