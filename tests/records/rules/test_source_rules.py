"""Addresses, where facts were read, and what is absent."""

from __future__ import annotations

import pytest

from atlas.records.rules.urls import complain


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
        assert [line.split(": ")[1] for line in data.lines_told("urls")] == [
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
        assert data.rules_told() == ["sources"]
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
        assert [line.split(": ")[1] for line in data.lines_told("sources")] == ["parts[2].size"]

    def test_every_reference_is_looked_up(self, data) -> None:
        data.add(
            "source: [paper, a1]\nsources: {released: a2}\nreleased: 2024\n"
            "absent: {license: {why: none, source: a3}}\n"
            "size: {value: 9, unit: images, source: a4}\n"
            "notes:\n  - {kind: caution, en: Mind this., source: a5}\n"
            "parts:\n  - {id: a, kind: split, source: a6}\n"
            "citation: {bibtex: '@misc{a}', source: a7}"
        )
        assert len(data.lines_told("sources")) == 7

    def test_no_second_complaint_about_links_that_are_broken_already(self, data) -> None:
        data.add("links: x\nsource: paper\nsize: {value: 9, unit: images}")
        assert "sources" not in data.rules_told()


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
        lines = data.lines_told("field-names")
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
        assert data.rules_told() == ["absent-or-value"]

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
        assert data.rules_told() == ["absent-or-value"]

    @pytest.mark.parametrize("name", ["links", "links.paper"])
    def test_a_link_is_not_absent_when_it_stands_there(self, data, name: str) -> None:
        data.add(f"absent: {{{name}: {{why: not-found, source: paper}}}}")
        assert data.rules_told() == ["absent-or-value"]

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
        assert data.rules_told() == ["absent-or-value"]


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
        assert data.rules_told() == ["media-included"]


def test_a_source_cannot_point_out_of_its_repository(data) -> None:
    data.add("source: paper:../../settings\nsize: {value: 9, unit: videos}")
    told = data.lines_told("sources")
    assert len(told) == 1
    assert "“../../settings” leaves the repository" in told[0]
