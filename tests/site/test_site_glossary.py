"""The glossary on a page: in the order of the page's language, the other language beside it."""

from __future__ import annotations

PAGES = {"terms.md": "# Terms\n\n{{ glossary() }}\n", "zh/terms.md": "# 术语\n\n{{ glossary() }}\n"}


def test_each_language_lists_the_terms_in_its_own_order(make_project, html, real):
    site = make_project(pages=PAGES).build()
    terms = real.vocabularies["glossary"].items
    shown = {lang: html(site / root / "terms") for lang, root in (("en", ""), ("zh", "zh"))}
    firsts = {lang: [item.text for item in page.all("dfn")] for lang, page in shown.items()}
    assert firsts["en"] == sorted((term.en for term in terms), key=str.casefold)
    assert sorted(firsts["zh"]) == sorted(term.zh for term in terms)
    # In the order of their sound: biāo before huàn before shì.
    assert [word for word in firsts["zh"] if word in ("视觉定位", "幻觉", "标注")] == [
        "标注", "幻觉", "视觉定位",
    ]  # fmt: skip


def test_a_term_can_be_linked_to_and_says_what_it_is_not_called(make_project, html):
    site = make_project(pages=PAGES).build()
    for root, other, beside in (("", "zh", "视觉定位"), ("zh", "en", "visual grounding")):
        page = html(site / root / "terms")
        (term,) = [item for item in page.all("dt") if item.get("id") == "term-visual-grounding"]
        (span,) = term.iter("span")
        assert (span.get("lang"), span.text) == (other, beside)
        struck = {item.text: item.get("lang") for item in page.all("s")}
        assert struck["视觉接地"] == "zh"
