"""What a record file may hold, and what is said about one that cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from atlas.records.reading import MAX_BYTES, MAX_DEPTH, Document, read_document

FILE = Path("data/example.yaml")


def read(content: str | bytes) -> Document:
    return read_document(FILE, content.encode() if isinstance(content, str) else content)


def complaints(content: str | bytes) -> list[str]:
    return [problem.text() for problem in read(content).problems]


def test_every_value_stays_text() -> None:
    text = "a: no\nb: 2019\nc: 991e849\nd: 1_000\ne: ~\non: yes\nlist: [1, 0x10]\nempty:\n"
    document = read(text)
    assert document.problems == []
    assert document.data == {
        "a": "no", "b": "2019", "c": "991e849", "d": "1_000", "e": "~", "on": "yes",
        "list": ["1", "0x10"], "empty": "",
    }  # fmt: skip


def test_values_and_keys_know_their_line_and_column() -> None:
    document = read("# first line\nname: A\nsize:\n  - {value: 9, unit: 图}\n")
    assert document.position(()) == (2, 1)
    assert document.position(("name",)) == (2, 7)
    assert document.position(("size", 0, "value")) == (4, 13)
    assert document.position(("size", 0, "unit"), key=True) == (4, 16)


def test_a_place_that_is_not_spelled_out_is_shown_by_what_is_around_it() -> None:
    document = read("name: A\nsize: {value: 9}\n")
    assert document.position(("size", 0, "value")) == (2, 15)
    assert document.spelled(("size", 0, "value")) == ("size", "value")
    assert document.position(("size", 0, "unit")) == (2, 7)
    assert document.position(("parts", 3, "id")) == (1, 1)


def test_a_repeated_key_is_told_with_the_line_of_the_first() -> None:
    assert complaints("name: A\nroles: []\nname: B\n") == [
        "data/example.yaml:3:1: name: this key already stands in line 1 [yaml]"
    ]


def test_a_repeated_key_deep_inside_is_told_too() -> None:
    assert complaints("parts:\n  - id: a\n    size:\n      value: 1\n      value: 2\n") == [
        "data/example.yaml:5:7: parts[0].size.value: this key already stands in line 4 [yaml]"
    ]


def test_repeated_keys_inside_a_repeated_key_are_told_by_the_name_a_person_wrote() -> None:
    assert complaints("size: {value: 1}\nsize:\n  value: 2\n  value: 3\n") == [
        "data/example.yaml:2:1: size: this key already stands in line 1 [yaml]",
        "data/example.yaml:4:3: size.value: this key already stands in line 3 [yaml]",
    ]


def test_the_first_of_two_keys_counts() -> None:
    assert read("name: A\nname: B\n").data == {"name": "A"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("a: *b\n", "1:4: a: an alias (“*b”); write the value out [yaml]"),
        ("*b : a\n", "1:1: an alias (“*b”); write the value out [yaml]"),
        ("a: &b c\n", "1:4: a: an anchor (“&b”); write values out [yaml]"),
        ("&b a: c\n", "1:1: an anchor (“&b”); write values out [yaml]"),
        ("a: &b [c]\n", "1:4: a: an anchor (“&b”); write values out [yaml]"),
        (
            "a: !!python/object/apply:os.system [x]\n",
            "1:4: a: a tag (“tag:yaml.org,2002:python/object/apply:os.system”);"
            " records are plain text values [yaml]",
        ),
        (
            "a: !!str 1\n",
            "1:4: a: a tag (“tag:yaml.org,2002:str”); records are plain text values [yaml]",
        ),
        ("a: ! 1\n", "1:4: a: a tag (“!”); records are plain text values [yaml]"),
        ("!x a: 1\n", "1:1: a tag (“!x”); records are plain text values [yaml]"),
        ("[a]: 1\n", "1:1: a key must be one word, not a list or a mapping [yaml]"),
        ("? {a: b}\n: 1\n", "1:3: a key must be one word, not a list or a mapping [yaml]"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document starts here; a file holds one record [yaml]"),
    ],
)  # fmt: skip
def test_what_yaml_has_and_a_record_needs_not_is_refused(content: str, complaint: str) -> None:
    assert complaints(content) == [f"data/example.yaml:{complaint}"]
    assert read(content).data is None


def test_a_billion_laughs_are_refused_at_the_first() -> None:
    text = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a,*a,*a]\n" for i in range(100))
    assert complaints(text) == [
        "data/example.yaml:1:4: a: an anchor (“&a”); write values out [yaml]"
    ]


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read("<<: {a: 1}\n").data == {"<<": {"a": "1"}}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (
            "name: A\nsummary: 图表\n".encode("gbk"),
            "2:11: the file is not UTF-8 from here on; save it as UTF-8 [encoding]",
        ),
        (
            "name: A\n".encode("utf-16"),
            "1:1: the file is not UTF-8 from here on; save it as UTF-8 [encoding]",
        ),
        (
            b"name: A\nx: a\x00b\n",
            "2:5: the file holds a NUL byte; a record is plain text [encoding]",
        ),
        (
            b"\xef\xbb\xbfname: A\n",
            "1:1: the file starts with a byte order mark; save it as UTF-8 without BOM [encoding]",
        ),
        (
            b"# " + b"x" * MAX_BYTES,
            "1:1: the file has 65,538 bytes; at most 65,536 are read [encoding]",
        ),
    ],
    ids=["GBK", "UTF-16", "NUL", "BOM", "too large"],
)  # fmt: skip
def test_a_file_in_the_wrong_encoding_says_where_and_what_to_save_it_as(
    content: bytes, complaint: str
) -> None:
    assert complaints(content) == [f"data/example.yaml:{complaint}"]


def test_a_file_as_large_as_allowed_is_read() -> None:
    start = b"name: A\n#"
    assert read(start + b"x" * (MAX_BYTES - len(start))).problems == []


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_raw_control_character_is_told_at_its_place(character: str) -> None:
    assert complaints(f"name: A\nx: 图{character}b\n") == [
        f"data/example.yaml:2:5: holds a control character (U+{ord(character):04X});"
        " delete it and type the text anew [encoding]"
    ]


def test_text_as_deep_as_a_record_needs_is_read_and_deeper_text_is_not() -> None:
    def nested(depth: int) -> str:
        return "a: " + "[" * depth + "]" * depth

    assert read(nested(MAX_DEPTH)).problems == []
    assert complaints(nested(MAX_DEPTH + 1)) == [
        f"data/example.yaml:1:{4 + MAX_DEPTH}: a{'[0]' * MAX_DEPTH}:"
        " nested more than 12 deep; no field needs that [yaml]"
    ]


def test_brackets_without_end_are_refused_quickly() -> None:
    (complaint,) = complaints("[" * 60_000)
    assert "nested more than 12 deep" in complaint
    assert len(complaint) < 300


@pytest.mark.parametrize("content", ["", "\n\n", "# only\n# comments\n", "---\n", "---\n...\n"])
def test_an_empty_file_says_how_a_record_starts(content: str) -> None:
    assert complaints(content) == [
        "data/example.yaml:1:1: the file is empty; a record starts with name: [yaml]"
    ]


@pytest.mark.parametrize("content", ["- name: A\n", "just text\n", "[]\n"])
def test_a_file_that_is_no_mapping_says_what_it_should_be(content: str) -> None:
    assert complaints(content) == [
        "data/example.yaml:1:1: the file is not a mapping of keys to values;"
        " a record starts with name: [yaml]"
    ]


def test_a_tab_as_indent_is_told_at_its_place() -> None:
    (complaint,) = complaints("summary:\n\ten: A\n")
    assert complaint.startswith("data/example.yaml:2:1: this is not valid YAML: ")


@pytest.mark.parametrize(
    "content",
    ["name: [A\n", "name: 'A\n", "a: b: c\n", "{a: 1}}\n", "a\nb: 1\n", "%YAML 9.9\n--- a"],
)
def test_broken_yaml_has_a_place_and_no_data(content: str) -> None:
    document = read(content)
    (problem,) = document.problems
    assert problem.message.startswith("this is not valid YAML: ")
    assert problem.line >= 1
    assert problem.column >= 1
    assert document.data is None


def test_a_vocabulary_is_a_list() -> None:
    assert read_document(FILE, b"- id: a\n", top=list).data == [{"id": "a"}]
    (problem,) = read_document(FILE, b"id: a\n", top=list).problems
    assert problem.message == "the file is not a list of items"
