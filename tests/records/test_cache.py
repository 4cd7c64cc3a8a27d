"""A second run is quick because nothing changed, and never right because a file says so."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from atlas.records import load_all
from atlas.records.cache import RecordCache, kept_between_runs


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def read(data, kept: Path):
    return load_all(data.folder, cache=RecordCache(kept))


def the_file(kept: Path) -> Path:
    (path,) = kept.glob("*")
    return path


def test_what_is_kept_is_what_was_read(data, kept: Path) -> None:
    data.add("source: paper\nsize: {value: 9, unit: videos}\nreleased: 2024-05")
    first, second = read(data, kept), read(data, kept)
    assert second.records == first.records
    assert second.problems == first.problems == []


def test_a_kept_record_is_not_read_again(data, kept: Path, monkeypatch) -> None:
    data.add()
    read(data, kept)
    monkeypatch.setattr("atlas.records.load.validate", None)
    assert set(read(data, kept).records) == {"example"}


def test_records_of_several_pieces_are_kept(data, kept: Path, monkeypatch) -> None:
    monkeypatch.setattr("atlas.records.cache.PIECE", 2)
    sizes = "".join(f"  - {{value: {number}, unit: videos}}\n" for number in range(9))
    for number in range(5):
        # They differ in shape, so that what one piece refers to stands elsewhere in another.
        more = f"source: paper\nsize:\n{sizes}" if number > 1 else "aliases: [Other]"
        data.add(f"name: Set {number}\n{more}".replace("Other", f"O{number}"), f"set-{number}")
    first = read(data, kept)
    monkeypatch.setattr("atlas.records.load.validate", None)
    assert read(data, kept).records == first.records


def test_a_changed_file_is_read_again(data, kept: Path) -> None:
    data.add("name: One")
    read(data, kept)
    data.add("name: Two")
    assert read(data, kept).records["example"].name == "Two"


def test_a_file_with_a_problem_is_judged_each_time(data, kept: Path) -> None:
    data.add("roles: [traning]")
    assert read(data, kept).problems == read(data, kept).problems != []


def test_a_word_that_goes_from_a_list_is_missed(data, kept: Path) -> None:
    data.add()
    read(data, kept)
    path = data.folder / "vocabulary" / "modalities.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: image\n", "id: picture\n"))
    assert read(data, kept).problems != []


def test_neighbours_are_judged_anew(data, kept: Path) -> None:
    data.add("source: paper\nderived_from: other")
    gone = data.add("name: Other", "other")
    assert read(data, kept).problems == []
    gone.unlink()
    assert [problem.rule for problem in read(data, kept).problems] == ["references"]


def test_what_is_gone_is_not_kept(data, kept: Path) -> None:
    data.add("name: " + "Here" * 9)
    gone = data.add("name: " + "Gone" * 9, "gone")
    read(data, kept)
    gone.unlink()
    read(data, kept)
    assert b"GoneGone" not in the_file(kept).read_bytes()


def test_a_broken_file_is_as_good_as_none(data, kept: Path) -> None:
    data.add()
    read(data, kept)
    for content in (b"", b"\x80\x05", os.urandom(300), pickle.dumps([1]), pickle.dumps({"a": 1})):
        the_file(kept).write_bytes(content)
        assert set(read(data, kept).records) == {"example"}


class Calls:
    """Makes a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


def test_a_file_that_a_stranger_made_calls_nothing(data, kept: Path, tmp_path: Path) -> None:
    data.add()
    read(data, kept)
    canary = tmp_path / "canary"
    the_file(kept).write_bytes(pickle.dumps({"example.yaml": (b"", Calls(canary))}))
    assert set(read(data, kept).records) == {"example"}
    assert not canary.exists()


def test_a_link_in_its_place_is_not_followed(data, kept: Path, tmp_path: Path) -> None:
    data.add("name: One")
    read(data, kept)
    path = the_file(kept)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert set(read(data, kept).records) == {"example"}


def test_a_folder_that_cannot_be_written_keeps_nothing(data, tmp_path: Path) -> None:
    data.add()
    (tmp_path / "file").write_text("")
    assert set(read(data, tmp_path / "file" / "cache").records) == {"example"}


def test_ci_trusts_no_cache(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert kept_between_runs(tmp_path) is None
    monkeypatch.delenv("CI")
    assert kept_between_runs(tmp_path) is not None
