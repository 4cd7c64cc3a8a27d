"""What a dataset's page shows, in the order of the page."""

from __future__ import annotations

import pytest

from atlas.records.vocabulary import Language
from atlas.views.facts import fact_sheet
from atlas.views.lines import Fact, FactSheet

LINKS = (
    "links:\n  paper: https://arxiv.org/abs/2203.10244\n"
    "  code: {url: 'https://github.com/vis-nlp/ChartQA', as_of: 2cbf831}\n"
    "  mirror: {url: 'https://huggingface.co/datasets/a/b', by: Somebody, via: stored}\n"
)


def sheet(data, text: str = "", lang: Language = "en") -> FactSheet:
    data.add(LINKS + text)
    catalogue = data.catalogue()
    return fact_sheet(catalogue, catalogue.datasets["example"], lang)


def fact(page: FactSheet, field: str) -> Fact:
    return next(line for line in page.facts if line.field == field)


def test_six_keys_make_a_page_without_empty_lines(data) -> None:
    page = sheet(data)
    assert [line.field for line in page.facts] == ["modalities", "tasks"]
    assert (page.licenses, page.access, page.parts, page.notes, page.origins) == ((),) * 5
    assert page.citation is None
    assert "license" in page.missing


def test_each_fact_has_its_source_at_the_version_that_was_read(data) -> None:
    page = sheet(
        data,
        "source: code:README.md\nsources: {released: paper}\nreleased: 2022-03\nlanguages: [en]",
    )
    (languages,) = fact(page, "languages").values
    assert [read.url for read in languages.sources] == [
        "https://github.com/vis-nlp/ChartQA/blob/2cbf831/README.md"
    ]
    (released,) = fact(page, "released").values
    assert [read.key for read in released.sources] == ["paper"]


def test_sources_are_numbered_as_the_page_meets_them(data) -> None:
    page = sheet(
        data,
        "source: paper\nlanguages: [en]\nsize: {value: 9, unit: images, source: code:README.md}\n"
        "license: {id: MIT, source: [code:README.md, paper]}",
    )
    cited = [read for line in page.facts for said in line.values for read in said.sources]
    assert [read.number for read in page.sources] == [1, 2]
    assert list(dict.fromkeys(cited)) == list(page.sources)
    number = {read.label: read.number for read in page.sources}
    (line,) = page.licenses
    assert [read.number for read in line.sources] == [
        number["code repository: README.md"], number["paper"],
    ]  # fmt: skip


def test_why_there_is_nothing_stands_where_the_fact_would(data, real) -> None:
    page = sheet(
        data,
        "absent:\n  released: {why: not-stated, source: paper}\n"
        "  license.media: {why: not-found, source: code}",
    )
    (nothing,) = fact(page, "released").nothing
    assert nothing.why.label == real.vocabularies["absences"].item("not-stated").en
    assert [read.key for read in nothing.sources] == ["paper"]
    assert [nothing.field for nothing in page.license_nothing] == ["license.media"]


@pytest.mark.parametrize(("lang", "name"), [("en", "MIT"), ("zh", "MIT")])
def test_a_license_says_what_it_permits(data, lang: Language, name: str) -> None:
    (line,) = sheet(
        data, "license: {id: mit, covers: code, source: code, until: 2023}", lang
    ).licenses
    assert line.license.label == name
    assert line.covers.id == "code"
    assert [(use.id, word.id) for use, word in line.permits] == [
        ("commercial", "permitted"), ("training", "permitted"),
        ("redistribution", "permitted"), ("derivatives", "permitted"),
    ]  # fmt: skip
    assert line.until == ("2023" if lang == "en" else "2023 年")


def test_terms_in_words_are_told_in_the_readers_language(data, real) -> None:
    item = real.vocabularies["licenses"].item("rights-of-others")
    text = "license: {id: rights-of-others, covers: media, source: code}"
    assert sheet(data, text, "zh").licenses[0].license.label == item.zh
    assert sheet(data, text, "en").licenses[0].license.label == item.en


def test_a_size_says_how_it_is_known_and_when(data) -> None:
    page = sheet(
        data,
        "source: paper\nsize: {value: 9, unit: images, basis: counted, covers: media,"
        " as_of: 2024-05}",
    )
    (said,) = fact(page, "size").values
    assert (said.text, said.qualifiers) == ("9 images", ("counted", "media", "May 2024"))


def test_access_says_how_large_the_download_is(data) -> None:
    text = "access: {level: open, how: included, format: json, bytes: 1500000, source: code}"
    (line,) = sheet(data, text).access
    assert (line.level.id, line.how.id) == ("open", "included")
    assert (line.format, line.bytes) == (("json",), "1.5 MB")


def test_a_part_is_followed_by_the_parts_in_it(data) -> None:
    page = sheet(
        data,
        "source: paper\nparts:\n"
        "  - {id: images, kind: medium}\n"
        "  - {id: extra, kind: subset, name: ChartQA-X}\n"
        "  - {id: train, kind: split, of: images, size: {value: 9, unit: images}}\n"
        "  - {id: own, kind: split, label: {en: Our own}}",
    )
    assert [(part.name, part.depth) for part in page.parts] == [
        ("images", 0), ("training", 1), ("ChartQA-X", 0), ("Our own", 0),
    ]  # fmt: skip
    assert [said.text for said in page.parts[1].sizes] == ["9 images"]


def test_a_statement_of_a_part_says_whose_it_is(data) -> None:
    page = sheet(
        data,
        "parts:\n  - {id: x, kind: subset, name: Part X, license: {id: MIT, source: code},"
        " access: {level: open, source: code}}",
    )
    assert [line.part for line in page.licenses] == ["Part X"]
    assert [line.part for line in page.access] == ["Part X"]


def test_origins_lead_to_their_record_or_to_their_address(data) -> None:
    data.add("name: COCO\nparts:\n  - {id: train, kind: split, name: train2017}", "coco")
    page = sheet(
        data,
        "source: paper\nderived_from:\n"
        "  - {id: coco, from_part: train, relation: annotates, takes: media}\n"
        "  - {name: A crawl, url: 'https://a-crawl.org/'}",
    )
    coco, crawl = page.origins
    assert (coco.name, coco.path, coco.from_part) == ("COCO", "datasets/coco/", "train2017")
    assert (coco.relation.id, [word.id for word in coco.takes]) == ("annotates", ["media"])
    assert (crawl.name, crawl.path, crawl.url) == ("A crawl", None, "https://a-crawl.org/")


def test_a_page_names_what_was_made_from_it_and_what_followed(data) -> None:
    data.add("source: paper\nderived_from: example", "child")
    data.add("members: [example]", "gathered")
    data.add("notes:\n  - {kind: successor, of: example, en: It follows.}", "newer")
    page = sheet(data)
    assert [other.path for other in page.derived] == ["datasets/child/"]
    assert [other.path for other in page.collections] == ["datasets/gathered/"]
    assert [other.path for other in page.successors] == ["datasets/newer/"]


def test_a_collection_shows_its_members_and_which_part_of_them(data) -> None:
    data.add("parts:\n  - {id: train, kind: split, name: train2017}", "coco")
    page = sheet(data, "members: [{id: coco, from_part: train}]")
    assert [(row.id, part) for row, part in page.members] == [("coco", "train2017")]
    assert page.missing == ()


def test_a_note_is_shown_in_the_language_it_has_and_inherits_the_source(data) -> None:
    text = "source: paper\nnotes:\n  - {kind: caution, about: size, en: Mind this.}"
    (note,) = sheet(data, text, "zh").notes
    assert (note.prose.text, note.prose.lang, note.prose.wanted) == ("Mind this.", "en", True)
    assert [read.key for read in note.sources] == ["paper"]
    (note,) = sheet(data, text, "en").notes
    assert note.prose.wanted is False


def test_a_name_that_may_be_confused_leads_to_its_record_if_there_is_one(data) -> None:
    data.add("name: MME", "mme")
    page = sheet(data, "not_to_be_confused_with: [mme, Something Else]")
    assert page.confused_with == (("MME", "datasets/mme/"), ("Something Else", None))


def test_every_link_is_shown_in_the_order_of_the_record(data) -> None:
    page = sheet(data)
    assert [line.kind.id for line in page.links] == ["paper", "code", "mirror"]
    assert page.links[1].url == "https://github.com/vis-nlp/ChartQA"
    assert [line.source.by for line in page.links] == [None, None, "Somebody"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_real_record_has_a_page_in_both_languages(real, lang: Language) -> None:
    from datetime import date

    from atlas.catalogue.catalogue import build
    from atlas.catalogue.history import History

    catalogue = build(real, History(), date(2026, 11, 24))
    for identifier, entry in catalogue.datasets.items():
        page = fact_sheet(catalogue, entry, lang)
        assert page.row.id == identifier
        assert page.facts or page.members, identifier
