"""lychee, LinkChecker and linkinator on the fault server, beside the Atlas.

``python tests/benchmarks/link_faults.py`` asks every behaviour of ``tests/links/behaviours.py``,
and what names, certificates and forbidden addresses can do, and prints a table in Markdown.

It runs in network and mount namespaces of its own (Linux, ``unshare``), with a name system of its
own and no way out: whoever follows a redirect to where it should not reaches a listener that
counts. The others know two words where the Atlas has eight, so they are mapped generously: what is
closed, busy or out of order may be called alive or broken as they like, except that alive is wrong
for what does not answer properly; of a forbidden address any word is right, if only nobody
connects to it. Not part of ``make test``.
"""

from __future__ import annotations

import argparse
import csv
import fcntl
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import link_tools

sys.path.insert(0, str(link_tools.ROOT / "tests" / "links"))
from answers import redirect
from behaviours import CASES
from fault_server import FORBIDDEN, LOOPBACK, FaultServer
from test_link_safety import SPELLINGS

#: Seconds for one request.
TIMEOUT = 2
#: A tool that says nothing about one link for so long hangs.
PATIENCE = 60
ALIVE, BROKEN, SKIPPED, HUNG = "alive", "broken", "skipped", "hung"

ATLAS = Path(sys.executable).with_name("atlas")


@dataclass(frozen=True)
class Asked:
    """A link and the verdict that it deserves."""

    name: str
    url: str
    verdict: str


@dataclass
class Score:
    """How a tool did. Lists hold the names of cases."""

    title: str
    asked: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    live_called_broken: list[str] = field(default_factory=list)
    dead_called_live: list[str] = field(default_factory=list)
    closed_called_broken: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    contacts: int = 0

    def take(self, one: Asked, word: str, right: bool) -> None:
        """Count ``word``, which was said of ``one``."""
        self.asked += 1
        self.right += right
        if not right:
            self.wrong.append(f"{one.name}: {word}")
        if word == HUNG:
            self.hung.append(one.name)
        if one.verdict in ("ok", "moved") and word in (BROKEN, HUNG):
            self.live_called_broken.append(one.name)
        if one.verdict in ("restricted", "rate_limited") and word == BROKEN:
            self.closed_called_broken.append(one.name)
        if one.verdict in ("dead", "invalid") and word == ALIVE:
            self.dead_called_live.append(one.name)


def links_of(server: FaultServer) -> list[Asked]:
    """Everything that is asked. Whatever must not be contacted comes last."""
    asked = [Asked(name, server.url(name, case.path), case.verdict) for name, case in CASES.items()]
    asked += [
        Asked("name is gone", server.url("gone"), "dead"),
        Asked("name system fails", server.url("away"), "transient"),
        Asked("certificate of nobody", server.url("trusted", scheme="https"), "transient"),
        Asked("no TLS behind https", server.url("plain").replace("http:", "https:"), "transient"),
        Asked("name of two addresses", server.url("mixed"), "ok"),
    ]
    inside = f"{server.port}/admin"
    server.behaviours["to-inside"] = redirect(302, server.url("inside"))
    asked += [
        Asked("name that points inside", server.url("inside"), "blocked"),
        Asked("redirect to a name inside", server.url("to-inside"), "blocked"),
    ]
    for number, spelling in enumerate(SPELLINGS):
        name = f"leads-inside-{number}"
        server.behaviours[name] = redirect(302, f"http://{spelling}:{inside}")
        asked.append(Asked(f"{spelling}", f"http://{spelling}:{inside}", "blocked"))
        asked.append(Asked(f"redirect to {spelling}", server.url(name), "blocked"))
    return asked


def is_right(verdict: str, word: str, contacted: bool) -> bool:
    """Whether a tool with two words may say ``word``."""
    if word == HUNG or contacted:
        return False
    if verdict in ("ok", "moved"):
        return word == ALIVE
    if verdict in ("dead", "invalid"):
        return word == BROKEN
    if verdict == "transient":
        return word != ALIVE
    return True


@dataclass(frozen=True)
class Tool:
    """A checker that is given a page with one link. ``word`` reads what it printed."""

    title: str
    command: Callable[[Path], Sequence[str | Path]]
    word: Callable[[str], str]


def tools() -> list[Tool]:
    """Those that can be run here, each with its protection on."""
    python, node = link_tools.python_tools(), link_tools.node_tools()
    found = [
        Tool("lychee", lambda page: lychee(python / "lychee", page), lychee_word),
        Tool(
            "LinkChecker", lambda page: linkchecker(python / "linkchecker", page), linkchecker_word
        ),
    ]
    if node is not None:
        found.append(Tool("linkinator", lambda page: linkinator(node, page), linkinator_word))
    return found


def lychee(program: Path, page: Path) -> Sequence[str | Path]:
    """Its filter for addresses that are not public is on; it looks at numbers, not at names, so
    that the fault server's names pass."""
    form = ["--no-progress", "--format", "json", "--exclude-all-private"]
    return [program, *form, "--timeout", str(TIMEOUT), page]


def lychee_word(printed: str) -> str:
    counted = json.loads(printed)
    if counted["errors"] or counted["timeouts"]:
        return BROKEN
    return ALIVE if counted["successful"] else SKIPPED


def linkchecker(program: Path, page: Path) -> Sequence[str | Path]:
    """It has no protection to switch on. As root it would become nobody, whom this place lacks."""
    config = page.with_name("linkcheckerrc")
    config.write_text("[checking]\n", encoding="utf-8")
    form = ["--config", config, "--output", "csv", "--verbose", "--no-status", "--no-robots"]
    person = ["unshare", "--user", "--map-user=1000"]
    return [*person, program, *form, "--check-extern", "-r1", "--timeout", str(TIMEOUT), page]


def linkchecker_word(printed: str) -> str:
    lines = (line for line in printed.splitlines() if line and line[0] != "#")
    head, *found = csv.reader(lines, delimiter=";")
    valid = head.index("valid")
    ours = [line for line in found if not line[0].endswith("page.html")]
    if not ours:
        return SKIPPED
    return ALIVE if all(line[valid] == "True" for line in ours) else BROKEN


def linkinator(node: Path, page: Path) -> Sequence[str | Path]:
    """It has no protection to switch on. With ``--retry`` it would wait for an hour where a server
    asks for that."""
    form = ["--format", "json", "--timeout", str(TIMEOUT * 1000)]
    form += ["--retry-errors", "--retry-errors-count", "2", "--retry-errors-jitter", "500"]
    return [node / "node", node / "linkinator", page.name, "--server-root", page.parent, *form]


def linkinator_word(printed: str) -> str:
    found = json.loads(printed[printed.index("{") :])["links"]
    states = [link["state"] for link in found if "page.html" not in link["url"]]
    if not states or set(states) == {"SKIPPED"}:
        return SKIPPED
    return BROKEN if "BROKEN" in states else ALIVE


def score_tool(tool: Tool, folder: Path) -> Score:
    """Give ``tool`` every link, each in a page and a process of its own, to hang alone."""
    score = Score(tool.title)
    with FaultServer({name: case.behaviour for name, case in CASES.items()}) as server:
        asked = links_of(server)
        careful = [one for one in asked if one.verdict == "blocked"]
        with ThreadPoolExecutor(4) as pool:
            others = [one for one in asked if one.verdict != "blocked"]
            words = pool.map(lambda one: _word(tool, one, folder), others)
            for one, word in zip(others, words, strict=True):
                score.take(one, word, is_right(one.verdict, word, False))
        for one in careful:
            before = server.forbidden_contacts
            word = _word(tool, one, folder)
            contacted = server.forbidden_contacts > before
            score.contacts += contacted
            score.take(one, word, is_right(one.verdict, word, contacted))
    return score


def _word(tool: Tool, one: Asked, folder: Path) -> str:
    place = Path(tempfile.mkdtemp(dir=folder))
    page = place / "page.html"
    page.write_text(f'<!doctype html><a href="{escape(one.url)}">link</a>', encoding="utf-8")
    try:
        done = subprocess.run(
            [str(part) for part in tool.command(page)],
            cwd=place, capture_output=True, timeout=PATIENCE, check=False,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return HUNG
    try:
        return tool.word(done.stdout)
    except (ValueError, LookupError) as error:
        raise RuntimeError(f"{tool.title}, {one.name}: {done.stdout}{done.stderr}") from error


def score_atlas(folder: Path) -> Score:
    """All links in one run, as the Atlas is used; only the exact verdict is right."""
    score = Score("Atlas, exact verdicts")
    with FaultServer({name: case.behaviour for name, case in CASES.items()}) as server:
        asked = links_of(server)
        urls = folder / "urls.txt"
        urls.write_text("".join(f"{one.url}\n" for one in asked), encoding="utf-8")
        done = subprocess.run(
            [ATLAS, "links", "check", "--urls", urls, "--format", "ndjson", "--gap", "0",
             "--timeout", str(TIMEOUT), "--allow-network", f"{LOOPBACK}/32"],
            stdout=subprocess.PIPE, check=False, encoding="utf-8",
        )  # fmt: skip
        score.contacts = server.forbidden_contacts
    said = {line["url"]: line["verdict"] for line in map(json.loads, done.stdout.splitlines())}
    for one in asked:
        verdict = said[one.url]
        word = {"ok": ALIVE, "moved": ALIVE, "dead": BROKEN, "invalid": BROKEN}.get(
            verdict, verdict
        )
        score.take(one, word, verdict == one.verdict)
    return score


def table(scores: Iterable[Score]) -> str:
    """One line a tool."""
    head = [
        "checker", "right", "live called broken", "closed or busy called broken",
        "dead called live", "hung", "forbidden contacts",
    ]  # fmt: skip
    rows = [head, ["---"] * len(head)]
    for score in scores:
        parts = (
            score.live_called_broken, score.closed_called_broken, score.dead_called_live, score.hung
        )  # fmt: skip
        counts = [str(len(part)) for part in parts]
        rows.append([score.title, f"{score.right} of {score.asked}", *counts, str(score.contacts)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


# --- a network of our own ---


def _lo_up() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as some:
        up_and_running = 0x1 | 0x40
        fcntl.ioctl(some, 0x8914, struct.pack("16sh", b"lo", up_and_running))  # SIOCSIFFLAGS


def _names() -> None:
    """A name system on port 53 that says what FaultServer.lookup says, for ever."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        question, whence = server.recvfrom(512)
        server.sendto(_answer(question), whence)


def _answer(question: bytes) -> bytes:
    labels, place = [], 12
    while question[place]:
        labels.append(question[place + 1 : place + 1 + question[place]].decode().lower())
        place += question[place] + 1
    asked = question[12 : place + 5]
    (kind,) = struct.unpack("!H", question[place + 1 : place + 3])
    code, found = _found(labels)
    found = found if kind == 1 else ()
    head = question[:2] + struct.pack("!HHHHH", 0x8180 | code, 1, len(found), 0, 0)
    lines = (struct.pack("!HHHIH4s", 0xC00C, 1, 1, 60, 4, socket.inet_aton(text)) for text in found)
    return head + asked + b"".join(lines)


def _found(labels: Sequence[str]) -> tuple[int, Sequence[str]]:
    no_such_name, failure = 3, 2
    if labels[-1] != "fault" or labels[0] == "gone":
        return no_such_name, ()
    if labels[0] == "away":
        return failure, ()
    known: Mapping[str, Sequence[str]] = {
        "inside": [str(FORBIDDEN)],
        "mixed": [str(FORBIDDEN), str(LOOPBACK)],
    }
    return 0, known.get(labels[0], [str(LOOPBACK)])


def _inside(only: Sequence[str], verbose: bool) -> None:
    _lo_up()
    with tempfile.TemporaryDirectory(prefix="atlas-benchmark-") as name:
        folder = Path(name)
        names = folder / "resolv.conf"
        names.write_text("nameserver 127.0.0.1\noptions timeout:2 attempts:1\n", encoding="utf-8")
        subprocess.run(["mount", "--bind", names, "/etc/resolv.conf"], check=True)
        threading.Thread(target=_names, daemon=True).start()
        measured = [score_atlas(folder)] if not only or "atlas" in only else []
        for tool in tools():
            if not only or tool.title.lower() in only:
                print(f"Asking with {tool.title} …", file=sys.stderr)
                measured.append(score_tool(tool, folder))
                # Told at once: the next may take long, or never end.
                print(table(measured[-1:]), file=sys.stderr, flush=True)
        print(table(measured))
        for score in measured if verbose else ():
            print(f"\n{score.title}", *score.wrong, sep="\n  ", file=sys.stderr)


def main() -> None:
    """Install what is missing, then measure where nothing leads out."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n\n")[0])
    parser.add_argument("only", nargs="*", help="atlas, lychee, linkchecker, linkinator")
    parser.add_argument("--verbose", action="store_true", help="name what was wrong")
    given = parser.parse_args()
    if os.environ.get("ATLAS_FAULTS_INSIDE"):
        _inside(given.only, given.verbose)
        return
    tools()
    unshare = shutil.which("unshare")
    if unshare is None:
        sys.exit("This comparison needs Linux and its command unshare.")
    alone = [unshare, "--map-root-user", "--net", "--mount"]
    environment = {**os.environ, "ATLAS_FAULTS_INSIDE": "1", "RES_OPTIONS": ""}
    for proxy in ("http_proxy", "https_proxy", "all_proxy"):
        environment.pop(proxy, None)
        environment.pop(proxy.upper(), None)
    done = subprocess.run([*alone, sys.executable, *sys.argv], env=environment, check=False)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
