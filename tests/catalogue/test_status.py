"""How far a record has come, and what it still wants."""

from __future__ import annotations

import pytest

from atlas.catalogue.status import VERIFIED_FIELDS

#: Everything that a verified record has answered.
VERIFIED = {
    "summary": "summary:\n  en: Questions about charts drawn from the web, each with one answer.\n"
    "  zh: 关于网络图表的问题，每题配有一个简短的答案。",
    "links": "links:\n  paper: https://arxiv.org/abs/2203.10244\n"
    "  code: {url: 'https://github.com/vis-nlp/ChartQA', as_of: 2cbf831}",
    "source": "source: [paper, code]",
    "languages": "languages: [en]",
    "publishers": "publishers: [A group]",
    "released": "released: 2022-03",
    "size": "size: {value: 900, unit: images}",
    "license": "license: {id: MIT, source: code}",
    "access": "access: {level: open, source: code}",
    "creation": "creation: crowdsourced",
    "derived_from": "derived_from: {name: A crawl}",
    "checked": "checked: 2026-11-23",
}


def verified(**instead: str | None) -> str:
    """The text of a verified record with some keys said otherwise, or left out (None)."""
    lines = {**VERIFIED, **instead}
    return "\n".join(line for line in lines.values() if line)


def told(data, text: str) -> tuple[str, tuple[str, ...]]:
    data.add(text)
    entry = data.catalogue().datasets["example"]
    return entry.status, entry.missing


def test_a_record_that_answers_everything_is_verified(data) -> None:
    assert told(data, verified()) == ("verified", ())


def test_six_keys_are_listed_and_told_what_they_lack(data) -> None:
    assert told(data, "") == (
        "listed",
        (
            "languages", "publishers", "released", "size", "license", "access", "creation",
            "derived_from", "summary.zh", "checked",
        ),
    )  # fmt: skip


def test_size_license_and_access_make_it_sourced(data) -> None:
    text = "\n".join(VERIFIED[key] for key in ("links", "source", "size", "license", "access"))
    status, missing = told(data, text)
    assert status == "sourced"
    assert missing == (
        "languages", "publishers", "released", "creation", "derived_from", "summary.zh", "checked",
    )  # fmt: skip


@pytest.mark.parametrize("field", ["size", "license", "access"])
def test_one_of_the_three_is_not_enough(data, field: str) -> None:
    status, missing = told(data, verified(**{field: None}))
    assert (status, missing) == ("listed", (field,))


@pytest.mark.parametrize("field", VERIFIED_FIELDS)
def test_having_looked_and_found_nothing_is_an_answer(data, field: str) -> None:
    absent = f"absent: {{{field}: {{why: not-stated, source: paper}}}}"
    assert told(data, verified(**{field: None}, absent=absent)) == ("verified", ())


def test_a_day_of_checking_is_wanted(data) -> None:
    assert told(data, verified(checked=None)) == ("sourced", ("checked",))


def test_both_languages_are_wanted_of_the_summary_and_of_each_note(data) -> None:
    notes = (
        "notes:\n  - {kind: caution, en: Mind this.}\n"
        "  - {kind: caution, en: Mind this., zh: 小心。}\n  - {kind: caution, zh: 小心。}"
    )
    summary = "summary:\n  zh: 关于网络图表的问题，每题配有一个简短的答案。"
    status, missing = told(data, verified(summary=summary, notes=notes))
    assert (status, missing) == ("sourced", ("summary.en", "notes[0].zh", "notes[2].en"))


def links(extra: str) -> str:
    return f"{VERIFIED['links']}\n  {extra}"


@pytest.mark.parametrize(
    ("link", "missing"),
    [
        ("hub: https://huggingface.co/datasets/a/b", ("links.hub.as_of",)),
        ("hub: {url: 'https://huggingface.co/datasets/a/b', as_of: 2cbf831}", ()),
        ("hub: {url: 'https://huggingface.co/datasets/a/b', via: stored}", ()),
        ("code-2: {kind: code, url: 'https://github.com/a/b'}", ("links.code-2.as_of",)),
        (
            "code-2: {kind: code, url: 'https://github.com/a/b', via: stored}",
            ("links.code-2.as_of",),
        ),
        ("home: https://cocodataset.org/", ()),
    ],
)
def test_what_was_read_of_a_source_that_changes_is_wanted(
    data, link: str, missing: tuple[str, ...]
) -> None:
    key = link.partition(":")[0]
    text = verified(links=links(link), size=f"size: {{value: 9, unit: images, source: {key}}}")
    assert told(data, text)[1] == missing


def test_a_link_that_is_no_source_may_go_undated(data) -> None:
    text = verified(links=links("hub: https://huggingface.co/datasets/a/b"))
    assert told(data, text) == ("verified", ())


MIRROR = "mirror: {url: 'https://huggingface.co/datasets/a/b', by: Somebody, via: stored}"


def test_a_third_partys_license_alone_does_not_verify(data) -> None:
    text = verified(links=links(MIRROR), license="license: {id: MIT, source: mirror}")
    assert told(data, text) == ("sourced", ("license",))


@pytest.mark.parametrize("field", ["license", "license.dataset", "license.annotations"])
def test_a_third_partys_license_beside_the_owners_silence_does(data, field: str) -> None:
    text = verified(
        links=links(MIRROR),
        license="license: {id: MIT, source: mirror}",
        absent=f"absent: {{{field}: {{why: not-stated, source: code}}}}",
    )
    assert told(data, text) == ("verified", ())


def test_a_code_license_is_no_license_of_the_data(data) -> None:
    text = verified(license="license: {id: MIT, covers: code, source: code}")
    assert told(data, text) == ("listed", ("license",))


def parts(*sizes: str) -> str:
    lines = [f"  - {{id: p{i}, kind: split{size}}}" for i, size in enumerate(sizes)]
    return "\n".join(["parts:", *lines])


def test_a_fact_of_every_part_is_a_fact_of_the_whole(data) -> None:
    size = ", size: {value: 9, unit: images}"
    assert told(data, verified(size=None, parts=parts(size, size))) == ("verified", ())
    assert told(data, verified(size=None, parts=parts(size, ""))) == ("listed", ("size",))


def test_a_fact_of_every_inner_part_is_one_of_the_outer(data) -> None:
    size = ", of: p0, size: {value: 9, unit: images}"
    assert told(data, verified(size=None, parts=parts("", size, size))) == ("verified", ())


def test_a_collection_is_called_one(data) -> None:
    data.add("", "coco")
    assert told(data, "members: [coco]")[0] == "collection"
