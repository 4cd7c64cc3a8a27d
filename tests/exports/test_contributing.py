"""Badges, wanted names and issue forms."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml

from atlas.catalogue.similar import squashed
from atlas.exports.badge import NAME, badge, markdown
from atlas.exports.issue_forms import BETWEEN, issue_forms
from atlas.exports.wanted import COLUMNS, wanted

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("said", ["verified, 2026-11", "<script>alert(1)</script>", "\"'&]]>"])
def test_a_badge_says_what_it_is_given_and_holds_nothing_else(said: str) -> None:
    image = ElementTree.fromstring(badge(said))
    assert image.tag == f"{SVG}svg"
    assert [text.text for text in image.iter(f"{SVG}text")] == [NAME, said]
    assert image.get("aria-label") == f"{NAME}: {said}"
    tags = {element.tag.removeprefix(SVG) for element in image.iter()}
    assert tags == {"svg", "title", "rect", "path", "g", "text"}
    assert (
        float(image.get("width"))
        == sum(float(t.get("textLength")) for t in image.iter(f"{SVG}text")) + 32
    )


def test_the_line_for_a_readme_is_one_link() -> None:
    line = markdown("https://a.b/badges/c.svg", "https://a.b/d (e)/")
    assert line == (
        "[![Multimodal Data Atlas](https://a.b/badges/c.svg)](https://a.b/d%20%28e%29/)"
    )


def test_wanted_names_have_no_record(data) -> None:
    data.add("name: Chart-QA\naliases: [ChartQA v2]", "chart-one")
    path = data.write(
        "wanted.csv",
        "name,links,lists\nCHART QA,https://a.org,x\nChartQA V2,,x\nchart one,,y\n"
        "図 Bench,https://a.org/b javascript:alert(1) http://127.0.0.1/,x;y\n",
    )
    assert wanted(data.catalogue(), path) == [("図 Bench", 2, ["https://a.org/b"])]
    assert wanted(data.catalogue(), path.with_name("none.csv")) == []
    assert data.problems() == []


def test_another_table_is_refused(data) -> None:
    path = data.write("wanted.csv", "name,url\nA,b\n")
    with pytest.raises(ValueError, match="its columns are not name, links, lists"):
        wanted(data.catalogue(), path)


def test_the_atlas_s_own_wanted_names_are_in_order() -> None:
    with (ROOT / "data" / "wanted.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert tuple(lines[0]) == COLUMNS
    names = [squashed(line["name"]) for line in lines]
    assert len(set(names)) == len(names)
    assert all(names)
    assert all(line["lists"] for line in lines)


def test_no_other_file_than_records_and_what_is_known_lies_in_data(data) -> None:
    data.add()
    data.write("candidates.csv", "name\n")
    assert [told.partition(":")[0] for told in data.problems()] == ["candidates.csv"]


def forms(real) -> dict[str, dict]:
    return {Path(path).stem: yaml.safe_load(text) for path, text in issue_forms(real.vocabularies)}


def test_issue_forms_offer_the_words_of_the_vocabulary(real) -> None:
    body = {field["id"]: field for field in forms(real)["dataset"]["body"]}
    for name in ("roles", "modalities", "tasks"):
        options = body[name]["attributes"]["options"]
        ids = [option.split(BETWEEN)[0] for option in options]
        assert ids == [item.id for item in real.vocabularies[name].items]
        # Choices come parted by ", " in an issue.
        assert not any("," in option for option in options)
    needed = {key for key, field in body.items() if field["validations"]["required"]}
    assert needed == {"name", "roles", "modalities", "tasks", "links"}


def test_issue_forms_about_a_record_ask_which(real) -> None:
    for name in ("correction", "owner"):
        first = forms(real)[name]["body"][0]
        assert (first["id"], first["type"], first["validations"]["required"]) == (
            "dataset", "input", True,
        )  # fmt: skip
