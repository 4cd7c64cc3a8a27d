"""The state file: read back as written, and never lost for a damage to a part of it."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from atlas.links.schema import state_schema
from atlas.links.state import (
    Archive,
    Expected,
    Fact,
    LinkState,
    State,
    Streak,
    dump_state,
    read_state,
    write_state,
)
from atlas.links.words import Kind, Verdict

DAY = date(2026, 11, 26)
PLAIN = LinkState(DAY, DAY, Verdict.OK, Verdict.OK, Streak(Kind.OK, (DAY,)), last_ok=DAY, code=200)
FULL = LinkState(
    date(2026, 1, 2), DAY, Verdict.DEAD, Verdict.DEAD,
    Streak(Kind.HARD, (date(2026, 11, 1), DAY), (date(2026, 11, 3),), date(2026, 11, 4)),
    last_ok=date(2026, 10, 1), code=404, reason="“Gone”.", new_url="https://b.example/",
    etag='W/"x"', last_modified="Thu, 26 Nov 2026 00:00:00 GMT", not_before=date(2026, 11, 27),
    archive=Archive("https://web.archive.org/x", date(2026, 1, 3)),
    expect={"1,200 hours": Expected(Fact.GONE, date(2026, 9, 1), date(2026, 10, 1))},
)  # fmt: skip
STATE = State(DAY, {"https://b.example/": PLAIN, "https://a.example/": FULL})


def test_a_state_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "observed" / "links.json"
    write_state(STATE, path)
    assert read_state(path) == (STATE, [])
    assert path.stat().st_mode & 0o777 == 0o644
    assert [entry.name for entry in path.parent.iterdir()] == ["links.json"]


def test_no_file_is_an_empty_state_without_complaint(tmp_path: Path) -> None:
    assert read_state(tmp_path / "links.json") == (State(), [])


def test_order_is_stable_and_a_link_is_a_block_of_lines() -> None:
    text = dump_state(STATE)
    assert text == dump_state(State(DAY, dict(reversed(STATE.links.items()))))
    assert list(json.loads(text)["links"]) == ["https://a.example/", "https://b.example/"]
    assert text.endswith("\n")
    changed = State(DAY, {**STATE.links, "https://0.example/": PLAIN})
    assert set(text.splitlines()) < set(dump_state(changed).splitlines())
    for entry in json.loads(text)["links"].values():
        assert list(entry) == sorted(entry)


def test_what_is_written_is_what_the_schema_says() -> None:
    validator = Draft202012Validator(
        state_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    Draft202012Validator.check_schema(state_schema())
    for state in (STATE, State()):
        assert not list(validator.iter_errors(json.loads(dump_state(state))))
    wrong = json.loads(dump_state(STATE))
    wrong["links"]["https://a.example/"]["verdict"] = "alive"
    assert list(validator.iter_errors(wrong))


def test_an_entry_that_makes_no_sense_costs_itself_only(tmp_path: Path) -> None:
    content = json.loads(dump_state(STATE))
    content["links"]["https://c.example/"] = {"verdict": "ok"}
    content["links"]["https://d.example/"] = [1]
    content["links"]["https://b.example/"].update(etag=7, archive={"url": 3}, last_ok="soon")
    (tmp_path / "links.json").write_text(json.dumps(content), "utf-8")
    state, problems = read_state(tmp_path / "links.json")
    assert sorted(state.links) == ["https://a.example/", "https://b.example/"]
    assert state.links["https://b.example/"].code == 200
    assert state.links["https://b.example/"].etag is None
    assert state.links["https://b.example/"].last_ok == DAY  # it answered when it was asked last
    assert len(problems) == 2
    assert all("makes no sense" in problem for problem in problems)


def test_an_older_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    old = {
        "schema_version": "0.1",
        "links": {
            "https://a.example/": {
                "last_asked": "2026-11-20",
                "verdict": "dead",
                "streak": {"kind": "hard", "days": ["2026-11-20", "2026-11-13"]},
                "colour": "unknown to this version",
            }
        },
    }
    (tmp_path / "links.json").write_text(json.dumps(old), "utf-8")
    state, problems = read_state(tmp_path / "links.json")
    assert problems == []
    link = state.links["https://a.example/"]
    assert link.first_seen == date(2026, 11, 20)
    assert link.streak.days == (date(2026, 11, 13), date(2026, 11, 20))
    assert link.shown is Verdict.TRANSIENT


def test_an_entry_without_its_history_begins_one_and_keeps_the_rest(tmp_path: Path) -> None:
    content = json.loads(dump_state(STATE))
    content["updated"] = "yesterday"
    dead, fine = content["links"]["https://a.example/"], content["links"]["https://b.example/"]
    dead["streak"]["days"] = ["2026-11-01", "no day", None, "2026-11-26"]
    dead["streak"]["transient_days"] = 7
    del fine["streak"], fine["shown"]
    (tmp_path / "links.json").write_text(json.dumps(content), "utf-8")
    state, problems = read_state(tmp_path / "links.json")
    assert problems == []
    assert state.updated == DAY  # the last day on which anything was asked
    read = state.links["https://a.example/"]
    assert read.streak.days == FULL.streak.days
    assert (read.archive, read.expect, read.shown) == (FULL.archive, FULL.expect, Verdict.DEAD)
    assert state.links["https://b.example/"] == PLAIN


MANY = State(DAY, {f"https://{number:02}.example/": PLAIN for number in range(50)})


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("indent", ["own", 2, None], ids=str)
def test_a_file_that_broke_off_keeps_the_links_before_the_break(
    tmp_path: Path, cut: float, indent: int | str | None
) -> None:
    text = dump_state(MANY)
    if indent != "own":  # some other program has written it since
        text = json.dumps(json.loads(text), indent=indent)  # type: ignore[arg-type]
    (tmp_path / "links.json").write_text(text[: int(len(text) * cut)], "utf-8")
    state, problems = read_state(tmp_path / "links.json")
    assert len(state.links) >= 50 * cut - 2
    assert all(link == PLAIN for link in state.links.values())
    assert state.updated == DAY
    assert "damaged" in problems[0]


@given(st.integers(0, len(dump_state(MANY).encode()) - 2), st.binary(min_size=1, max_size=40))
@settings(deadline=None)
def test_damage_at_one_place_costs_one_link_at_most(place: int, damage: bytes) -> None:
    raw = bytearray(dump_state(MANY).encode())
    # A key of the damaged text must not pass for one of the file's.
    raw[place : place + len(damage)] = damage.replace(b'"', b"x").replace(b"\\", b"x")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.json"
        path.write_bytes(raw)
        state, _ = read_state(path)
    kept = [url for url, link in MANY.links.items() if state.links.get(url) == link]
    # It may fall on the end of one entry and the beginning of the next.
    assert len(kept) >= 48
    assert state.updated == DAY


def test_of_a_broken_entry_the_keys_that_can_be_read_are_kept(tmp_path: Path) -> None:
    text = dump_state(STATE).replace('"reason": "\\u201cGone\\u201d."', '"reason": "\\u20')
    (tmp_path / "links.json").write_text(text, "utf-8")
    state, problems = read_state(tmp_path / "links.json")
    assert "2 links could be read of it" in problems[0]
    assert state.links["https://a.example/"] == replace(FULL, reason="")


@given(st.binary(max_size=300) | st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.dictionaries(st.text(), inner)
).map(lambda value: json.dumps({"links": value}).encode()))  # fmt: skip
@settings(deadline=None)
def test_nothing_in_a_file_raises(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.json"
        path.write_bytes(content)
        state, _ = read_state(path)
        assert isinstance(state, State)


def test_deep_nesting_and_folders_do_not_raise(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 200_000, "utf-8")
    assert read_state(tmp_path / "deep.json")[1]
    assert read_state(tmp_path)[1]


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "links.json"
    write_state(STATE, path)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        write_state(State(), path)
    assert read_state(path)[0] == STATE
    assert len(list(tmp_path.iterdir())) == 1
