"""Reads what is watched: each link's texts, in order, until all that is expected was shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from atlas.links.expect import Watch
from atlas.links.observation import Observation, RunFacts
from atlas.links.page_text import TextAnswer
from atlas.links.shown_text import Text
from atlas.links.verdict import decide
from atlas.links.words import Verdict

#: A run in which somebody answered: what a text says is no matter of the run as a whole.
_ANY_RUN = RunFacts(answered=True, network_failed=False, names_resolved=True)
_MISSING = frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class Page:
    """What was read at one address: its text if there is one, whether that is all of it, and
    whether the server says that there is nothing at the address."""

    text: Text | None = None
    whole: bool = False
    missing: bool = False


def page_of(address: str, seen: Observation) -> Page:
    """What ``seen`` says of ``address``. A wall, a login page and a notice are no text of it."""
    end = seen.end
    if not isinstance(end, TextAnswer):
        return Page()
    if end.code in _MISSING:
        return Page(missing=True)
    judgement = decide(address, [seen], _ANY_RUN)
    arrived = judgement.verdict is Verdict.OK or (
        judgement.verdict is Verdict.MOVED and judgement.new_url is not None
    )
    if end.page is None or not arrived:
        return Page()
    return Page(Text(end.page.text, is_html=end.page.is_html), end.page.whole)


async def shown(
    watches: Iterable[Watch], observe: Callable[[str], Awaitable[Observation]]
) -> dict[str, bool]:
    """Which facts of one link its texts show, by key; without those that could not be told.

    ``observe`` asks an address by GET with page_text.read_text. A fact is not shown when every text
    was read whole without it; an address that is missing has none, but one text there must be.
    """
    pages: dict[str, Page] = {}
    found: dict[str, bool] = {}
    for watch in watches:
        those = []
        for address in watch.addresses:
            if address not in pages:
                pages[address] = page_of(address, await observe(address))
            those.append(pages[address])
            text = pages[address].text
            if text is not None and text.shows(watch.literal):
                found[watch.key] = True
                break
        else:
            if any(page.whole for page in those) and all(
                page.whole or page.missing for page in those
            ):
                found[watch.key] = False
    return found
