"""The form's page, what a dataset's page offers its owner, corrections, badges, records to edit."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.exceptions import PluginError

from atlas.records.model import Dataset
from atlas.records.order import ORDER
from atlas.records.rules import NAMED_RULES

PAGES = {
    "more.md": (
        "# More & better\n\n## The form\n\n{{ record_form() }}\n\n"
        "## Past\n\n{{ corrections() }}\n\n## Rules\n\n{{ rules() }}\n\n"
        "## Fields\n\n{{ fields() }}\n"
    ),
    "zh/more.md": "# 更多\n\n## 表单\n\n{{ record_form() }}\n\n## 过去\n\n{{ corrections() }}\n\n"
    "## 规则\n\n{{ rules() }}\n\n## 字段\n\n{{ fields() }}\n",
    "corrections.yaml": (
        "- day: 2026-11-20\n  records: [plain-charts]\n"
        "  what: {en: An <b>old</b> thing., zh: 旧内容。}\n  why: {en: Read again., zh: 重读。}\n"
        "- day: 2026-11-23\n  records: [gone]\n"
        "  what: {en: A newer thing., zh: 新内容。}\n  why: {en: Counted., zh: 清点。}\n"
    ),
}
SETTINGS = """
nav:
  - Home: index.md
  - About:
      - more.md
extra: {atlas: {notes: '', corrections: docs/corrections.yaml, email: 'atlas+own@example.org'}}
exclude_docs: corrections.yaml
"""


def with_settings(make_project, pages=PAGES):
    project = make_project(pages=pages)
    config = project.folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").partition("extra:")[0]
    config.write_text(text + SETTINGS.lstrip(), encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def contributing(make_project):
    return with_settings(make_project).build()


def link(page, text):
    return next(a.get("href") for a in page.all("a") if "".join(a.itertext()) == text)


def test_every_rule_is_listed_with_a_wrong_and_a_right_example(contributing, html):
    for path, lang in (("more", "en"), ("zh/more", "zh")):
        page = html(contributing / path)
        listed = next(one for one in page.all("dl") if one.get("class") == "atlas-rules")
        names = ["".join(one.itertext()).strip() for one in listed if one.tag == "dt"]
        assert names == [rule.name for rule in NAMED_RULES]
        for rule, told in zip(NAMED_RULES, [one for one in listed if one.tag == "dd"], strict=True):
            text = "".join(told.itertext())
            assert rule.why.text(lang) in text
            for example in (*rule.wrong, *rule.right):
                assert example in text


def test_every_field_is_listed_with_what_it_means(contributing, html):
    for path, lang in (("more", "en"), ("zh/more", "zh")):
        page = html(contributing / path)
        ids = [one.get("id", "") for one in page.all("dt")]
        ids = [one for one in ids if one.startswith("field-")]
        assert ids == [f"field-{name}" for name in ORDER[Dataset]]
        (fields,) = [one for one in page.all("dl") if "atlas-fields" in one.get("class", "")]
        text = "".join(fields.itertext())
        for name, field in Dataset.model_fields.items():
            if name != "id":
                extra = field.json_schema_extra or {}
                assert (field.description if lang == "en" else extra["x-description-zh"]) in text
        assert "https://arxiv.org/abs/2203.10244" in text


def test_the_form_knows_its_addresses(contributing, html):
    for path, up in (("more", "../"), ("zh/more", "../../")):
        page = html(contributing / path)
        (section,) = [s for s in page.all("section") if "data-atlas-form" in s.attrib]
        assert section.get("data-new") == "https://code.example/us/atlas/new/main/data"
        assert section.get("data-edit") == "https://code.example/us/atlas/edit/main/data/"
        assert section.get("data-records") == f"{up}assets/records/"
        files = json.loads(next(s.text for s in page.all("script") if s.get("id") == "atlas-data"))
        for name in ("form", "wanted"):
            assert (contributing / path / files[name]).resolve().is_file()


def test_every_record_can_be_edited(contributing):
    file = json.loads((contributing / "assets/records/plain-charts.json").read_text("utf-8"))
    assert file["text"].startswith("name: Plain Charts\n")
    assert file["data"]["links"]["paper"]["url"] == "https://arxiv.org/abs/2203.10244"


@pytest.mark.parametrize(("path", "words"), [
    ("", ("Edit this record", "This is my dataset", "Write to us")),
    ("zh/", ("编辑此记录", "这是我的数据集", "来信")),
])  # fmt: skip
def test_a_dataset_s_page_leads_to_form_owner_and_badge(contributing, html, path, words):
    page = html(contributing / path / "datasets" / "plain-charts")
    edit, owner, mail = (link(page, text) for text in words)
    assert edit == "../../contribute/?edit=plain-charts"
    query = parse_qs(urlsplit(owner).query)
    assert query == {
        "template": ["owner.yml"],
        "title": ["plain-charts: "],
        "dataset": ["plain-charts"],
    }
    assert mail == "mailto:atlas%2Bown@example.org?subject=plain-charts%3A%20"
    assert f"https://atlas.example/sub/{path}datasets/plain-charts/" in page.body_text
    assert (contributing / "badges" / "plain-charts.svg").is_file()


def test_without_an_address_nobody_is_told_to_write(built, html):
    page = html(built / "datasets" / "plain-charts")
    assert not [a for a in page.all("a") if a.get("href", "").startswith("mailto:")]


def test_corrections_stand_newest_first_and_as_text(contributing, html):
    page = html(contributing / "more")
    days = [time.text for time in page.all("time") if time.text.startswith("2026")]
    assert days == ["2026-11-23", "2026-11-20"]
    assert "An <b>old</b> thing." in page.body_text
    assert link(page, "Plain Charts") == "../datasets/plain-charts/"
    assert "旧内容。" in html(contributing / "zh" / "more").body_text


def test_a_wrong_file_of_corrections_ends_the_build(make_project):
    pages = {**PAGES, "corrections.yaml": "- day: yesterday\n"}
    with pytest.raises((PluginError, SystemExit)):
        with_settings(make_project, pages).build()


def test_what_owners_stated_is_shown_first(make_project, html):
    text = """\
name: Owned
summary:
  en: Questions about charts whose owners wrote to the Atlas about their license.
roles: [evaluation]
modalities: [image]
tasks: [chart-question-answering]
links:
  paper: https://arxiv.org/abs/2203.10244
  owner: {url: "https://github.com/us/atlas/issues/3", label: Issue 3}
license:
  - {id: MIT, source: paper}
  - {id: CC-BY-NC-4.0, source: owner}
"""
    page = html(make_project(records={"owned": text}).build() / "datasets" / "owned")
    assert link(page, "Issue 3") == "https://github.com/us/atlas/issues/3"
    assert "Stated to the Atlas by its owners: Issue 3" in page.body_text
    rows = ["".join(row.itertext()).split()[0] for row in page.all("tbody")[0].iter("tr")]
    assert rows == ["CC-BY-NC-4.0", "MIT"]
    # Shown first, and no more: terms are those of the strictest statement all the same.
    assert "forbidden" in page.body_text
