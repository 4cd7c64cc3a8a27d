"""Every sentence that pages show about a link in trouble has its Chinese."""

from __future__ import annotations

import re

import pytest

from atlas.links import hosts, page
from atlas.links.meaning import Meaning, Reply
from atlas.links.observation import (
    Answer,
    End,
    Failure,
    Forbidden,
    Hop,
    Observation,
    RunFacts,
    Trouble,
    Unusable,
)
from atlas.links.verdict import decide
from atlas.links.words import Verdict
from atlas.views.reasons import reason_in

URL = "https://example.org/data"
FINE = RunFacts(answered=True, network_failed=False, names_resolved=True)
NO_NAMES = RunFacts(answered=True, network_failed=False, names_resolved=False)
#: Verdicts beside which pages give the reason.
TOLD = {Verdict.DEAD, Verdict.TRANSIENT, Verdict.MOVED, Verdict.BLOCKED, Verdict.INVALID}
WORDS = re.compile(r"\b(?:its|the|was|has|not|it|and|answers?)\b", re.IGNORECASE)


def sentences() -> set[str]:
    """What the checker says of anything that may happen."""
    ends: list[End] = [Failure(URL, trouble, detail) for trouble in Trouble for detail in ("", "x")]
    ends += [Answer(URL, code, body_broke=broke) for code in range(200, 600) for broke in (0, 1)]
    ends += [Answer(where, 200) for where in (f"{URL}/404", "https://example.org/")]
    ends += [Forbidden(URL, "10.0.0.1"), Forbidden(URL, "has the scheme ftp:", True), Unusable("x")]
    ends += [
        Answer(URL, row.codes[0], meaning=Meaning(row.verdict, row.reason)) for row in hosts.ROWS
    ]
    for archived in ("true", "false"):
        text = f'{{"html_url": "https://github.com/c/d", "archived": {archived}}}'
        reply = Reply("https://api.github.com/repos/a/b", "api.github.com", 200, {}, text)
        ends.append(Answer(URL, 200, meaning=hosts.meaning_of(reply)))
    interface = "https://www.modelscope.cn/api/v1/datasets/a/b"
    for code, text in ((200, '{"Success": true, "Data": {}}'), (404, '{"Code": 1}')):
        reply = Reply(interface, "www.modelscope.cn", code, {}, text)
        ends.append(Answer(URL, code, meaning=hosts.meaning_of(reply)))
    for title in ("404 Not Found", "This domain is for sale"):
        text = f"<title>{title}</title>"
        reply = Reply(URL, "example.org", 200, {}, text, page.title_of(text), whole=True)
        ends.append(Answer(URL, 200, meaning=page.meaning_of(reply)))
    hops = [Hop(URL, 301, "https://new.example.org/data")]
    found = set()
    for end in ends:
        for seen in ([Observation((), end)], [Observation(tuple(hops), end)] * 3):
            for facts in (FINE, NO_NAMES):
                judgement = decide(URL, seen, facts)
                if judgement.verdict in TOLD:
                    found.add(judgement.reason)
    return found


def test_every_sentence_about_trouble_has_its_chinese() -> None:
    told = sentences()
    assert len(told) > 150
    for reason in sorted(told):
        text, lang = reason_in("zh", reason)
        assert lang == "zh", reason
        assert text.endswith("。"), text
        # What stays English is a status and what stands in brackets.
        outside = re.sub(r"（.*?）|\d{3}( [A-Z][A-Za-z' -]+)?", "", text)
        assert not WORDS.search(outside), text


@pytest.mark.parametrize(
    ("reason", "chinese"),
    [
        (
            "After 2 redirects its server says that there is no such page (404 Not Found).",
            "经 2 次跳转后，服务器表示没有这个页面（404 Not Found）。",
        ),
        (
            "It did not answer in time after a redirect, 3 times (no answer within 20 s).",
            "跳转后未及时应答，共 3 次（no answer within 20 s）。",
        ),
        (
            "It has another name now. GitHub has the repository. Its owner has archived it.",
            "已改名。GitHub 上有该仓库，其所有者已将其归档。",
        ),
    ],
)
def test_numbers_and_details_are_kept(reason: str, chinese: str) -> None:
    assert reason_in("zh", reason) == (chinese, "zh")
    assert reason_in("en", reason) == (reason, "en")


def test_a_sentence_that_is_not_known_is_shown_as_it_is() -> None:
    assert reason_in("zh", "{server} {0} said so.") == ("{server} {0} said so.", "en")
    assert reason_in("zh", "") == ("", "en")
