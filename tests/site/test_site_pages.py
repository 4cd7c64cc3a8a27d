"""Pages of datasets: generated, complete, and safe whatever a record holds."""

from __future__ import annotations

import json
import re

import pytest
from mkdocs.exceptions import Abort

NAME = """<script>alert(1)</script> {{ 7*7 }} {% raw %} "q" & 'a' [x](javascript:alert(2))"""
SUMMARY = (
    """</p><img src=x onerror=alert(3)> {{ repository("issues") }} {{ config }} ${x} &lt;b&gt; """
    """"q" <!-- a --> </title> </script> [y](https://evil.example/) **bold** """
    """![z](//evil.example/z.png)"""
)
HOSTILE = f"""\
name: {json.dumps(NAME)}
aliases: ["<b>alias</b>"]
summary:
  en: {json.dumps(SUMMARY)}
  zh: {json.dumps("中文" + SUMMARY, ensure_ascii=False)}
publishers: ["{{{{ 6*7 }}}}", "<i>we</i>"]
roles: [evaluation]
modalities: [image, text]
tasks: [chart-question-answering]
links:
  paper:
    url: https://arxiv.org/abs/2203.10244
    label: "<u>label</u> {{{{ 8*8 }}}}"
    by: "\\"><script>alert(4)</script>"
source: paper
parts:
  - {{id: a, kind: split, name: "<s>part</s> {{{{ 9*9 }}}}"}}
notes:
  - kind: quality
    en: {json.dumps(SUMMARY)}
    zh: {json.dumps("中文" + SUMMARY, ensure_ascii=False)}
citation:
  bibtex: |
    @misc{{x, title = {{</code></pre><script>alert(5)</script>}}}}
  source: paper
"""


@pytest.fixture(scope="module")
def hostile(make_project):
    return make_project(records={"canary": HOSTILE, "plain": HOSTILE.replace("alert(1)", "alert(9)")
                                 .replace("<b>alias</b>", "<b>other</b>")}).build()  # fmt: skip


def test_hostile_text_stands_literally_on_its_pages(hostile, html):
    for root in ("", "zh/"):
        page = html(hostile / root / "datasets/canary")
        assert NAME in page.text("title")
        assert NAME in page.text("h1")
        assert SUMMARY.strip() in page.meta("description")
        for text in (SUMMARY.strip(), "{{ 6*7 }}", "<i>we</i>", "<s>part</s> {{ 9*9 }}"):
            assert re.sub(r"\s+", " ", text) in page.body_text
        assert "</code></pre><script>alert(5)</script>" in page.body_text


def test_hostile_text_makes_no_element_on_any_page(hostile, html):
    for path in hostile.rglob("*.html"):
        page = html(path)
        # The theme's own three, none of which a record reaches.
        inline = ["".join(s.itertext()) for s in page.all("script") if not s.get("src")]
        assert not [text for text in inline if "alert" in text], path
        assert not [i for i in page.all("img") if "evil" in (i.get("src") or "")]
        assert not [a for a in page.all("a") if "evil" in (a.get("href") or "")]
        assert not [a for a in page.all("a") if (a.get("href") or "").startswith("javascript")]
        handlers = [key for e in page.tree.iter() for key in e.attrib if str(key).startswith("on")]
        assert not handlers, path


def test_hostile_text_stands_literally_in_tables(hostile, html):
    for root in ("", "zh/"):
        page = html(hostile / root / "more")
        assert NAME in [" ".join("".join(a.itertext()).split()) for a in page.all("a")]


def test_hostile_text_stays_out_of_what_is_not_a_page(hostile):
    for name in ("sitemap.xml", "search/search_index.json", "zh/search/search_index.json"):
        assert "alert" not in (hostile / name).read_text(encoding="utf-8")


def test_each_dataset_has_a_page_in_each_language(built):
    for root in ("", "zh/"):
        names = {path.name for path in (built / root / "datasets").iterdir() if path.is_dir()}
        assert names == {"plain-charts", "moving-pictures"}


def test_a_page_of_a_dataset_has_a_table_of_contents_and_somewhere_to_skip_to(built, html):
    page = html(built / "datasets/plain-charts")
    skip = next(a for a in page.all("a") if a.get("class") == "md-skip")
    ids = {e.get("id") for e in page.tree.iter() if e.get("id")}
    assert skip.get("href") == "#top"
    contents = next(n for n in page.all("nav") if "md-nav--secondary" in n.get("class", ""))
    targets = [a.get("href") for a in contents.iter("a")]
    assert "#facts" in targets
    assert {target.removeprefix("#") for target in targets} <= ids


def test_every_page_has_one_first_heading(built, html):
    for path in built.rglob("index.html"):
        assert len(html(path).all("h1")) == 1, path


def test_no_mark_of_the_frame_is_left_and_the_frame_is_no_page(built):
    for path in built.rglob("*.html"):
        assert not re.search(r"atlas-[0-9a-f]{16}-|<!-- <h1", path.read_text(encoding="utf-8"))
    assert not (built / "datasets/_").exists()
    assert "/_/" not in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_titles_of_prose_pages_are_text_too(built, html):
    assert html(built / "more").text("title") == "More & better - Multimodal Data Atlas"
    assert html(built).text("title") == "Multimodal Data Atlas"
    assert html(built / "zh").text("title") == "多模态数据图谱"


def test_a_link_to_a_heading_of_a_generated_page_is_known(make_project, caplog):
    make_project(pages={"to.md": "# To\n\n[facts](datasets/plain-charts.md#facts)\n"}).build()
    with pytest.raises(Abort):
        make_project(pages={"to.md": "# To\n\n[no](datasets/plain-charts.md#nothing)\n"}).build()
    assert "does not contain an anchor '#nothing'" in caplog.text


def test_a_hand_written_page_cannot_take_the_place_of_a_generated_one(make_project, caplog):
    with pytest.raises(Abort):
        make_project(pages={"zh/datasets/plain-charts.md": "# 我的\n"}).build()
    assert "docs/zh/datasets/plain-charts.md: this page is made from" in caplog.text


def test_every_link_to_edit_and_report_names_the_configured_repository(built, html):
    targets = [a.get("href") for a in html(built / "datasets/plain-charts").all("a")]
    assert "https://code.example/us/atlas/edit/main/data/plain-charts.yaml" in targets
    forms = [t for t in targets if t.startswith("https://code.example/us/atlas/issues/new?")]
    assert [t.partition("template=")[2].partition("&")[0] for t in forms] == [
        "correction.yml",
        "owner.yml",
    ]
