"""What one reader's visit costs: a start, keystrokes, ticked values, sorts.

Durations are CPU of the page's main thread, told by the browser over its protocol: all tasks, and
of these the part that ran scripts. They include all that the page does until it has been at rest
for a quarter of a second. Latency is from the reader's event to the second frame after the last
change of the document that the event brought about.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contenders import Contender
from playwright.sync_api import Browser, CDPSession, Page
from rows import FACET
from scripts import Scripts, Trace

PROBE = (Path(__file__).with_name("probe.js")).read_text(encoding="utf-8")
VIEWPORT = {"width": 1280, "height": 900}
#: Seconds until a page has to be usable, and a change painted.
PATIENCE = 120
#: Seconds after the page is usable in which it may do what it left for later.
LATER = 1.5
#: What is typed, letter by letter, and deleted again: a word of many summaries, and the beginning
#: of some names.
TYPED = ("video", "baba")
#: Ticked in turn, then unticked.
TICKED = ("image", "video")
#: Columns sorted by, each twice: up, and down.
SORTED = ("released", "name")

KINDS = ("text", "facet", "sort")

_FACET = f'details[data-facet="{FACET}"]'
_TOO_LATE = f"new Promise((_, no) => setTimeout(no, {PATIENCE * 1000}, 'too late'))"
_BACKSPACE = {"key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8}


@dataclass(frozen=True)
class Sample:
    """Milliseconds. ``changes`` is how many changes of the document were seen."""

    script: float
    cpu: float
    latency: float
    changes: int


@dataclass
class Visit:
    """``ready`` in milliseconds, ``heap`` in bytes."""

    ready: float
    heap: float = 0
    rows: int = 0
    samples: dict[str, list[Sample]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Span:
    """One sample before the trace is read; ``start`` and ``end`` in microseconds."""

    start: float
    end: float
    cpu: float
    latency: float
    changes: int

    def sample(self, scripts: Scripts) -> Sample:
        script = scripts.between(self.start, self.end)
        return Sample(script, self.cpu, self.latency, self.changes)


def visit(browser: Browser, one: Contender, url: str, columns: Sequence[str], slow: int) -> Visit:
    """Open ``url``, do all that is measured, and leave. ``slow`` is by how much the CPU is slowed
    down while the page is used; starts are measured at full speed."""
    with _page(browser) as (page, cdp):
        page.goto(url, wait_until="commit")
        reader = _Reader(page, cdp)
        made = Visit(reader.told(f"Promise.race([__probe.usable, {_TOO_LATE}])"))
        page.wait_for_load_state("networkidle")
        time.sleep(LATER)
        made.rows = page.locator(f"[data-atlas-table] :is({one.rows})").count()
        if slow > 1:
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": slow})
        trace = Trace(browser, page)
        told = {
            "text": reader.type(),
            "facet": reader.tick(),
            "sort": reader.sort(one, columns),
        }
        scripts = trace.end()
        for kind, spans in told.items():
            made.samples[kind] = [span.sample(scripts) for span in spans]
        if slow > 1:
            cdp.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        for _ in range(2):
            cdp.send("HeapProfiler.collectGarbage")
        made.heap = cdp.send("Runtime.getHeapUsage")["usedSize"]
        return made


def warm(browser: Browser, url: str) -> None:
    """Open ``url`` and measure nothing."""
    with _page(browser) as (page, _):
        page.goto(url, wait_until="load")


@contextmanager
def _page(browser: Browser) -> Iterator[tuple[Page, CDPSession]]:
    """A page with nothing cached and a process of its own."""
    context = browser.new_context(viewport=VIEWPORT, reduced_motion="reduce")  # type: ignore[arg-type]
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        cdp = context.new_cdp_session(page)
        cdp.send("Page.enable")
        cdp.send("Page.addScriptToEvaluateOnNewDocument", {"source": PROBE})
        # CPU of the thread, not the clock: other work on the machine then disturbs little.
        cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        yield page, cdp
    finally:
        context.close()


class _Reader:
    """Types and clicks as the browser itself would tell the page."""

    def __init__(self, page: Page, cdp: CDPSession) -> None:
        self.page, self.cdp = page, cdp

    def type(self) -> list[_Span]:
        self.page.locator("[data-atlas-table] input[type=search]").click()
        spans = []
        for word in TYPED:
            spans += [self._pressed(_letter(letter)) for letter in word]
            spans += [self._pressed(_BACKSPACE) for _ in word]
        return spans

    def tick(self) -> list[_Span]:
        facet = self.page.locator(f"[data-atlas-table] {_FACET}").first
        if not facet.evaluate("details => details.open"):
            facet.locator("summary").click()
        return [
            self._clicked(f'[data-atlas-table] {_FACET} input[name={FACET}][value="{value}"]')
            for value in TICKED * 2
        ]

    def sort(self, one: Contender, columns: Sequence[str]) -> list[_Span]:
        return [
            self._clicked(
                f"[data-atlas-table] {one.sort.format(key=key, place=columns.index(key) + 1)}"
            )
            for key in SORTED
            for _ in range(2)
        ]

    def _pressed(self, key: Mapping[str, Any]) -> _Span:
        def press() -> None:
            self.cdp.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})
            self.cdp.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

        return self._span("keydown", press)

    def _clicked(self, selector: str) -> _Span:
        target = self.page.locator(selector).first
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        if box is None:
            raise LookupError(f"nothing to click: {selector}")
        at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        mouse = {**at, "button": "left", "clickCount": 1}
        self.cdp.send("Input.dispatchMouseEvent", {"type": "mouseMoved", **at})
        time.sleep(0.1)

        def click() -> None:
            self.cdp.send("Input.dispatchMouseEvent", {"type": "mousePressed", **mouse})
            self.cdp.send("Input.dispatchMouseEvent", {"type": "mouseReleased", **mouse})

        return self._span("click", click)

    def _span(self, event: str, act: Callable[[], None]) -> _Span:
        self.told(f"__probe.arm('{event}')")
        before = self._metrics()
        act()
        seen = self.told(f"Promise.race([__probe.sample, {_TOO_LATE}])")
        after = self._metrics()
        return _Span(
            before["Timestamp"] * 1e6,
            after["Timestamp"] * 1e6,
            (after["TaskDuration"] - before["TaskDuration"]) * 1000,
            seen["latency"],
            seen["changes"],
        )

    def told(self, expression: str) -> Any:
        """What the page answers. Over the protocol, since a page's policy may forbid ``eval``."""
        asked = {"expression": f"(async () => {expression})()", "awaitPromise": True}
        answer = self.cdp.send("Runtime.evaluate", {**asked, "returnByValue": True})
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def _metrics(self) -> Mapping[str, float]:
        return {
            metric["name"]: metric["value"]
            for metric in self.cdp.send("Performance.getMetrics")["metrics"]
        }


def _letter(letter: str) -> Mapping[str, Any]:
    code = letter.upper()
    return {"key": letter, "text": letter, "code": f"Key{code}", "windowsVirtualKeyCode": ord(code)}
