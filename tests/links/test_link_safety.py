"""Public addresses only: nothing else is contacted, whatever a URL, a name or a redirect says."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl

import pytest
from answers import redirect
from fault_server import CERTIFICATE, FORBIDDEN, LOOPBACK, Connection, FaultServer, Request
from link_run import POLICY, run

from atlas.links.address import (
    AddressBook,
    AddressPolicy,
    ForbiddenAddress,
    NameUnavailable,
    NotPublic,
    PinnedResolver,
    SystemLookup,
    guarded_socket,
    is_public,
)

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::",
    "2002:a00:1::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1", "8.8.8.8", "140.82.121.4", "2606:4700::1111", "2a00:1450:4001::1",
    "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1",
]  # fmt: skip


@pytest.mark.parametrize("text", PRIVATE)
def test_an_address_that_is_not_public_is_refused(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))
    assert not AddressPolicy().permits(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_address_is_accepted(text: str) -> None:
    assert AddressPolicy().permits(ipaddress.ip_address(text))


def test_allow_network_opens_that_network_and_nothing_beside_it() -> None:
    policy = AddressPolicy((ipaddress.ip_network("127.0.0.0/8"),))
    assert policy.permits(ipaddress.ip_address("127.9.9.9"))
    assert policy.permits(ipaddress.ip_address("::ffff:127.0.0.1"))
    for text in ("10.0.0.1", "::1", "64:ff9b::7f00:1", "2002:7f00:1::"):
        assert not policy.permits(ipaddress.ip_address(text))


#: Ways to spell 127.0.0.2, which the tests do not allow.
SPELLINGS = [
    "127.0.0.2", "127.2", "127.0.2", "2130706434", "0x7f000002", "0x7f.0.0.2", "0177.0.0.02",
    "127.0.0.2.", "１２７.０.０.２", "127。0。0。2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]",
    "[64:ff9b::7f00:2]", "[2002:7f00:2::1]",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_forbidden_address_is_blocked_however_it_is_spelled(
    spelling: str, server: FaultServer
) -> None:
    result = run(server, f"http://{spelling}:{server.port}/")
    assert result.outcomes[0].judgement.verdict == "blocked"
    assert server.forbidden_contacts == 0


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("code", [301, 302])
def test_a_redirect_to_a_forbidden_address_is_blocked(
    spelling: str, code: int, server: FaultServer
) -> None:
    name = f"leads-inside-{code}-{SPELLINGS.index(spelling)}"
    server.behaviours[name] = redirect(code, f"http://{spelling}:{server.port}/admin")
    judgement = run(server, server.url(name)).outcomes[0].judgement
    assert judgement.verdict == "blocked"
    assert judgement.new_url is None
    assert server.forbidden_contacts == 0


def test_a_name_that_points_inside_is_blocked_also_after_a_redirect(server: FaultServer) -> None:
    server.behaviours["to-inside"] = redirect(302, server.url("inside"))
    result = run(server, server.url("inside"), server.url("to-inside"))
    assert [item.judgement.verdict for item in result.outcomes] == ["blocked", "blocked"]
    assert "127.0.0.2" in result.outcomes[0].judgement.reason
    assert server.forbidden_contacts == 0
    assert not server.asked("inside.fault")


def test_a_name_with_public_and_private_addresses_is_asked_at_the_public_one(
    server: FaultServer,
) -> None:
    assert run(server, server.url("mixed")).outcomes[0].judgement.verdict == "ok"
    assert server.forbidden_contacts == 0


def test_localhost_is_blocked_without_asking_the_name_system(server: FaultServer) -> None:
    asked = []

    async def lookup(host: str) -> tuple[ipaddress.IPv4Address, ...]:
        asked.append(host)
        return (ipaddress.IPv4Address("8.8.8.8"),)

    async def judge() -> None:
        book = AddressBook(AddressPolicy(), lookup, 1)
        for host in ("localhost", "a.localhost"):
            with pytest.raises(NotPublic):
                await book.addresses(host)

    asyncio.run(judge())
    assert asked == []


def test_a_name_is_resolved_once_and_the_connection_goes_to_what_was_checked() -> None:
    answers = iter([("8.8.8.8",), ("127.0.0.1",)])  # the second is what a rebinding name says

    async def lookup(host: str) -> tuple[ipaddress.IPv4Address, ...]:
        await asyncio.sleep(0)
        return tuple(ipaddress.IPv4Address(text) for text in next(answers))

    async def resolve() -> list[str]:
        book = AddressBook(AddressPolicy(), lookup, 1)
        await asyncio.gather(*(book.addresses("rebind.example") for _ in range(5)))
        found = await PinnedResolver(book).resolve("rebind.example", 80)
        with pytest.raises(OSError, match="not checked"):
            await PinnedResolver(book).resolve("never-checked.example", 80)
        return [entry["host"] for entry in found]

    assert asyncio.run(resolve()) == ["8.8.8.8"]


def test_no_socket_is_opened_for_a_forbidden_address() -> None:
    open_socket = guarded_socket(POLICY)
    info = (socket.AF_INET, socket.SOCK_STREAM, 0, "", (str(FORBIDDEN), 80))
    with pytest.raises(ForbiddenAddress):
        open_socket(info)
    open_socket((*info[:4], (str(LOOPBACK), 80))).close()


def test_a_name_system_that_hangs_is_given_up() -> None:
    async def lookup(host: str) -> tuple[ipaddress.IPv4Address, ...]:
        await asyncio.sleep(60)
        return ()

    async def resolve() -> None:
        with pytest.raises(NameUnavailable):
            await AddressBook(AddressPolicy(), lookup, 0.05).addresses("slow.example")

    asyncio.run(resolve())


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "NameNotFound"),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "NameUnavailable"),
        (socket.gaierror(socket.EAI_FAIL, "failed"), "NameUnavailable"),
        (OSError("no sockets left"), "NameUnavailable"),
    ],
)
def test_the_systems_resolver_says_no_such_name_only_when_it_knows(
    failure: OSError, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fail(name: str, *_: object, **__: object) -> None:
        asked.append(name)
        raise failure

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    async def resolve() -> str:
        lookup = SystemLookup()
        try:
            await lookup("data.example")
        except Exception as error:
            return type(error).__name__
        finally:
            lookup.close()
        return "found"

    assert asyncio.run(resolve()) == expected
    assert asked == ["data.example."]  # absolute: no search domain may answer


def test_a_certificate_that_nobody_vouches_for_is_transient(server: FaultServer) -> None:
    answers = server.url("status-200")
    result = run(server, answers, server.url("trusted", scheme="https"))
    judgement = result.outcomes[1].judgement
    assert judgement.verdict == "transient"
    assert "certificate" in judgement.reason
    assert len(result.outcomes[1].observations) == 1


def test_a_certificate_is_accepted_for_its_own_host_only(server: FaultServer) -> None:
    tls = ssl.create_default_context(cafile=str(CERTIFICATE))
    urls = [server.url(name, scheme="https") for name in ("trusted", "another")]
    verdicts = [item.judgement.verdict for item in run(server, *urls, tls=tls).outcomes]
    assert verdicts == ["ok", "transient"]


def test_plain_http_on_a_tls_port_is_transient(server: FaultServer) -> None:
    url = server.url("status-200").replace("http:", "https:")
    judgement = run(server, server.url("status-200"), url).outcomes[1].judgement
    assert judgement.verdict == "transient"
    assert "secure connection" in judgement.reason


def test_environment_proxies_are_not_used(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://{FORBIDDEN}:{server.port}")
    assert run(server, server.url("status-200")).outcomes[0].judgement.verdict == "ok"
    assert server.forbidden_contacts == 0


def test_a_body_is_read_no_further_than_64_kib(server: FaultServer) -> None:
    sent = []

    async def count(request: Request, connection: Connection) -> None:
        if request.method == "HEAD":
            await connection.reply(request, 403)
            return
        await connection.send(b"HTTP/1.1 403 No\r\nContent-Length: 200000000\r\n\r\n")
        for _ in range(2000):
            await connection.send(b"x" * 100_000)
            sent.append(100_000)

    server.behaviours["large"] = count
    assert run(server, server.url("large")).outcomes[0].judgement.verdict == "restricted"
    # What fits into socket buffers was sent but never read; the 200 MB were not.
    assert sum(sent) < 20_000_000
