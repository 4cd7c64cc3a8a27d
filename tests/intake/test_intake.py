"""``atlas intake``: what public lists name, asked on stored answers from 127.0.0.1."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.cli import main
from atlas.exports.wanted import DECLINED, Row, read_rows
from atlas.exports.wanted import wanted as wanted_names
from atlas.intake.lists import LEAST_LIKES, MOST_NAMES, SOURCES, Listed, read_hub, read_markdown
from atlas.intake.merge import MOST_NEW, merged, written_rows

ANSWERS = Path(__file__).parent / "answers"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def host() -> Iterator[tuple[str, dict[str, bytes], list[tuple[str, str]]]]:
    """Its address, what it answers by path, and what it was asked with which name."""
    answers: dict[str, bytes] = {}
    asked: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, self.headers.get("User-Agent", "")))
            assert "Authorization" not in self.headers
            body = answers.get(self.path.partition("?")[0])
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", answers, asked
        server.shutdown()


@pytest.fixture
def wanted(data) -> Path:
    text = "name,links,lists\nOld One,https://github.com/a/old,elsewhere\nZ,https://z.org,x\n"
    return data.write("wanted.csv", text)


@pytest.fixture
def intake(data, host, tmp_path: Path):
    def run(*, allow: bool = True) -> tuple[Result, str]:
        told = tmp_path / "told.md"
        bases = [word for kind in ("hub", "raw") for word in ("--base", f"{kind}={host[0]}")]
        network = ["--allow-network", "127.0.0.0/8"] if allow else []
        command = ["intake", "--data", str(data.folder), "--told", str(told), "--gap", "0"]
        result = CliRunner().invoke(main, [*command, *bases, *network])
        return result, told.read_text(encoding="utf-8") if told.exists() else ""

    return run


def stored(answers: dict[str, bytes]) -> None:
    answers["/api/datasets"] = (ANSWERS / "hub.json").read_bytes()
    for source in SOURCES:
        if source.base == "raw":
            answers[source.path] = (ANSWERS / f"{source.name}.md").read_bytes()


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def test_new_names_are_added_and_what_is_known_is_not(data, host, wanted, intake) -> None:
    data.add("name: MathVista")
    data.add("name: Eyes\naliases: [mm vet]", "eyes")
    data.add("name: Mirrored\nlinks: {hub: https://huggingface.co/datasets/Some/Renamed}", "m")
    stored(host[1])
    result, told = intake()
    assert result.exit_code == 0, result.output
    found = rows(wanted)
    assert set(found) == {"Old One", "Z", "AVQA", "Bench-Two", "MMHal-Bench", "DocSet"}
    assert found["MMHal-Bench"] == {
        "name": "MMHal-Bench",
        "links": "https://arxiv.org/pdf/2309.14525.pdf "
        "https://huggingface.co/datasets/Shengcao1006/MMHal-Bench",
        "lists": "BradyFU;huggingface",
    }
    # It stood there under another name with the same address.
    assert found["Old One"]["lists"] == "elsewhere;BradyFU"
    assert "**Unchecked.**" in told
    assert "4 new names" in told
    assert "- huggingface: 2" in told
    assert "MMHal" not in told
    # Nothing but that file, and no record.
    assert sorted(path.name for path in data.folder.glob("*.*")) == [
        "example.yaml", "eyes.yaml", "m.yaml", "wanted.csv",
    ]  # fmt: skip
    assert data.problems() == []


def test_a_second_run_changes_nothing(data, host, wanted, intake) -> None:
    stored(host[1])
    intake()
    before = wanted.read_bytes()
    result, _ = intake()
    assert wanted.read_bytes() == before
    assert "0 new names, 0 named" in result.output


def test_each_list_is_asked_once_by_name_without_a_token(data, host, wanted, intake) -> None:
    stored(host[1])
    intake()
    assert len(host[2]) == len(SOURCES)
    assert len({path for path, _ in host[2]}) == len(SOURCES)
    assert {agent.partition("/")[0] for _, agent in host[2]} == {"MultimodalDataAtlas-LinkChecker"}


def test_a_list_that_does_not_answer_is_told_and_the_others_count(
    data, host, wanted, intake
) -> None:
    stored(host[1])
    host[1]["/api/datasets"] = b"<html>"
    result, told = intake()
    assert result.exit_code == 0
    assert "AVQA" in rows(wanted)
    assert "These lists did not answer" in told
    assert "https://huggingface.co/api/datasets" in told


@pytest.mark.parametrize("answer", [None, b"", b"[" * 100_000, b"\xff\x00", b"x" * 600_000,
                                    b"null", b"{}", b"[1]", b'[{"id": 1}]'])  # fmt: skip
def test_nothing_is_written_when_no_list_is_understood(
    data, host, wanted, intake, answer: bytes | None
) -> None:
    if answer is not None:
        host[1].update({source.path.partition("?")[0]: answer for source in SOURCES})
    before = wanted.read_bytes()
    result, _ = intake()
    assert result.exit_code == 1
    assert "No list answered." in result.output
    assert "Traceback" not in result.output
    assert wanted.read_bytes() == before


def test_only_public_addresses_are_asked(data, host, wanted, intake) -> None:
    result, _ = intake(allow=False)
    assert host[2] == []
    assert "not public" in result.output


HOSTILE = ["=1+1", "＝1+1", "+a", "-a", "@SUM(A1)", " =a", "\t=a", "<script>", "a" * 61, "x", "12",
           "[a](javascript:x)", "", "\u202e\u202d", "💥", "..."]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_name_that_is_none_is_left_out(name: str) -> None:
    table = f"| Name | Paper |\n|---|---|\n| **{name}** | [a](https://arxiv.org/abs/1) |\n"
    found = [*read_markdown(table)]
    for one in found:
        assert one.name == "<script>"
        text = written_rows([Row(one.name, one.links, ("a",))])
        assert [row.name for row in read_rows(text)] == ["<script>"]


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "http://127.0.0.1/", "https://a:b@example.org/", "https://localhost",
     "file:///etc/passwd", "https://example.org/\"x", "https://exаmple.org/"],
)  # fmt: skip
def test_an_address_that_no_record_may_hold_is_left_out(url: str) -> None:
    table = f"| Name | Link |\n|---|---|\n| A set | [x]({url}) |\n"
    assert [*read_markdown(table)] == []


def test_only_tables_of_datasets_are_read() -> None:
    table = "| Title | Venue |\n|---|---|\n| [**A Paper**](https://arxiv.org/abs/1) | x |\n"
    assert [*read_markdown(table)] == []
    assert [*read_markdown(table.replace("Title", "Benchmark"))] == [
        Listed("A Paper", ("https://arxiv.org/abs/1",))
    ]


def test_copies_that_few_people_like_are_left_out() -> None:
    def said(likes: object) -> str:
        return json.dumps([{"id": "a/Set", "likes": likes}])

    assert [*read_hub(said(LEAST_LIKES))] != []
    for likes in (LEAST_LIKES - 1, None, "100"):
        assert [*read_hub(said(likes))] == []
    assert [*read_hub(json.dumps([{"id": "../../x", "likes": 100}]))] == []


def test_a_run_adds_what_a_person_can_look_through() -> None:
    found = [("a", Listed(f"Set {n}", (f"https://a.org/{n}",))) for n in range(MOST_NAMES)]
    often = ("b", Listed("Set 1999", ("https://a.org/1999",)))
    result = merged([], [*found, often], {})
    assert len(result.rows) == len(result.new) == MOST_NEW
    assert result.left == MOST_NAMES - MOST_NEW
    # What more lists name comes first.
    assert result.new[0] == Row("Set 1999", ("https://a.org/1999",), ("a", "b"))


def test_what_was_declined_is_neither_proposed_again_nor_shown(data) -> None:
    row = Row("No Set", ("https://a.org/",), (DECLINED,))
    result = merged([row], [("a", Listed("no-set", ("https://b.org/",)))], {})
    assert (result.rows, result.new, result.named_again) == ((row,), (), 0)
    path = data.write("wanted.csv", written_rows([row, Row("Set", ("https://c.org/",), ("a",))]))
    assert wanted_names(data.catalogue(), path) == [("Set", 1, ["https://c.org/"])]


def test_the_atlas_s_own_file_keeps_its_lines() -> None:
    text = (ROOT / "data" / "wanted.csv").read_text(encoding="utf-8")
    assert written_rows(merged(read_rows(text), [], {}).rows) == text
