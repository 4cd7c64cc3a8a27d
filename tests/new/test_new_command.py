"""``atlas new``: a first file from answers, flags and what hosts say."""

from __future__ import annotations

import ipaddress
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.cli import main
from atlas.links.address import AddressPolicy
from atlas.new import ask as asking
from atlas.new.ask import NoAnswer, ask
from atlas.new.proposals import clean, origin_of, proposals
from atlas.new.record import identifier_of
from atlas.records.vocabulary import Vocabularies, Vocabulary

SUMMARY = "Questions about charts drawn from the web, each with one answer."
FLAGS = [
    *("--name", "Some Charts", "--summary-en", SUMMARY, "--role", "training"),
    *("--modality", "image", "--task", "chart-question-answering"),
]
HUB = {
    "id": "us/some-charts",
    "sha": "0123456789abcdef0123456789abcdef01234567",
    "createdAt": "2024-05-06T07:08:09.000Z",
    "tags": ["modality:image", "modality:text", "region:us"],
    "cardData": {
        "pretty_name": "Some Charts",
        "license": "cc-by-4.0",
        "language": ["en", "zh", "no-such"],
        "task_categories": ["visual-question-answering", "whatever"],
    },
}
ARXIV = """<feed><title>query</title><entry><title>ChartBit: Charts &amp; bits
 of them</title><published>2024-05-06T00:00:00Z</published></entry></feed>"""
DOI = {"title": "Charts: a set", "issued": {"date-parts": [[2023, 4]]}}


class Host:
    """A host on this machine that answers what a test says."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[str] = []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host.asked.append(self.path)
                code, headers, body = host.answers.get(self.path, (404, {}, b""))
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, path: str, what: object, code: int = 200, **headers: str) -> None:
        body = what if isinstance(what, bytes) else json.dumps(what).encode()
        self.answers[path] = (code, headers, body)


@pytest.fixture
def host() -> Iterator[Host]:
    started = Host()
    started.says("/api/datasets/us/some-charts", HUB)
    started.says("/api/query?id_list=2405.01234", ARXIV.encode())
    started.says("/10.1000/182", DOI)
    yield started
    started.server.shutdown()
    started.server.server_close()


@pytest.fixture
def new(data, host: Host):
    def run(*arguments: str, answers: str | None = None, allow: bool = True) -> Result:
        bases = [
            word for kind in ("hub", "arxiv", "doi") for word in ("--base", f"{kind}={host.url}")
        ]
        network = ["--allow-network", "127.0.0.0/8"] if allow else []
        ask = "--no-ask" if answers is None else "--ask"
        command = ["new", "--data", str(data.folder), ask, *bases, *network, *arguments]
        return CliRunner().invoke(main, command, input=answers)

    return run


def text(data, identifier: str = "some-charts") -> str:
    return (data.folder / f"{identifier}.yaml").read_text(encoding="utf-8")


def test_flags_alone_make_a_valid_record(data, new) -> None:
    result = new(*FLAGS, "--link", "paper=arxiv:2203.10244")
    assert result.exit_code == 0, result.output
    assert text(data).startswith(
        "# yaml-language-server: $schema=schema/dataset.schema.json\nname:"
    )
    record = data.load_valid().records["some-charts"]
    assert record.links["paper"].url == "https://arxiv.org/abs/2203.10244"


def test_questions_lead_to_a_valid_record(data, new) -> None:
    said = ["Some Charts", SUMMARY, "something", "traning, evaluation", "image"]
    said += ["Chart question answering", "arxiv:2203.10244", ""]
    answers = "".join(f"{line}\n" for line in said)
    result = new(answers=answers)
    assert result.exit_code == 0, result.output
    record = data.load_valid().records["some-charts"]
    assert record.roles == ("training", "evaluation")
    assert record.tasks == ("chart-question-answering",)


def test_a_chinese_summary_is_kept_as_one(data, new) -> None:
    answers = "\n".join(["Some Charts", "关于网络图表的问题，每题配有一个简短的答案。", "", ""])
    new(*FLAGS[:2], *FLAGS[4:], "--link", "home=https://a.org/", answers=answers.partition("\n")[2])
    assert data.load_valid().records["some-charts"].summary.zh


def test_what_a_hub_says_is_a_proposal_that_stands_in_comments(data, new) -> None:
    result = new("hf:us/some-charts", *FLAGS)
    assert result.exit_code == 0, result.output
    assert "# hub proposes license: CC-BY-4.0" in text(data)
    assert "# hub proposes languages: en, zh" in text(data)
    record = data.load_valid().records["some-charts"]
    assert record.license == ()
    assert record.links["hub"].url == "https://huggingface.co/datasets/us/some-charts"
    assert record.links["hub"].as_of == "0123456"


def test_a_proposal_that_is_taken_names_its_source(data, new) -> None:
    result = new("hf:us/some-charts", *FLAGS, "--accept")
    assert result.exit_code == 0, result.output
    record = data.load_valid().records["some-charts"]
    assert (record.license[0].id, record.license[0].source) == ("CC-BY-4.0", ("hub",))
    assert record.languages == ("en", "zh")
    assert record.sources["languages"] == ("hub",)
    assert "proposes license" not in text(data)


def test_each_proposal_is_asked_about(data, new) -> None:
    answers = "y\nn\ny\n\n"
    result = new("hf:us/some-charts", *FLAGS, answers=answers)
    assert result.exit_code == 0, result.output
    record = data.load_valid().records["some-charts"]
    assert record.languages == ("en", "zh")
    assert record.released is None
    assert record.license


def test_a_paper_and_a_doi_propose_a_name_and_a_day(data, new) -> None:
    assert new("arxiv:2405.01234", *FLAGS[2:], "--accept").exit_code == 0
    record = data.load_valid().records["chartbit"]
    assert (record.name, record.released) == ("ChartBit", "2024-05-06")
    assert new("doi:10.1000/182", *FLAGS[2:], "--accept").exit_code == 0
    assert data.load_valid().records["charts"].released == "2023-04"


def test_without_a_network_it_says_so_and_goes_on(data, new, host: Host) -> None:
    host.server.shutdown()
    host.server.server_close()
    result = new("hf:us/some-charts", *FLAGS)
    assert result.exit_code == 0, result.output
    assert "there may be no network. Going on without it." in result.output
    assert data.load_valid().records["some-charts"].links["hub"]


def test_offline_nothing_is_asked(data, new, host: Host) -> None:
    result = new("hf:us/some-charts", *FLAGS, "--offline")
    assert result.exit_code == 0, result.output
    assert host.asked == []


def test_an_address_that_is_not_public_is_not_asked(new, host: Host) -> None:
    result = new("hf:us/some-charts", *FLAGS, allow=False)
    assert "an address that is not public" in result.output
    assert host.asked == []


def test_a_redirect_to_an_address_that_is_not_public_is_not_followed(host: Host) -> None:
    host.says("/", b"", 302, Location="http://10.0.0.1/")
    policy = AddressPolicy((ipaddress.ip_network("127.0.0.0/8"),))
    with pytest.raises(NoAnswer, match="not public"):
        ask(host.url + "/", {}, policy)
    host.says("/loop", b"", 302, Location="/loop")
    with pytest.raises(NoAnswer, match="redirects too often"):
        ask(host.url + "/loop", {}, policy)


def test_an_answer_has_its_bounds(host: Host, monkeypatch) -> None:
    policy = AddressPolicy((ipaddress.ip_network("127.0.0.0/8"),))
    host.says("/", b"x" * (asking.MOST_BYTES + 1))
    with pytest.raises(NoAnswer, match="too long"):
        ask(host.url + "/", {}, policy)


def test_a_record_that_is_there_is_not_written_over(data, new) -> None:
    data.add("name: Some Charts\naliases: [SC]", "some-charts")
    before = text(data)
    assert "has a record" in new(*FLAGS).output
    assert "has a record" in new("--name", "sc", *FLAGS[2:]).output
    assert "is there already" in new("--name", "Other", "--id", "some-charts", *FLAGS[2:]).output
    assert text(data) == before


@pytest.mark.parametrize("identifier", ["../up", "con", "UPPER", "a" * 81, "index", "图", "a/b"])
def test_a_name_that_is_no_id_makes_no_file(data, new, identifier: str) -> None:
    before = sorted(data.folder.rglob("*"))
    assert new(*FLAGS, "--id", identifier).exit_code == 2
    assert sorted(data.folder.rglob("*")) == before


def test_what_a_hostile_host_says_is_text(data, new, host: Host) -> None:
    name = "A: {b}\n# x\u202e\x00\x1b[31m\n::error::y" + "z" * 9000
    said = {**HUB, "cardData": {"pretty_name": name, "license": ["a"] * 9000, "language": {"a": 1}}}
    host.says("/api/datasets/us/some-charts", said)
    result = new("hf:us/some-charts", *FLAGS[2:], "--id", "some-charts")
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert not any(line.startswith("::") for line in result.output.splitlines())
    assert data.load_valid().records["some-charts"].name.startswith("A: {b} # x [31m ::error::y")


KEYS = ["id", "cardData", "license", "tags", "title", "issued", "date-parts", "sha"]
JSON = st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.floats(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
)
LISTS = ("licenses", "languages", "tasks", "modalities")


@settings(deadline=None)
@given(answer=st.text() | JSON.map(json.dumps))
def test_any_answer_proposes_something_or_nothing(answer: str) -> None:
    vocabularies = Vocabularies({name: Vocabulary(name, ()) for name in LISTS})
    for source in ("hf:a/b", "arxiv:2405.01234", "doi:10.1000/182"):
        origin = origin_of(source)
        assert origin is not None
        for one in proposals(origin, answer, vocabularies):
            assert all(value == clean(value) != "" for value in one.values)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [("ChartQA", "chartqa"), ("R&D: Café 2.0", "r-d-cafe-2-0"), ("图表", ""), ("a" * 99, "a" * 80)],
)
def test_an_id_comes_from_a_name(name: str, identifier: str) -> None:
    assert identifier_of(name) == identifier
