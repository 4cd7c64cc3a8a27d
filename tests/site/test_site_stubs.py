"""Stubs, templates and words: the one door where text becomes HTML."""

from __future__ import annotations

import jinja2
import pytest
from markupsafe import Markup

from atlas.records.vocabulary import LANGUAGES
from atlas.site.render import Place, View, environment, render
from atlas.site.stubs import StubError, Stubs
from atlas.site.words import read_words


def view(name="x.html", **context):
    return View(name, lambda: context)


@pytest.fixture
def templates(tmp_path):
    (tmp_path / "atlas").mkdir()
    (tmp_path / "atlas" / "x.html").write_text("<b>{{ text }}</b>{{ lang }} {{ root }}")
    (tmp_path / "atlas" / "missing.html").write_text("{{ nobody_gave_this }}")
    (tmp_path / "atlas" / "word.html").write_text("{{ t.no_such_word }}")
    return environment(tmp_path)


def test_text_is_escaped_and_knows_its_place(templates):
    made = render(templates, view(text="<i>{{ 7*7 }}"), Place("zh/datasets/a/"), read_words())
    assert made == "<b>&lt;i&gt;{{ 7*7 }}</b>zh ../../"


@pytest.mark.parametrize(
    ("url", "root"),
    [("", "./"), ("a/", "../"), ("datasets/a/", "../../"), ("zh/", "./"), ("zh/a/", "../")],
)
def test_the_way_to_the_root_of_the_language(url, root):
    assert Place(url).root == root


@pytest.mark.parametrize("name", ["missing.html", "word.html"])
def test_a_name_or_word_that_does_not_exist_is_an_error(templates, name):
    with pytest.raises(jinja2.UndefinedError):
        render(templates, view(name), Place("a/"), read_words())


def test_what_is_put_in_is_not_searched_again():
    stubs = Stubs()
    first = stubs.leave("p.md", "datasets", view("a"))
    second = stubs.leave("p.md", "datasets", view("b"))
    html = stubs.fill("p.md", first + "\n" + second, lambda v: Markup(f"[{v.template} {second}]"))
    assert html == f"[a {second}]\n[b {second}]"


def test_a_stub_of_one_page_means_nothing_on_another():
    stubs = Stubs()
    stub = stubs.leave("p.md", "datasets", view("a"))
    assert stubs.fill("q.md", stub, lambda v: Markup("made")) == stub
    assert stubs.fill("p.md", f"<p>{stub}</p>", lambda v: Markup("made")) == "made"


@pytest.mark.parametrize("html", ["<p>a {}</p>", "<p>{} b</p>", "<p>a\n{}\nb</p>"])
def test_a_stub_inside_a_paragraph_is_refused(html):
    stubs = Stubs()
    stub = stubs.leave("p.md", "datasets", view("a"))
    with pytest.raises(StubError, match="middle of a paragraph"):
        stubs.fill("p.md", html.format(stub), lambda v: Markup(""))


def test_a_stub_that_vanished_is_told():
    stubs = Stubs()
    stubs.leave("p.md", "datasets", view("a"))
    with pytest.raises(StubError, match="inside code"):
        stubs.fill("p.md", "<code>…</code>", lambda v: Markup(""))


def test_every_word_of_the_site_stands_in_both_languages():
    words = read_words()
    english, chinese = (set(words[lang]) for lang in LANGUAGES)
    assert english == chinese
    assert words["zh"].copy == "复制"
    assert "copy" in words["en"]
    with pytest.raises(AttributeError, match="no_such_word"):
        _ = words["en"].no_such_word


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a: {en: A}", "a: has no zh"),
        ("a: text", "a: has no en"),
        ("a: {en: A, zh: }", "a: has no zh"),
        ("a: [", "words.yaml: "),
    ],
)
def test_a_mistake_in_the_words_is_told(tmp_path, text, sentence):
    path = tmp_path / "words.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=sentence):
        read_words((path,))


def test_a_word_in_two_files_is_told(tmp_path):
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("a: {en: A, zh: 甲}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"two.yaml: a: stands twice"):
        read_words((tmp_path / "one.yaml", tmp_path / "two.yaml"))
