"""The whole built site, file by file: what holds for every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from atlas.records.rules.text_language import HAN
from browser.conftest import BuiltSite
from browser.html import BuiltPage, broken_links, read_site

#: A name in its own script may be quoted on a page of another language (DESIGN section 5).
_QUOTED = re.compile(r"“[^”]*”|\([^)]*\)")

Pages = dict[str, BuiltPage]

#: Elements and attributes that make a browser fetch something.
_FETCHED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "input": ("src",),
    "form": ("action",),
}
_FETCHING_LINKS = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch",
    "manifest",
}  # fmt: skip


@pytest.fixture(scope="module")
def pages(site: BuiltSite) -> Pages:
    return read_site(site.folder)


@pytest.fixture(scope="module")
def prose(pages: Pages) -> Pages:
    """The pages that have an address of their own."""
    return {path: page for path, page in pages.items() if not page.is_missing_page}


def test_every_dataset_has_a_page_in_each_language(pages: Pages, api: dict) -> None:
    assert api["total"] == len(api["datasets"]) > 0
    for dataset in api["datasets"]:
        assert f"datasets/{dataset['id']}/" in pages
        assert f"zh/datasets/{dataset['id']}/" in pages


def test_the_api_names_the_addresses_of_the_pages(site: BuiltSite, pages: Pages, api: dict) -> None:
    for dataset in api["datasets"]:
        for url in dataset["url"].values():
            assert url.startswith(site.site_url)
            assert url.removeprefix(site.site_url) in pages


def test_both_languages_have_the_same_pages(pages: Pages) -> None:
    english = {path for path in pages if not path.startswith("zh/")}
    assert {path.removeprefix("zh/") for path in pages if path.startswith("zh/")} == english


def test_html_is_well_formed(pages: Pages) -> None:
    assert [error for page in pages.values() for error in page.errors] == []


def test_ids_are_unique(pages: Pages) -> None:
    twice = {
        path: [key for key, count in Counter(page.ids).items() if count > 1]
        for path, page in pages.items()
    }
    assert {path: found for path, found in twice.items() if found} == {}


def test_elements_name_only_elements_that_are_there(pages: Pages) -> None:
    # The theme gives the heading of a page's contents a label for a switch that only pages in the
    # navigation have.
    theme = ("for", "__toc")
    wrong = [
        f"{page.path}: {name}={identifier}"
        for page in pages.values()
        for name, identifier in page.references()
        if identifier not in page.ids and (name, identifier) != theme
    ]
    assert wrong == []


def test_every_internal_link_and_fragment_leads_somewhere(site: BuiltSite, pages: Pages) -> None:
    assert broken_links(pages, site.folder, site.site_url) == []


def test_every_page_is_reached_by_links_from_the_start_page(site: BuiltSite, prose: Pages) -> None:
    seen: set[str] = set()
    waiting = [""]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in prose:
            continue
        seen.add(path)
        for link in prose[path].all("a"):
            url = urljoin(site.site_url + path, link.get("href") or "").split("#")[0].split("?")[0]
            waiting.append(url.removeprefix(site.site_url))
    assert set(prose) - seen == set()


def test_no_page_has_a_style_attribute_or_an_inline_handler(pages: Pages) -> None:
    wrong = [
        f"{page.path}: <{item.tag} {name}>"
        for page in pages.values()
        for item in page.all()
        for name in item.attrib
        if name == "style" or str(name).startswith("on")
    ]
    assert wrong == []


def test_nothing_is_fetched_from_another_origin(site: BuiltSite, pages: Pages) -> None:
    host = urlsplit(site.site_url).netloc
    fetched = [
        (page.path, item.get(name))
        for page in pages.values()
        for tag, names in _FETCHED.items()
        for item in page.all(tag)
        for name in names
        if item.get(name)
    ] + [
        (page.path, item.get("href"))
        for page in pages.values()
        for item in page.all("link")
        if _FETCHING_LINKS & set((item.get("rel") or "").split())
    ]
    assert fetched
    assert [
        (path, url)
        for path, url in fetched
        if urlsplit(urljoin(site.site_url + path, url)).netloc not in (host, "")
    ] == []


def test_own_styles_fetch_nothing_from_another_origin(site: BuiltSite) -> None:
    for sheet in (site.folder / "assets").rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "url(http" not in text.replace('"', "").replace("'", ""), sheet.name
        assert "@import" not in text, sheet.name


def test_the_language_of_a_page_is_that_of_its_folder(pages: Pages) -> None:
    wrong = [
        page.path
        for page in pages.values()
        if page.lang != ("zh" if page.path.startswith("zh/") else "en")
    ]
    assert wrong == []


@pytest.mark.parametrize("what", ["title", "description"])
def test_titles_and_descriptions_are_of_one_page_only(prose: Pages, what: str) -> None:
    words = {
        path: page.text("title") if what == "title" else page.meta("description")
        for path, page in prose.items()
    }
    assert all(text.strip() for text in words.values())
    times = Counter(words.values())
    assert {path: text for path, text in words.items() if times[text] > 1} == {}


def test_descriptions_are_in_the_language_of_the_page(prose: Pages, api: dict) -> None:
    lacking = {
        (lang, dataset["id"])
        for dataset in api["datasets"]
        for lang in ("en", "zh")
        if not dataset["summary"][lang]
    }
    for path, page in prose.items():
        lang = page.lang or ""
        if (lang, path.split("/")[-2] if path else "") in lacking:
            continue
        assert bool(HAN.search(page.meta("description"))) == (lang == "zh"), path


def test_every_page_has_one_first_heading(pages: Pages) -> None:
    assert [page.path for page in pages.values() if len(list(page.all("h1"))) != 1] == []


def test_every_page_names_its_own_address_as_canonical(site: BuiltSite, prose: Pages) -> None:
    for path, page in prose.items():
        (link,) = page.links("canonical")
        assert link.get("href") == site.site_url + path


def test_a_missing_page_names_no_address_and_asks_not_to_be_indexed(pages: Pages) -> None:
    for path in ("404.html", "zh/404.html"):
        assert pages[path].links("canonical") == []
        assert pages[path].links("alternate") == []
        assert pages[path].meta("robots") == "noindex"


def alternates(page: BuiltPage) -> dict[str, str]:
    return {item.get("hreflang"): item.get("href") for item in page.links("alternate")}


def test_hreflang_is_absolute_and_says_the_same_on_both_sides(
    site: BuiltSite, prose: Pages
) -> None:
    for path, page in prose.items():
        said = alternates(page)
        assert set(said) == {"en", "zh", "x-default"}, path
        assert said[page.lang or ""] == site.site_url + path
        assert said["x-default"] == said["en"]
        for lang in ("en", "zh"):
            other = prose[said[lang].removeprefix(site.site_url)]
            assert other.lang == lang
            assert alternates(other) == said


def test_chinese_on_an_english_page_says_that_it_is_chinese(prose: Pages) -> None:
    for path, page in prose.items():
        if page.lang == "en":
            (main,) = page.all("main")
            words = _QUOTED.sub("", " ".join(_words(main, "en")))
            assert [HAN.search(words) and words, path] == [None, path]


def _words(element: Any, lang: str) -> Iterator[str]:
    """Text below ``element`` that is read as ``lang``; code and other names are neither."""
    if not isinstance(element.tag, str) or element.tag in ("script", "style", "pre", "code"):
        return
    if element.get("class") == "atlas-aliases":
        return
    yield element.text or ""
    for inner in element:
        if inner.get("lang", lang) == lang:
            yield from _words(inner, lang)
        yield inner.tail or ""
