"""How long scripts ran on a page's main thread, from the browser's trace.

The page's own counter (``ScriptDuration``) leaves out what promises run, which some peers do all
their work in; the trace has it. What a script asks of style and layout does not count as script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Browser, Page

_SCRIPT = {"v8.callFunction", "FunctionCall", "EvaluateScript", "v8.run", "RunMicrotasks"}
_NOT_SCRIPT = {"UpdateLayoutTree", "Layout"}
_KEPT = _SCRIPT | _NOT_SCRIPT
_CATEGORIES = ["devtools.timeline", "v8"]

Event = Mapping[str, Any]


class Trace:
    """Records from its making until ``end``."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._page = page
        self._events: list[Event] = []
        self._ended = False
        self._cdp = browser.new_browser_cdp_session()
        self._cdp.on("Tracing.dataCollected", lambda told: self._events.extend(told["value"]))
        self._cdp.on("Tracing.tracingComplete", self._complete)
        config = {"includedCategories": _CATEGORIES, "excludedCategories": ["*"]}
        self._cdp.send(
            "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": config}
        )  # fmt: skip

    def _complete(self, _: object) -> None:
        self._ended = True

    def end(self) -> Scripts:
        """What was recorded."""
        self._cdp.send("Tracing.end")
        while not self._ended:
            self._page.wait_for_timeout(20)
        self._cdp.detach()
        return Scripts(self._events)


class Scripts:
    """The times at which scripts ran in any page."""

    def __init__(self, events: Sequence[Event]) -> None:
        named = [event for event in events if event["name"] == "thread_name"]
        main = {
            (event["pid"], event["tid"])
            for event in named
            if event["args"]["name"] == "CrRendererMain"
        }
        self._events = sorted(
            (
                event
                for event in events
                if event["name"] in _KEPT
                and event["ph"] == "X"
                and (event["pid"], event["tid"]) in main
            ),
            key=lambda event: (event["ts"], -event["dur"]),
        )

    def between(self, start: float, end: float) -> float:
        """Milliseconds of CPU that scripts took from ``start`` to ``end``, in microseconds of the
        trace's clock."""
        total = 0.0
        script = other = 0.0  # until when the outermost of each lasts
        for event in self._events:
            if not start <= event["ts"] < end:
                continue
            until = event["ts"] + event["dur"]
            if event["name"] in _SCRIPT and event["ts"] >= script:
                script = until
                total += event["tdur"]
            elif event["name"] in _NOT_SCRIPT and other <= event["ts"] < script:
                other = until
                total -= event["tdur"]
        return total / 1000
