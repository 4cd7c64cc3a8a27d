"""What a record must say, and in which characters, language, length and days."""

from __future__ import annotations

import pytest
import yaml


class TestRequiredKeys:
    def test_six_keys_are_enough(self, data) -> None:
        data.add()
        assert data.problems() == []

    def test_a_collection_needs_three(self, data) -> None:
        data.add(identifier="coco")
        data.write(
            "example.yaml",
            "name: Example\nsummary:\n  en: A collection of datasets that ask questions about"
            " charts.\nmembers: [coco]\n",
        )
        assert data.problems() == []

    def test_an_empty_list_is_told(self, data) -> None:
        data.add("links: {}")
        assert data.problems() == [
            "example.yaml:1:8: links: is empty; a record needs it (a collection needs members"
            " instead) [required-keys]"
        ]

    def test_a_model_needs_none_of_them(self, data) -> None:
        data.write("models/a-model.yaml", "name: A Model\nlinks: {home: 'https://a-model.org/'}\n")
        assert data.problems() == []

    def test_a_key_of_a_model_does_not_excuse_a_dataset(self, data) -> None:
        data.write("example.yaml", "name: Example\nopen_weights: true\n")
        assert data.lines_told("required-keys")[0].startswith("example.yaml:1:1: links: is missing")


class TestCharacters:
    @pytest.mark.parametrize(
        "escape",
        [
            "\\e", "\\t", "\\r", "\\x85", "\\xad", "\\u061c", "\\u200b", "\\u200d", "\\u2028",
            "\\u202e", "\\u2066", "\\u2060", "\\ufeff", "\\ue000", "\\U000e0041", "\\U000f0000",
            "\\U0010fffd",
        ],
    )  # fmt: skip
    def test_a_character_that_hides_is_refused(self, data, escape: str) -> None:
        data.add(f'name: "Chart{escape}QA"')
        assert data.rules_told() == ["characters"]

    @pytest.mark.parametrize(
        "name", ["图表", "Épreuve", "Δ-Bench", "数据 集 “A”", "naïve ✓", "ＡＢＣ"]
    )
    def test_a_character_that_shows_is_welcome(self, data, name: str) -> None:
        data.add(f"name: {name}")
        assert data.problems() == []

    def test_a_key_and_a_value_deep_inside_are_read_too(self, data) -> None:
        data.add(
            'notes:\n  - {kind: caution, en: "Mind\\u200bthis"}\n"abs\\u200bent": {}\nsource: paper'
        )
        assert [line.split(": ")[1] for line in data.lines_told("characters")] == [
            "notes[0].en", r"abs\u200bent",
        ]  # fmt: skip

    def test_line_breaks_in_prose_are_welcome(self, data) -> None:
        data.add("citation:\n  source: paper\n  bibtex: |\n    @misc{a,\n      title={B}\n    }")
        assert data.problems() == []


class TestTextLanguage:
    @pytest.mark.parametrize(
        "text",
        [
            "Questions about charts, called 「图表」 and 《图表》 by the people who made them.",
            "Questions about charts (图表), drawn from the web, with one short answer each.",
            'Questions about charts, called "图表" by the people who made them, with answers.',
        ],
    )
    def test_chinese_may_be_quoted_in_english(self, data, text: str) -> None:
        data.add(f"summary:\n  en: '{text}'")
        assert data.problems() == []

    def test_an_open_quotation_does_not_hide_the_rest(self, data) -> None:
        data.add(
            "summary:\n  en: Questions about charts, called “图表 by the people who made them."
        )
        assert data.rules_told() == ["text-language"]

    def test_notes_and_labels_are_read_too(self, data) -> None:
        data.add(
            "notes:\n  - {kind: caution, zh: Mind this}\n"
            "parts:\n  - {id: a, kind: split, label: {en: 训练}}"
        )
        assert [line.split(": ")[1] for line in data.lines_told("text-language")] == [
            "notes[0].zh", "parts[0].label.en",
        ]  # fmt: skip


class TestTextLength:
    @pytest.mark.parametrize(
        ("lang", "text", "valid"),
        [
            ("en", "x" * 39, False),
            ("en", "x" * 40, True),
            ("en", "x" * 400, True),
            ("en", "x" * 401, False),
            ("zh", "图" * 14, False),
            ("zh", "图" * 15, True),
            ("zh", "图" * 200, True),
            ("zh", "图" * 201, False),
        ],
    )
    def test_a_summary_has_its_bounds(self, data, lang: str, text: str, valid: bool) -> None:
        data.add(f"summary: {{{lang}: {text}}}")
        assert data.rules_told() == ([] if valid else ["text-length"])

    @pytest.mark.parametrize(
        ("lang", "text", "valid"),
        [
            ("en", "x" * 700, True),
            ("en", "x" * 701, False),
            ("zh", "图" * 350, True),
            ("zh", "图" * 351, False),
        ],
    )
    def test_a_note_has_its_bound(self, data, lang: str, text: str, valid: bool) -> None:
        data.add(f"notes:\n  - {{kind: caution, {lang}: {text}}}")
        assert data.rules_told() == ([] if valid else ["text-length"])


class TestPastDates:
    def test_a_contributor_may_be_a_day_ahead_of_the_build(self, data) -> None:
        data.add("checked: 2026-11-25\nreleased: 2026-11-25\nsource: paper")
        assert data.problems() == []

    @pytest.mark.parametrize("text", ["2026-11-26", "2026-12", "2027"])
    def test_a_date_after_that_is_told(self, data, text: str) -> None:
        data.add(f"released: {text}\nsource: paper")
        assert data.rules_told() == ["past-dates"]

    def test_checked_and_parts_are_read_too(self, data) -> None:
        data.add(
            "checked: 2030-01-01\nsource: paper\nparts:\n  - {id: a, kind: version, released: 2031}"
        )
        assert [line.split(": ")[1] for line in data.lines_told("past-dates")] == [
            "checked", "parts[0].released",
        ]  # fmt: skip

    def test_a_statement_does_not_end_before_it_begins(self, data) -> None:
        data.add("access: {level: open, source: paper, since: 2024-02, until: 2023}")
        assert data.problems() == [
            "example.yaml:1:61: access.until: lies before since (2024-02) [past-dates]"
        ]

    def test_a_statement_may_end_in_the_year_in_which_it_began(self, data) -> None:
        data.add("access: {level: open, source: paper, since: 2024-02, until: 2024-02-01}")
        assert data.problems() == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("@misc{a, title = {\\input{/etc/passwd}}}", "“\\input” is no TeX command"),
        ("@misc{a, title = {\\write18{id}}}", "“\\write” is no TeX command"),
        ("@misc{a, title = {\\immediate\\openout1=a}}", "“\\immediate”"),
        ("@misc{a, title = {\\csname input\\endcsname x}}", "“\\csname”"),
        ("@misc{a, title = {\\catcode`A=0 Ainput}}", "“\\catcode”"),
        ("@misc{a, title = {\\@@input x}}", "“\\@@input”"),
        ("@misc{a, title = {^^5cinput x}}", "“^^” spells characters"),
        ("@preamble{\"a\"}", "@preamble is TeX"),
        ("@PREAMBLE {\"a\"}", "@preamble is TeX"),
        ("@misc{a, title = {a}}}", "braces do not match"),
        ("@misc{a, title = }{b}{", "braces do not match"),
        ("@misc{a, title = {\\{}}", "braces do not match"),
        ("\\" + "x" * 5000, "is no TeX command"),
        ("{" * 60_000, "braces do not match"),
    ],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_a_citation_that_tex_would_obey_is_refused(data, text: str, told: str) -> None:
    data.add(yaml.safe_dump({"source": "paper", "citation": {"bibtex": text}}, width=99_999))
    problems = data.problems()
    assert any(told in problem or "is longer than" in problem for problem in problems), problems
    assert all(len(problem) < 1000 for problem in problems)


@pytest.mark.parametrize(
    "text",
    ["@misc{a, author = {M{\\\"u}ller and \\v{C}ech and {\\ss}, \\`A}}", "not BibTeX at all",
     "@misc{a, title = {100\\% of $\\tau^2$ \\& \\#1, \\textit{so}}, url = {https://a.org/%7Ea_b}}"],
)  # fmt: skip
def test_a_citation_as_people_write_it_is_accepted(data, text: str) -> None:
    data.add(yaml.safe_dump({"source": "paper", "citation": {"bibtex": text}}, width=99_999))
    assert data.problems() == []
