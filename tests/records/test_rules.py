"""Each rule by its own examples, and the cases that its examples leave open."""

from __future__ import annotations

import pytest

from atlas.records import Dataset
from atlas.records.rules import ALL_RULES, Context, Rule
from atlas.records.rules.base import CatalogueRule
from atlas.records.rules.no_cycles import RULE as NO_CYCLES
from atlas.records.rules.urls import complain

WRONG = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in ALL_RULES
    for number, text in enumerate(rule.wrong)
]
RIGHT = [
    pytest.param(rule, text, id=f"{rule.name}-{number}")
    for rule in ALL_RULES
    for number, text in enumerate(rule.right)
]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_what_a_rule_calls_wrong_is_told_by_it_and_no_other(data, rule: Rule, text: str) -> None:
    data.add(text)
    told = {problem.rule for problem in data.load().problems}
    assert told == {rule.name}


@pytest.mark.parametrize(("rule", "text"), RIGHT)
def test_what_a_rule_calls_right_is_valid(data, rule: Rule, text: str) -> None:
    data.add(text)
    assert data.problems() == []


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.name)
def test_a_rule_says_why_in_both_languages_and_shows_both_cases(rule: Rule) -> None:
    assert rule.wrong
    assert rule.right
    assert rule.why.en.endswith(".")
    assert rule.why.zh.endswith("。")


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in ALL_RULES]
    assert len(set(names)) == len(names)


def rules_told(data) -> list[str]:
    return [problem.rule for problem in data.load().problems]


def lines_told(data, rule: str) -> list[str]:
    return [problem for problem in data.problems() if problem.endswith(f"[{rule}]")]


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
        assert lines_told(data, "required-keys")[0].startswith(
            "example.yaml:1:1: links: is missing"
        )


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
        assert rules_told(data) == ["characters"]

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
        assert [line.split(": ")[1] for line in lines_told(data, "characters")] == [
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
        assert rules_told(data) == ["text-language"]

    def test_notes_and_labels_are_read_too(self, data) -> None:
        data.add(
            "notes:\n  - {kind: caution, zh: Mind this}\n"
            "parts:\n  - {id: a, kind: split, label: {en: 训练}}"
        )
        assert [line.split(": ")[1] for line in lines_told(data, "text-language")] == [
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
        assert rules_told(data) == ([] if valid else ["text-length"])

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
        assert rules_told(data) == ([] if valid else ["text-length"])


class TestPastDates:
    def test_a_contributor_may_be_a_day_ahead_of_the_build(self, data) -> None:
        data.add("checked: 2026-11-25\nreleased: 2026-11-25\nsource: paper")
        assert data.problems() == []

    @pytest.mark.parametrize("text", ["2026-11-26", "2026-12", "2027"])
    def test_a_date_after_that_is_told(self, data, text: str) -> None:
        data.add(f"released: {text}\nsource: paper")
        assert rules_told(data) == ["past-dates"]

    def test_checked_and_parts_are_read_too(self, data) -> None:
        data.add(
            "checked: 2030-01-01\nsource: paper\nparts:\n  - {id: a, kind: version, released: 2031}"
        )
        assert [line.split(": ")[1] for line in lines_told(data, "past-dates")] == [
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


class TestUrls:
    @pytest.mark.parametrize(
        "url",
        [
            "https://cocodataset.org/",
            "http://example.org:8080/a?b=c#d",
            "https://github.com/lupantech/ScienceQA",
            "https://xn--fiq228c.com/",
            "https://example.org./",
            "https://8.8.8.8/",
            "https://[2606:4700:4700::1111]/",
            "https://example.org/%E5%9B%BE",
        ],
    )
    def test_a_public_page_is_welcome(self, url: str) -> None:
        assert complain(url) is None

    @pytest.mark.parametrize(
        ("url", "what"),
        [
            ("ftp://example.org/", "is not an http:// or https:// address"),
            ("javascript:alert(1)", "is not an http:// or https:// address"),
            ("data:text/html,x", "is not an http:// or https:// address"),
            ("//example.org/", "is not an http:// or https:// address"),
            ("example.org", "is not an http:// or https:// address"),
            ("HTTPS://example.org/", "is not an http:// or https:// address"),
            ("https:example.org", "is not an http:// or https:// address"),
            ("https:///path", "has no host"),
            ("https://user@example.org/", "holds a user name or password; take it out"),
            ("https://user:pw@example.org/", "holds a user name or password; take it out"),
            ("https://@example.org/", "holds a user name or password; take it out"),
            ("https://localhost/", "points at a host that is not public"),
            ("https://LOCALHOST./", "points at a host that is not public"),
            ("https://printer.local/", "points at a host that is not public"),
            ("https://a.internal/", "points at a host that is not public"),
            ("https://intranet-host/", "has no public host name"),
            ("https://a_b.example.org/", "has no public host name"),
            ("https://a..org/", "has no public host name"),
            ("http://127.0.0.1/", "points at an address that is not public"),
            ("http://10.1.2.3/", "points at an address that is not public"),
            ("http://169.254.169.254/latest/", "points at an address that is not public"),
            ("http://100.64.0.1/", "points at an address that is not public"),
            ("http://0.0.0.0/", "points at an address that is not public"),
            ("http://224.0.0.1/", "points at an address that is not public"),
            ("http://[ff0e::1]/", "points at an address that is not public"),
            ("http://[::1]/", "points at an address that is not public"),
            ("http://[fd00::1]/", "points at an address that is not public"),
            ("http://[::ffff:127.0.0.1]/", "points at an address that is not public"),
            ("http://127.1/", "has a number where a host name is wanted"),
            ("http://2130706433/", "has no public host name"),
            ("http://127.0.0.1./", "has a number where a host name is wanted"),
            ("http://0x7f.1/", "has a number where a host name is wanted"),
            ("https://example.org:0/", "has port 0"),
            ("https://example.org:99999/", "is not a URL"),
            ("https://[::1/", "is not a URL"),
        ],
    )
    def test_another_address_is_refused(self, url: str, what: str) -> None:
        assert complain(url) == what

    @pytest.mark.parametrize(
        "url",
        [
            "https://example.org/a b", "https://example.org/\n", "https://example.org/\u202e",
            "https://例.com/", "https://example.org/%zz", "https://example.org/\\a",
            'https://example.org/"><script>', "",
        ],
    )  # fmt: skip
    def test_a_character_that_no_url_may_hold_is_refused(self, url: str) -> None:
        assert complain(url) == (
            "holds a character that no URL may hold; percent-encode it (a space is %20)"
        )

    def test_copies_and_origins_are_read_too(self, data) -> None:
        data.add(
            "source: paper\n"
            "links: {paper: {url: 'https://arxiv.org/', via: 'http://10.0.0.1/'}}\n"
            "derived_from: {name: A crawl, url: 'file:///etc/passwd'}\n"
            "parts:\n"
            "  - {id: a, kind: split, derived_from: {name: Another, url: 'http://a.local/'}}"
        )
        assert [line.split(": ")[1] for line in lines_told(data, "urls")] == [
            "links.paper.via", "derived_from.url", "parts[0].derived_from.url",
        ]  # fmt: skip

    def test_a_stored_copy_has_no_address(self, data) -> None:
        data.add("links: {paper: {url: 'https://arxiv.org/', via: stored}}")
        assert data.problems() == []


class TestSources:
    def test_the_nearest_link_is_proposed(self, data) -> None:
        data.add("license: {id: MIT, source: 'papr:Table 2'}")
        assert data.problems() == [
            "example.yaml:1:28: license.source: “papr” is not the key of a link of this record;"
            " allowed: paper; did you mean paper? [sources]"
        ]

    @pytest.mark.parametrize("field", ["license: MIT", "access: open"])
    def test_license_and_access_inherit_no_source(self, data, field: str) -> None:
        data.add(f"source: paper\n{field}")
        (problem,) = data.problems()
        assert "says not where it was read; add source: here; it inherits none" in problem

    def test_absent_inherits_no_source(self, data) -> None:
        data.add("source: paper\nabsent: {license: {why: not-stated}}")
        assert data.problems() == [
            "example.yaml:2:19: absent.license: says not what was read or searched; add source:"
            " here, it inherits none; allowed: paper [sources]"
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "size: {value: 9, unit: images}",
            "creation: crowdsourced",
            "derived_from: {name: A crawl}",
            "evaluation: {answers: number}",
            "citation: {bibtex: '@misc{a}'}",
            "languages: [en]",
            "publishers: [A group]",
            "released: 2024",
        ],
    )
    def test_other_facts_inherit_the_source_of_the_record(self, data, text: str) -> None:
        data.add(text)
        assert rules_told(data) == ["sources"]
        data.add(f"{text}\nsource: paper")
        assert data.problems() == []

    def test_an_exception_for_one_field_is_enough_for_it(self, data) -> None:
        data.add("released: 2024\nlanguages: [en]\nsources: {released: paper, languages: paper}")
        assert data.problems() == []

    def test_a_part_inherits_from_the_part_it_lies_in(self, data) -> None:
        data.add(
            "parts:\n"
            "  - {id: images, kind: medium, source: paper}\n"
            "  - {id: train, kind: split, of: images, size: {value: 9, unit: images}}\n"
            "  - {id: test, kind: split, size: {value: 9, unit: images}}"
        )
        assert [line.split(": ")[1] for line in lines_told(data, "sources")] == ["parts[2].size"]

    def test_every_reference_is_looked_up(self, data) -> None:
        data.add(
            "source: [paper, a1]\nsources: {released: a2}\nreleased: 2024\n"
            "absent: {license: {why: none, source: a3}}\n"
            "size: {value: 9, unit: images, source: a4}\n"
            "notes:\n  - {kind: caution, en: Mind this., source: a5}\n"
            "parts:\n  - {id: a, kind: split, source: a6}\n"
            "citation: {bibtex: '@misc{a}', source: a7}"
        )
        assert len(lines_told(data, "sources")) == 7

    def test_no_second_complaint_about_links_that_are_broken_already(self, data) -> None:
        data.add("links: x\nsource: paper\nsize: {value: 9, unit: images}")
        assert "sources" not in rules_told(data)


class TestFieldNames:
    @pytest.mark.parametrize("name", ["license.media", "links.paper", "access.annotations", "size"])
    def test_a_field_may_be_absent_in_one_respect(self, data, name: str) -> None:
        data.add(
            f"links: {{home: 'https://arxiv.org/'}}\n"
            f"absent: {{{name}: {{why: not-found, source: home}}}}"
        )
        assert data.problems() == []

    def test_a_respect_that_the_field_has_not_is_told_with_those_it_has(self, data) -> None:
        data.add("absent: {license.meda: {why: not-stated, source: paper}}")
        assert data.problems() == [
            "example.yaml:1:24: absent.license.meda: “meda” is nothing that license can lack;"
            " allowed: dataset, annotations, media, code, model-output; did you mean media?"
            " [field-names]"
        ]

    def test_sources_and_notes_are_read_too(self, data) -> None:
        data.add(
            "sources: {relased: paper}\n"
            "notes:\n  - {kind: caution, about: [tasks, licence], en: Mind this.}"
        )
        lines = lines_told(data, "field-names")
        assert [line.split(": ")[1] for line in lines] == ["sources.relased", "notes[0].about[1]"]
        assert "did you mean released?" in lines[0]
        assert "did you mean license?" in lines[1]


class TestAbsentOrValue:
    THIRD_PARTY = (
        "links:\n  paper: https://arxiv.org/abs/2203.10244\n"
        "  mirror: {url: 'https://huggingface.co/datasets/a/b', by: Somebody, via: stored}\n"
    )

    def test_what_a_third_party_states_may_stand_beside_the_owners_silence(self, data) -> None:
        data.add(
            f"{self.THIRD_PARTY}license: {{id: MIT, source: mirror}}\n"
            "absent: {license: {why: not-stated, source: paper}}"
        )
        assert data.problems() == []

    def test_one_owner_among_several_sources_is_the_owner(self, data) -> None:
        data.add(
            f"{self.THIRD_PARTY}license: {{id: MIT, source: [mirror, paper]}}\n"
            "absent: {license: {why: not-stated, source: paper}}"
        )
        assert rules_told(data) == ["absent-or-value"]

    def test_a_code_license_is_no_license_of_the_data(self, data) -> None:
        data.add(
            "license: {id: MIT, covers: code, source: paper}\n"
            "absent: {license: {why: not-stated, source: paper}}"
        )
        assert data.problems() == []

    def test_a_license_of_the_media_is_not_absent_when_it_is_stated(self, data) -> None:
        data.add(
            "license: {id: MIT, covers: media, source: paper}\n"
            "absent: {license.media: {why: not-stated, source: paper}}"
        )
        assert rules_told(data) == ["absent-or-value"]

    @pytest.mark.parametrize("name", ["links", "links.paper"])
    def test_a_link_is_not_absent_when_it_stands_there(self, data, name: str) -> None:
        data.add(f"absent: {{{name}: {{why: not-found, source: paper}}}}")
        assert rules_told(data) == ["absent-or-value"]

    def test_a_part_may_lack_what_the_whole_has(self, data) -> None:
        data.add(
            "source: paper\nsize: {value: 9, unit: images}\n"
            "parts:\n"
            "  - {id: a, kind: split, absent: {size: {why: not-stated, source: paper}}}"
        )
        assert data.problems() == []

    @pytest.mark.parametrize(
        "text", ["released: 2024", "languages: [en]", "creation: crowdsourced"]
    )
    def test_plain_facts_are_read_too(self, data, text: str) -> None:
        field = text.partition(":")[0]
        data.add(f"source: paper\n{text}\nabsent: {{{field}: {{why: not-stated, source: paper}}}}")
        assert rules_told(data) == ["absent-or-value"]


class TestParts:
    def test_a_part_that_lies_nowhere_is_told_with_the_nearest(self, data) -> None:
        data.add("parts:\n  - {id: images, kind: medium}\n  - {id: train, kind: split, of: imges}")
        assert data.problems() == [
            "example.yaml:3:34: parts[1].of: “imges” is not a part of this record; allowed: images;"
            " did you mean images? [parts]"
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "parts:\n  - {id: a, kind: split, of: a}",
            "parts:\n  - {id: a, kind: split, of: b}\n  - {id: b, kind: split, of: a}",
        ],
    )
    def test_a_part_does_not_lie_in_itself(self, data, text: str) -> None:
        data.add(text)
        assert set(rules_told(data)) == {"parts"}
        assert "parts[0].of: the part lies in itself" in data.problems()[0]

    def test_parts_lie_in_parts_only_so_deep(self, data) -> None:
        def chain(length: int) -> str:
            inner = [f"  - {{id: p{i}, kind: split, of: p{i - 1}}}" for i in range(1, length)]
            return "\n".join(["parts:", "  - {id: p0, kind: split}", *inner])

        data.add(chain(9))
        assert data.problems() == []
        data.add(chain(10))
        (problem,) = data.problems()
        assert "parts[9].of: the part lies in more than 8 other parts [parts]" in problem


def tiers(*sizes: str, whole: str = "{value: 900, unit: videos}") -> str:
    parts = [f"  - {{id: t{i}, kind: tier, size: {size}}}" for i, size in enumerate(sizes)]
    return "\n".join(["source: paper", f"size: {whole}", "parts:", *parts])


class TestSums:
    SIX_HUNDRED = "{value: 600, unit: videos}"

    def test_tiers_that_exceed_the_whole_are_told_at_the_whole(self, data) -> None:
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED))
        assert data.problems() == [
            "example.yaml:2:15: size.value: the parts of kind tier add up to 1200 videos, more than"
            " 900 [sums]"
        ]

    @pytest.mark.parametrize(
        "second",
        [
            "{value: 600, unit: videos, basis: counted}",
            "{value: 600, unit: clips}",
            "{value: 600, unit: videos, approximate: true}",
            "{value: 600, unit: videos, at_least: true}",
            "{value: 600, unit: videos, statistic: max}",
            "{value: 600, unit: videos, per: hours}",
            "{value: 600, unit: videos, covers: media}",
        ],
        ids=lambda size: size[20:],
    )
    def test_what_is_not_counted_alike_is_not_added_up(self, data, second: str) -> None:
        data.add(tiers(self.SIX_HUNDRED, second))
        assert data.problems() == []

    def test_a_whole_that_is_rounded_is_no_bound(self, data) -> None:
        whole = "{value: 900, unit: videos, approximate: true}"
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED, whole=whole))
        assert data.problems() == []

    def test_a_difference_across_two_bases_is_no_error(self, data) -> None:
        whole = "{value: 900, unit: videos, basis: counted}"
        data.add(tiers(self.SIX_HUNDRED, self.SIX_HUNDRED, whole=whole))
        assert data.problems() == []

    @pytest.mark.parametrize("kind", ["subset", "medium", "version"])
    def test_parts_that_may_overlap_are_not_added_up(self, data, kind: str) -> None:
        text = tiers(self.SIX_HUNDRED, self.SIX_HUNDRED)
        data.add(text.replace("kind: tier", f"kind: {kind}"))
        assert data.problems() == []

    def test_a_split_and_a_tier_are_two_divisions(self, data) -> None:
        text = tiers(self.SIX_HUNDRED, self.SIX_HUNDRED)
        data.add(text.replace("kind: tier", "kind: split", 1))
        assert data.problems() == []

    def test_two_sources_with_two_numbers_for_one_part_are_not_a_sum(self, data) -> None:
        data.add(tiers("[{value: 600, unit: videos}, {value: 500, unit: videos}]"))
        assert data.problems() == []

    def test_a_part_is_the_whole_of_the_parts_in_it(self, data) -> None:
        data.add(
            "source: paper\nsize: {value: 900, unit: videos}\nparts:\n"
            "  - {id: a, kind: medium, size: {value: 10, unit: videos}}\n"
            "  - {id: b, kind: split, of: a, size: {value: 6, unit: videos}}\n"
            "  - {id: c, kind: split, of: a, size: {value: 6, unit: videos}}"
        )
        (problem,) = data.problems()
        assert problem.startswith("example.yaml:4:41: parts[0].size.value: the parts of kind split")

    def test_hours_with_decimals_that_add_up_exactly_are_right(self, data) -> None:
        text = tiers(*["{value: 0.1, unit: hours}"] * 3, whole="{value: 0.3, unit: hours}")
        data.add(text)
        assert data.problems() == []


class TestReferences:
    def test_an_unknown_id_is_told_with_the_nearest(self, data) -> None:
        data.add(identifier="chartqa")
        data.add("source: paper\nderived_from:\n  - chartqaa")
        assert data.problems() == [
            "example.yaml:3:5: derived_from[0].id: “chartqaa” is not the id of a record; a dataset"
            " that has none yet is given by name:; did you mean chartqa? [references]"
        ]

    def test_members_and_notes_are_read_too(self, data) -> None:
        data.add(
            "members: [coco, example-2]\n"
            "notes:\n  - {kind: successor, of: lvis, en: It follows.}\n"
            "  - {kind: successor, of: [lvis], en: It follows.}"
        )
        assert [line.split(": ")[1] for line in lines_told(data, "references")] == [
            "members[0].id", "members[1].id", "notes[0].of", "notes[1].of[0]",
        ]  # fmt: skip

    def test_a_part_that_does_not_exist_is_told_with_those_that_do(self, data) -> None:
        data.add("parts:\n  - {id: train, kind: split}", "coco")
        data.add("source: paper\nderived_from: {id: coco, from_part: trian}")
        assert data.problems() == [
            "example.yaml:2:37: derived_from.from_part: “trian” is not a part of coco; allowed:"
            " train; did you mean train? [references]"
        ]

    def test_a_part_that_exists_is_welcome(self, data) -> None:
        data.add("parts:\n  - {id: train, kind: split}", "coco")
        data.add("source: paper\nderived_from: {id: coco, from_part: train}")
        data.add("members: [{id: coco, from_part: train}]", "other")
        assert data.problems() == []

    def test_a_name_that_has_a_record_is_to_be_written_as_its_id(self, data) -> None:
        data.add("name: MS COCO", "coco")
        data.add("source: paper\nderived_from: {name: ms coco}")
        assert data.problems() == [
            "example.yaml:2:22: derived_from.name: “ms coco” has a record; write id: coco"
            " [references]"
        ]


class TestNoCycles:
    def test_a_circle_of_three_is_told_once(self, data) -> None:
        for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
            data.add(f"source: paper\nderived_from: {other}", one)
        assert data.problems() == [
            "c.yaml:2:15: derived_from: is made in a circle: a ← b ← c ← a [no-cycles]"
        ]

    def test_a_collection_in_itself_is_told(self, data) -> None:
        data.add("members: [other]")
        data.add("source: paper\nderived_from: example", "other")
        assert rules_told(data) == ["no-cycles"]

    def test_a_part_is_followed_too(self, data) -> None:
        data.add("source: paper\nparts:\n  - {id: a, kind: split, derived_from: other}")
        data.add("source: paper\nderived_from: example", "other")
        assert rules_told(data) == ["no-cycles"]

    def test_two_ways_to_one_ancestor_are_no_circle(self, data) -> None:
        data.add(identifier="root")
        data.add("source: paper\nderived_from: root", "left")
        data.add("source: paper\nderived_from: root", "right")
        data.add("source: paper\nderived_from: [left, right, root]")
        assert data.problems() == []

    def test_a_part_made_from_another_part_of_the_same_record_is_no_circle(self, data) -> None:
        data.add(
            "source: paper\nparts:\n  - {id: a, kind: split}\n"
            "  - {id: b, kind: split, derived_from: {id: example, from_part: a}}"
        )
        assert data.problems() == []

    def test_a_chain_of_1500_ancestors_is_followed_to_its_end(self) -> None:
        chain = {f"d{i}": dataset(f"d{i}", derived_from=f"d{i + 1}") for i in range(1500)}
        assert list(NO_CYCLES.check_all(chain, Context())) == []
        chain["d1500"] = dataset("d1500", derived_from="d0")
        assert [key for key, _ in NO_CYCLES.check_all(chain, Context())] == ["d1500"]


def dataset(identifier: str, **more: object) -> Dataset:
    summary = {"en": "Questions about charts drawn from the web, each with one answer."}
    content = {"id": identifier, "name": identifier, "summary": summary, **more}
    return Dataset.model_validate(content)


class TestUniqueNames:
    def test_a_name_is_given_once_in_any_case_and_width(self, data) -> None:
        data.add("name: ChartQA", "a")
        data.add("name: ＣＨＡＲＴＱＡ", "b")
        assert data.problems() == [
            "b.yaml:1:7: name: “ＣＨＡＲＴＱＡ” is already the name of a [unique-names]"
        ]

    def test_an_alias_that_two_share_is_told(self, data) -> None:
        data.add("aliases: [SQA]", "a")
        data.add("aliases: [x, sqa]", "b")
        assert data.problems() == [
            "b.yaml:1:14: aliases[1]: “sqa” also means a; list each in the other's"
            " not_to_be_confused_with [unique-names]"
        ]

    def test_an_alias_that_is_the_name_of_another_is_told(self, data) -> None:
        data.add("name: SQA", "a")
        data.add("aliases: [SQA]", "b")
        assert rules_told(data) == ["unique-names"]

    @pytest.mark.parametrize("first", ["b", "Bee"], ids=["by id", "by name"])
    def test_a_shared_alias_that_both_declare_is_fine(self, data, first: str) -> None:
        data.add(f"name: Aye\naliases: [SQA]\nnot_to_be_confused_with: {first}", "a")
        data.add("name: Bee\naliases: [SQA]\nnot_to_be_confused_with: [x, Aye]", "b")
        assert data.problems() == []

    def test_one_side_alone_does_not_declare_it(self, data) -> None:
        data.add("aliases: [SQA]\nnot_to_be_confused_with: b", "a")
        data.add("aliases: [SQA]", "b")
        assert rules_told(data) == ["unique-names"]

    def test_two_records_of_one_name_are_told_although_they_declare_it(self, data) -> None:
        data.add("name: SQA\nnot_to_be_confused_with: b", "a")
        data.add("name: SQA\nnot_to_be_confused_with: a", "b")
        assert rules_told(data) == ["unique-names"]


class TestMediaIncluded:
    @pytest.mark.parametrize("covers", ["dataset", "media"])
    def test_media_come_with_the_dataset_or_by_themselves(self, data, covers: str) -> None:
        data.add(f"access: {{level: open, how: included, covers: {covers}, source: paper}}")
        assert data.problems() == []

    def test_parts_are_read_too(self, data) -> None:
        data.add(
            "parts:\n  - {id: a, kind: split,"
            " access: {level: open, how: included, covers: code, source: paper}}"
        )
        assert rules_told(data) == ["media-included"]


def test_the_slowest_rules_take_a_thousand_records_in_their_stride(
    catalogue_rules: tuple[CatalogueRule, ...],
) -> None:
    records = {f"d{i}": dataset(f"d{i}", aliases=[f"x{i}"]) for i in range(1000)}
    for rule in catalogue_rules:
        assert list(rule.check_all(records, Context())) == []


@pytest.fixture
def catalogue_rules() -> tuple[CatalogueRule, ...]:
    from atlas.records.rules import catalogue_rules as among_neighbours

    return among_neighbours()
