"""What a build writes beside its pages: search indexes, 404, sitemap, exports; always the same."""

from __future__ import annotations

import json
import re

import pytest

from atlas.site import hooks


def index(site, root=""):
    return json.loads((site / root / "search/search_index.json").read_text(encoding="utf-8"))


def config_of(page):
    (script,) = [s for s in page.all("script") if s.get("id") == "__config"]
    return json.loads(script.text)


def test_each_language_searches_its_own_prose(built, html):
    english, chinese = index(built), index(built, "zh")
    assert [entry["location"] for entry in english["docs"]] == ["", "more/", "more/#where"]
    assert [entry["location"] for entry in chinese["docs"]] == ["", "more/", "more/#何处"]
    # The theme looks for the index below "base", seen from the page.
    assert config_of(html(built / "zh/more"))["base"] == ".."
    assert config_of(html(built / "zh/datasets/plain-charts"))["base"] == "../.."
    assert config_of(html(built / "datasets/plain-charts"))["base"] == "../.."
    assert config_of(html(built / "zh"))["base"] == "."
    own, _, theme = config_of(html(built / "zh/more"))["search"].partition("?")
    assert (built / "zh/more" / own).resolve().is_file()
    assert (built / "zh/more" / own).resolve().with_name(theme).is_file()
    assert config_of(html(built / "more"))["search"].endswith(f"workers/{theme}")


def test_datasets_are_in_no_search_index_not_even_through_tables(built):
    for root in ("", "zh"):
        text = json.dumps(index(built, root), ensure_ascii=False)
        assert "Plain Charts" not in text
        assert "Moving Pictures" not in text


def test_chinese_prose_is_cut_into_words_and_english_is_left_alone(make_project):
    pages = {
        "mixed.md": "# Names\n\nThe name 多模态图表 is Chinese.\n",
        "zh/mixed.md": "# 名称\n\n用于VQA的多模态，视频问答（Chart QA）数据集。\n",
    }
    site = make_project(pages=pages).build()

    def text(root):
        (entry,) = [entry for entry in index(site, root)["docs"] if entry["location"] == "mixed/"]
        return re.sub("<.*?>", "", entry["text"])

    assert text("") == "The name 多模态图表 is Chinese."
    separator = index(site, "zh")["config"]["separator"]
    # What separates means the same to Python as to JavaScript here.
    found = [word for word in re.split(separator, text("zh")) if word]
    assert found == ["用于", "VQA", "的", "多模态", "视频", "问答", "Chart", "QA", "数据集"]
    assert "trimmer" not in index(site, "zh")["config"]["pipeline"]


def test_the_404_page_of_the_root_speaks_both_languages(built, html):
    page = html(built / "404.html")
    sections = {s.get("lang"): "".join(s.itertext()) for s in page.all("section") if s.get("lang")}
    assert "There is no page at this address" in sections["en"]
    assert "此地址没有页面" in sections["zh"]
    homes = {a.get("href") for s in page.all("section") for a in s.iter("a")}
    assert homes == {"/sub/", "/sub/zh/"}
    assert page.meta("robots") == "noindex"
    # It is shown at any depth, so nothing in it may be relative.
    loaded = [s.get("src") for s in page.all("script") if s.get("src")]
    loaded += [item.get("href") for item in page.all("link")]
    assert loaded
    assert all(target.startswith("/sub/") for target in loaded)
    assert config_of(page)["base"] == "/sub/"


def test_the_chinese_404_page_speaks_chinese_first_and_searches_chinese(built, html):
    page = html(built / "zh/404.html")
    assert page.lang == "zh"
    assert "此地址没有页面" in page.text("h1")
    assert config_of(page)["base"] == "/sub/zh/"
    assert all(item.get("href").startswith("/sub/assets") for item in page.all("link"))


def test_the_sitemap_lists_every_page_with_its_alternate(built):
    text = (built / "sitemap.xml").read_text(encoding="utf-8")
    places = re.findall("<loc>(.*?)</loc>", text)
    assert len(places) == 8
    assert "https://atlas.example/sub/zh/datasets/plain-charts/" in places
    assert text.count('hreflang="x-default"') == 8
    assert len(re.findall(r"<lastmod>\d{4}-\d\d-\d\d</lastmod>", text)) == 8


def test_the_api_file_is_published(built):
    found = json.loads((built / "api/v1/datasets.json").read_text(encoding="utf-8"))
    assert found["total"] == 2
    assert found["datasets"][0]["url"]["zh"] == (
        "https://atlas.example/sub/zh/datasets/moving-pictures/"
    )


def test_templates_and_sources_are_not_published(built):
    published = {path.suffix for path in built.rglob("*") if path.is_file()}
    assert not published & {".py", ".yaml", ".yml", ".md"}
    assert not (built / "atlas").exists()


def test_two_builds_are_the_same_bytes(make_project, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763900000")
    project = make_project()
    first, second = project.build("first"), project.build("second")
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    again = sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert files == again
    assert not [f for f in files if (first / f).read_bytes() != (second / f).read_bytes()]
    assert "<lastmod>2025-11-23</lastmod>" in (first / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["data", "overrides"])
def test_serve_watches_records_and_templates(make_project, folder):
    from mkdocs.config import load_config

    project = make_project()
    config = load_config(str(project.folder / "mkdocs.yml"))
    watched: list[str] = []
    server = type("Server", (), {"watch": lambda self, path: watched.append(path)})()
    hooks.on_serve(server, config=config, builder=lambda: None)
    assert str(project.folder / folder) in watched


def test_a_second_build_in_the_same_process_sees_new_records(make_project, html):
    project = make_project()
    site = project.build()
    path = project.folder / "data" / "plain-charts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Plain Charts", "Renamed Charts"))
    assert "Renamed Charts" in html(project.build() / "datasets/plain-charts").body_text
    assert site == project.folder / "site"
