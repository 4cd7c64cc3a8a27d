"""Searching the table of all datasets by words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import BuiltSite, Read
from browser.table import PAGE, WORDS, Table

ALL = {"en": "datasets/", "zh": "zh/datasets/"}

#: What is typed, and the dataset that comes first.
FIRST = (
    ("sharegpt4v", "sharegpt4v"), ("sharegpt 4v", "sharegpt4v"), ("share-gpt4v", "sharegpt4v"),
    ("SHAREGPT4V", "sharegpt4v"), ("ＳｈａｒｅＧＰＴ４Ｖ", "sharegpt4v"),
    ("  ScienceQA ", "scienceqa"), ("ｓｃｉｅｎｃｅｑａ", "scienceqa"),
)  # fmt: skip


@pytest.fixture
def table(read: Read) -> Table:
    return Table(read().open(ALL["en"]))


def test_without_a_filter_the_newest_are_shown_and_all_are_counted(table: Table, api: dict) -> None:
    assert table.total == api["total"]
    table.expect_to_say(api["total"], chosen=False)
    shown = table.shown()
    assert len(shown) == PAGE
    released = {dataset["id"]: dataset["released"] or "" for dataset in api["datasets"]}
    days = [released[key] for key in table.all_shown()]
    assert days == sorted(days, reverse=True)
    assert len(days) == api["total"]
    # Never by the alphabet.
    names = [(table.row(key).locator("th a").text_content() or "").casefold() for key in shown]
    assert names != sorted(names)


@pytest.mark.parametrize("lang", ALL)
def test_spelling_case_width_and_spaces_of_a_name_do_not_matter(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    for typed, expected in FIRST:
        table.write(typed)
        assert table.shown()[0] == expected, typed
        assert len(table.all_shown()) < table.total


def squash(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def one_with(api: dict, key: str) -> tuple[str, str]:
    """A dataset and one of its own words that no other has, of the kind that ``key`` names."""
    for dataset in api["datasets"]:
        if key == "parts":
            words = [part["name"] for part in dataset["parts"] if part["name"]]
        else:
            words = dataset[key]
        for word in words:
            others = [d for d in api["datasets"] if word.casefold() in str(d).casefold()]
            other = squash(word) not in squash(dataset["name"])
            if len(others) == 1 and len(word) > 5 and other:
                return dataset["id"], word
    raise AssertionError(f"no dataset has {key} of its own")


@pytest.mark.parametrize("lang", ALL)
def test_aliases_subsets_publishers_summaries_and_labels_are_searched(
    read: Read, api: dict, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    for key in ("aliases", "parts", "publishers"):
        identifier, word = one_with(api, key)
        table.write(word)
        assert table.shown()[0] == identifier, word
        if key != "publishers":
            # The name that one has found it by is told beside its own.
            expect(table.row(identifier).locator("th")).to_contain_text(word)
    table.load_other_language()
    for own in ("en", "zh"):
        for dataset in api["datasets"][::60]:
            if text := dataset["summary"][own]:
                words = text.split(".")[0] if own == "en" else text.split("，")[0]
                table.write(words[:60].rsplit(" ", 1)[0] if own == "en" else words[:20])
                assert dataset["id"] in table.all_shown(), words
    # Labels of the vocabularies, in both languages whatever the page's.
    for words in ("video question answering", "视频问答"):
        table.write(words)
        expected = {d["id"] for d in api["datasets"] if "video-question-answering" in d["tasks"]}
        assert expected <= set(table.all_shown()), words


def test_a_name_that_is_written_exactly_or_begins_so_comes_first(table: Table, api: dict) -> None:
    for dataset in api["datasets"][::25]:
        table.write(dataset["name"])
        first = table.rows.first.locator("th a")
        expect(first).to_have_text(dataset["name"])
    table.write("kinetics")
    names = table.rows.locator("th a").all_text_contents()
    start = [name.casefold().startswith("kinetics") for name in names]
    assert start[0]
    assert start == sorted(start, reverse=True)


@pytest.mark.parametrize("lang", ALL)
def test_traditional_characters_find_what_simplified_ones_do(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    for simplified, traditional in (("视频问答", "視頻問答"), ("图表", "圖表"), ("许可", "許可")):
        table.write(simplified)
        expected = table.all_shown()
        table.write(traditional)
        assert table.all_shown() == expected != []


@pytest.mark.parametrize("lang", ALL)
def test_a_small_slip_finds_the_name_and_is_told(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    for typed, expected in (
        ("scienecqa", "scienceqa"), ("shaergpt4v", "sharegpt4v"), ("internvvid", "internvid"),
        ("kinetcis-400", "kinetics-400"),
    ):  # fmt: skip
        table.write(typed)
        expect(table.count).to_contain_text(table.words.ui_typo)
        assert table.shown()[0] == expected, typed
    table.write("scienceqa")
    expect(table.count).not_to_contain_text(table.words.ui_typo)


@pytest.mark.parametrize("lang", ALL)
def test_chinese_that_stands_nowhere_as_one_word_is_found_by_its_pairs(
    read: Read, api: dict, lang: str
) -> None:
    table = Table(read().open(ALL[lang]))
    table.write("第一人称视频")
    shown = table.all_shown()
    assert shown
    texts = {d["id"]: f"{d['summary']['zh']}" for d in api["datasets"]}
    if not any("第一人称视频" in text for text in texts.values()):
        expect(table.count).to_contain_text(table.words.ui_pairs)
    labelled = {
        d["id"]: str([[one["tasks"], one["contains"]] for one in (d, *d["parts"])])
        for d in api["datasets"]
    }
    for key in shown:
        # Said in the label of a task or of a content, or in the summary: both words, anywhere.
        told = "egocentric" in labelled[key]
        assert told or ("第一人称" in texts[key] and "视频" in texts[key]), key
    # A word of four characters whose pairs all stand in one summary, and which stands nowhere.
    word, identifier = next(in_pairs(texts))
    table.write(word)
    expect(table.count).to_contain_text(table.words.ui_pairs)
    assert identifier in table.all_shown()
    if lang == "zh":
        assert table.marked(f'[data-id="{identifier}"]')


def in_pairs(texts: dict[str, str]) -> Iterator[tuple[str, str]]:
    everything = "\n".join(texts.values())
    for identifier, text in texts.items():
        threes = re.findall(r"(?=([一-鿿]{3}))", text)
        for first in threes:
            for second in threes:
                word = first + second[2]
                if first[1:] == second[:2] and word not in everything:
                    yield word, identifier


@pytest.mark.parametrize("lang", ALL)
def test_what_was_found_is_marked_in_the_row(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    for typed, name in (
        ("sharegpt 4v", "ShareGPT4V"), ("share-gpt4v", "ShareGPT4V"), ("SCIENCEQA", "ScienceQA"),
    ):  # fmt: skip
        table.write(typed)
        marked = table.marked("tbody tr:first-child th a")
        assert "".join(marked).casefold() == name.casefold()
    word = {"en": "questions", "zh": "问题"}[lang]
    table.write(word)
    texts = table.marked(".atlas-summary")
    assert texts
    assert {text.casefold() for text in texts} == {word}
    table.write("")
    assert table.marked() == []


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_what_is_marked_is_seen_to_be(read: Read, scheme: str) -> None:
    """The colour of marks is the theme's, and another than the row's."""
    table = Table(read().open(ALL["en"]))
    table.page.evaluate(
        "(scheme) => document.body.setAttribute('data-md-color-scheme', scheme)", scheme
    )
    link = table.rows.first.locator("th a")
    before = link.screenshot()
    table.write(link.text_content() or "")
    assert table.marked("th a")
    assert link.screenshot() != before


def test_a_row_that_stays_for_the_next_letter_is_the_same_element(read: Read) -> None:
    table = Table(read().open(ALL["en"]))
    table.write("sharegpt4")
    before = table.row("sharegpt4v").element_handle()
    table.write("sharegpt4v")
    assert table.row("sharegpt4v").evaluate("(row, before) => row === before", before)
    assert "".join(table.marked("tbody tr:first-child th a")) == "ShareGPT4V"


def test_the_other_language_is_looked_into_when_this_one_has_nothing(read: Read, api: dict) -> None:
    """Without the pairs of a word being enough, and the reader is told."""
    for lang, other in (("en", "zh"), ("zh", "en")):
        table = Table(read().open(ALL[lang]))
        whole = "\n".join(f"{d['summary'][lang]}" for d in api["datasets"])
        labels = str([WORDS[lang][key] for key in WORDS[lang]])
        for dataset in api["datasets"]:
            text = dataset["summary"][other] or ""
            typed = text[:12] if other == "zh" else " ".join(text.split()[:6])
            if typed and typed not in whole + labels and dataset["name"] not in typed:
                break
        table.write(typed)
        expect(table.count).to_contain_text(table.words.ui_other_language)
        assert dataset["id"] in table.all_shown()


@pytest.mark.parametrize("lang", ALL)
def test_what_is_still_composed_is_not_searched(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    table.box.focus()
    session = table.page.context.new_cdp_session(table.page)
    compose = {"selectionStart": 7, "selectionEnd": 7}
    session.send("Input.imeSetComposition", {"text": "tubiao'", **compose})
    table.expect_to_say(table.total, chosen=False)
    session.send("Input.insertText", {"text": "图表"})
    expect(table.box).to_have_value("图表")
    expect(table.chips).to_have_count(1)
    assert 0 < len(table.all_shown()) < table.total


def test_several_words_are_all_wanted(table: Table) -> None:
    table.write("chart pew")
    shown = table.all_shown()
    assert "chart-to-text" in shown
    table.write("pew")
    assert set(shown) <= set(table.all_shown())


@pytest.mark.parametrize("lang", ALL)
def test_nothing_found_shows_the_nearest_with_what_each_misses(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    table.choose("roles", "training")
    table.choose("modalities", "volume")
    table.page.keyboard.press("Escape")
    table.write("zzzzzz qqqqqq")
    table.expect_to_say(0)
    expect(table.section.locator(".atlas-why")).to_have_text(table.words.ui_nearest)
    misses = table.rows.locator(".atlas-misses").all_text_contents()
    assert 0 < len(misses) == table.rows.count() <= PAGE
    words = table.words
    for told in misses:
        assert words.ui_text in told
        assert told.startswith(words.ui_misses.format(what=""))
    # Those that miss least come first.
    number = [told.count(words.comma) for told in misses]
    assert number == sorted(number)
    # The rows are whole, and can be selected and opened.
    table.select(table.shown()[0])
    expect(table.selected).to_be_visible()
    expect(table.rows.first.locator("th a")).to_be_visible()
    # Three more choices let through nothing either; the text is no longer missed.
    table.write("")
    table.page.keyboard.press("Escape")
    if table.section.locator(".atlas-misses").count():
        assert words.ui_text not in str(table.rows.locator(".atlas-misses").all_text_contents())


def test_clearing_shows_everything_again_and_goes_back_to_the_box(table: Table) -> None:
    table.write("video")
    table.choose("roles", "evaluation")
    table.page.keyboard.press("Escape")
    assert len(table.all_shown()) < table.total
    table.tool("clear").click()
    table.settled("")
    table.expect_to_say(table.total, chosen=False)
    expect(table.box).to_have_value("")
    expect(table.box).to_be_focused()
    expect(table.chips).to_have_count(0)


def test_an_address_with_words_that_are_unknown_shows_everything(read: Read) -> None:
    table = Table(
        read().open(
            "datasets/?roles=nonsense&unheard=of&sort=evil&page=0&columns=&selected=nobody"
            "&released_from=2024-13"
        )
    )
    table.expect_to_say(table.total, chosen=False)
    assert len(table.shown()) == PAGE
    expect(table.selected).to_be_hidden()


def test_without_a_connection_to_storage_all_of_it_works(read: Read) -> None:
    """A browser may refuse storage: what would be remembered is not, and nothing else happens."""
    reader = read()
    reader.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    reader.complaints_allowed = True  # type: ignore[attr-defined]
    page = reader.context.new_page()
    page.goto(reader.url + ALL["en"])
    table = Table(page)
    table.write("scienceqa")
    assert table.shown()[0] == "scienceqa"
    table.section.locator(".atlas-tools details summary").first.click()
    table.section.locator("input[value=publishers]").check()
    expect(table.section.locator("th[data-column=publishers]")).to_be_visible()
    # The theme itself complains of its own storage; that is not ours.
    reader.complaints.clear()


def tab_to(page: Page, target: str, most: int = 80) -> None:
    """Press Tab until what has the focus matches ``target``."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    pytest.fail(f"{most} times Tab did not lead to {target}")


@pytest.mark.parametrize("lang", ALL)
def test_the_keyboard_alone_is_enough(read: Read, few: BuiltSite, lang: str) -> None:
    table = Table(read(url=few.url).open(ALL[lang]))
    page = table.page
    tab_to(page, "[data-atlas-table] .atlas-search input")
    page.keyboard.type("video")
    tab_to(page, "[data-facet=roles] summary", most=3)
    page.keyboard.press("Space")
    table.section.locator("[data-facet=roles] fieldset").wait_for()
    tab_to(page, "[data-facet=roles] input", most=3)
    page.keyboard.press("Space")
    (chosen,) = table.checked("roles")
    table.settled(f"?find=video&roles={chosen}")
    # The box that one has ticked keeps the focus while everything follows it.
    assert page.evaluate("document.activeElement.value") == chosen
    shown = table.shown()
    assert 0 < len(shown) < table.total
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('[data-facet=roles]') !== null")
    tab_to(page, ".atlas-asked button")
    page.keyboard.press("Enter")
    expect(table.chips).to_have_count(1)
    # The focus is on what is left, and on the box when nothing is.
    assert page.evaluate("document.activeElement.matches('.atlas-asked button')")
    page.keyboard.press("Enter")
    expect(table.box).to_be_focused()
    table.expect_to_say(table.total, chosen=False)
    tab_to(page, "[data-sort=released]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.sort") == "released"
    tab_to(page, ".atlas-select")
    page.keyboard.press("Space")
    expect(table.selected).to_be_visible()


def test_focus_is_visible_on_what_filters(read: Read, few: BuiltSite) -> None:
    page = Table(read(url=few.url).open(ALL["en"])).page
    for target in (".atlas-search input", "[data-facet=roles] summary", ".atlas-tools select",
                   "[data-sort=name]", ".atlas-select"):  # fmt: skip
        tab_to(page, f"[data-atlas-table] {target}")
        style = page.evaluate(
            "() => { const s = getComputedStyle(document.activeElement);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        assert style[0] != "none", target
        assert style[1] >= 1, target


@pytest.mark.parametrize("lang", ALL)
def test_the_order_says_that_the_best_match_comes_first(read: Read, lang: str) -> None:
    table = Table(read().open(ALL[lang]))
    default = table.order.locator("option").first
    expect(default).to_have_text(table.words.ui_newest)
    table.write("video")
    expect(default).to_have_text(table.words.ui_best)
    table.write("")
    expect(default).to_have_text(table.words.ui_newest)
