"""English at the root, Chinese in zh/: one build, two complete languages."""

from __future__ import annotations

import pytest
from mkdocs.exceptions import Abort, PluginError

from atlas.site.languages import bilingual_nav, in_language, language_of


def links(page, rel):
    return {
        item.get("hreflang"): item.get("href")
        for item in page.all("link")
        if item.get("rel") == rel
    }


def switch(page):
    return {
        item.get("hreflang"): item.get("href")
        for item in page.all("a")
        if item.get("class") == "md-select__link"
    }


@pytest.mark.parametrize("path", ["", "more", "datasets/plain-charts"])
def test_each_page_stands_in_both_languages(built, html, path):
    english, chinese = html(built / path), html(built / "zh" / path)
    assert (english.lang, chinese.lang) == ("en", "zh")
    assert english.text("title").endswith("Multimodal Data Atlas")
    assert chinese.text("title").endswith("多模态数据图谱")


def test_the_words_of_the_theme_are_in_the_language_of_the_page(built, html):
    english, chinese = html(built / "more").source, html(built / "zh/more").source
    assert 'placeholder="Search"' in english
    assert 'placeholder="搜索"' in chinese
    assert "切换到深色模式" in chinese
    assert "Switch to dark mode" not in chinese
    assert "Made with" not in chinese
    assert 'title="Link to this section"' in english
    assert 'title="本节链接"' in chinese


def test_the_navigation_holds_only_pages_of_its_language(built, html):
    def items(page):
        nav = next(n for n in page.all("nav") if "md-nav--primary" in n.get("class", ""))
        return [
            (" ".join("".join(a.itertext()).split()), a.get("href"))
            for a in nav.iter("a")
            if "md-nav__link" in a.get("class", "")
        ]

    assert items(html(built / "datasets/plain-charts")) == [
        ("Home", "../.."),
        ("More & better", "../../more/"),
    ]
    assert items(html(built / "zh/datasets/plain-charts")) == [
        ("首页", "../../"),
        ("更多", "../../more/"),
    ]
    assert "关于" in html(built / "zh").body_text


def test_the_switch_stays_on_the_page(built, html):
    assert switch(html(built / "datasets/plain-charts")) == {
        "en": "./",
        "zh": "../../zh/datasets/plain-charts/",
    }
    assert switch(html(built / "zh/more")) == {"en": "../../more/", "zh": "./"}
    assert switch(html(built)) == {"en": "./", "zh": "zh/"}
    assert switch(html(built / "zh")) == {"en": "../", "zh": "./"}


def test_alternates_are_absolute_and_reciprocal(built, html):
    for path in ("", "more/", "datasets/plain-charts/"):
        wanted = {
            "en": f"https://atlas.example/sub/{path}",
            "zh": f"https://atlas.example/sub/zh/{path}",
            "x-default": f"https://atlas.example/sub/{path}",
        }
        english, chinese = html(built / path), html(built / "zh" / path)
        assert links(english, "alternate") == links(chinese, "alternate") == wanted
        assert links(chinese, "canonical") == {None: wanted["zh"]}


def test_a_page_in_one_language_only_claims_no_other(make_project, html):
    site = make_project(pages={"alone.md": "# Alone\n"}).build()
    page = html(site / "alone")
    assert links(page, "alternate") == {}
    assert switch(page) == {"en": "./", "zh": "../zh/"}


def test_the_site_works_in_a_folder_of_its_host(built, html):
    for path in ("", "zh/more", "zh/datasets/plain-charts"):
        page = html(built / path)
        targets = [a.get("href") for a in page.all("a")]
        targets += [s.get("src") for s in page.all("script") if s.get("src")]
        assert not [target for target in targets if target.startswith("/")]


def test_no_page_loads_anything_from_elsewhere(built, html):
    for path in built.rglob("*.html"):
        page = html(path)
        loaded = [s.get("src") for s in page.all("script") + page.all("img") if s.get("src")]
        loaded += [
            item.get("href")
            for item in page.all("link")
            if item.get("rel") in ("stylesheet", "icon", "preconnect", "preload")
        ]
        assert not [target for target in loaded if "//" in target], path
        # The theme's script would ask the code host's API for stars.
        assert 'data-md-component="source"' not in page.source


def test_descriptions_are_in_the_language_of_the_page(built, html):
    assert html(built / "datasets/plain-charts").meta("description").startswith("Questions about")
    assert html(built / "zh/datasets/plain-charts").meta("description").startswith("关于网络图表")
    assert html(built / "more").meta("description").startswith("A sourced")
    assert html(built / "zh/more").meta("description").startswith("有据可查")


def test_text_in_the_other_language_says_so(built, html):
    page = html(built / "zh/datasets/moving-pictures")
    assert any(
        s.get("lang") == "en" and "everyday" in "".join(s.itertext()) for s in page.all("span")
    )
    assert "everyday" not in page.meta("description")


def test_a_word_of_mkdocs_yml_without_chinese_fails_the_build(make_project, caplog):
    project = make_project(settings="nav:\n  - Nobody translated this: index.md\n")
    with pytest.raises(Abort):
        project.build()
    assert "there is no Chinese for “Nobody translated this”" in caplog.text


def test_the_chinese_navigation_is_the_english_one_below_zh():
    nav = ["index.md", {"About": ["more.md", {"Code": "https://code.example/"}]}]
    chinese = {"About": "关于", "Code": "代码"}
    assert bilingual_nav(nav, chinese) == [
        {"en": nav},
        {"zh": ["zh/index.md", {"关于": ["zh/more.md", {"代码": "https://code.example/"}]}]},
    ]
    with pytest.raises(PluginError, match="no Chinese for “Code”"):
        bilingual_nav(nav, {"About": "关于"})


def test_paths_know_their_language_and_their_counterpart():
    assert language_of("zh/index.md") == "zh"
    assert language_of("zhongwen.md") == "en"
    assert in_language("datasets/a.md", "zh") == "zh/datasets/a.md"
    assert in_language("zh/datasets/a.md", "en") == "datasets/a.md"
