"""What the behaviours of the fault server are put together from."""

from __future__ import annotations

import asyncio

from fault_server import Behaviour, Connection, Request


def status(code: int, *headers: str, body: bytes | None = None) -> Behaviour:
    async def behave(request: Request, connection: Connection) -> None:
        await connection.reply(request, code, *headers, body=body)

    return behave


class Crowd:
    """A behaviour that is never done at once; ``peak`` is how many requests it had together."""

    def __init__(self) -> None:
        self.active = self.peak = 0

    async def __call__(self, request: Request, connection: Connection) -> None:
        self.active += 1
        self.peak = max(self.peak, self.active)
        await asyncio.sleep(0.01)
        self.active -= 1
        await connection.reply(request, 200)


def on_head(for_head: Behaviour, for_get: Behaviour) -> Behaviour:
    async def behave(request: Request, connection: Connection) -> None:
        await (for_head if request.method == "HEAD" else for_get)(request, connection)

    return behave


def then(*steps: Behaviour) -> Behaviour:
    """The first request gets the first step, and so on; the last is repeated."""

    async def behave(request: Request, connection: Connection) -> None:
        await steps[min(request.number, len(steps)) - 1](request, connection)

    return behave


def raw(*pieces: bytes, close: bool = True) -> Behaviour:
    async def behave(_: Request, connection: Connection) -> None:
        await connection.send(*pieces)
        connection.keep = not close

    return behave


def of_no_length(kind: str, body: bytes) -> Behaviour:
    """A page as programs make them: in chunks, so that no header says how long it is."""
    head = f"HTTP/1.1 200 OK\r\n{kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()

    async def behave(request: Request, connection: Connection) -> None:
        chunk = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        await connection.send(head if request.method == "HEAD" else head + chunk)

    return behave


def routes(**by_path: Behaviour) -> Behaviour:
    """``/page`` and the others by their path without slash; what is not named is a page."""

    async def behave(request: Request, connection: Connection) -> None:
        path = request.path.partition("?")[0].strip("/")
        await by_path.get(path, status(200))(request, connection)

    return behave


def redirect(code: int, location: str) -> Behaviour:
    return status(code, f"Location: {location}", body=b"")


async def hang(_: Request, connection: Connection) -> None:
    await connection.hang()


async def reset(_: Request, connection: Connection) -> None:
    connection.reset()


async def close(_: Request, connection: Connection) -> None:
    connection.keep = False
