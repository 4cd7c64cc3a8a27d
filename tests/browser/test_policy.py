"""The Content-Security-Policy at work, and the requests that the theme must not make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.conftest import BuiltSite, Read
from browser.project import build, copy_project, real_records
from browser.reading import Reader
from browser.server import serving

TRY = """() => new Promise((done) => {
  const blocked = [];
  addEventListener("securitypolicyviolation", (event) => {
    blocked.push(event.effectiveDirective);
    if (blocked.length === 3) done(blocked.sort());
  });
  const script = document.createElement("script");
  script.textContent = "window.__ran = true";
  document.body.append(script);
  const styled = document.createElement("div");
  styled.innerHTML = '<i style="color: red"></i>';
  document.body.append(styled);
  const picture = document.createElement("img");
  picture.src = "https://other.example/a.png";
  document.body.append(picture);
})"""


@pytest.mark.parametrize("path", ["", "zh/datasets/scienceqa/", "no/such/page/"])
def test_what_somebody_slips_into_a_page_does_not_run(
    browser: Browser, site: BuiltSite, path: str
) -> None:
    """Read without the harness: the browser complains of each try in its console."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site.url + path)
    assert page.evaluate(TRY) == ["img-src", "script-src-elem", "style-src-attr"]
    assert page.evaluate("window.__ran") is None
    context.close()


def test_the_theme_works_under_its_policy(read: Read) -> None:
    """Its inline scripts have run: settings are known before the first paint, nothing complains."""
    page = read().open("zh/about/")
    assert page.evaluate("typeof __md_get") == "function"
    assert page.evaluate("__md_scope.pathname") == "/atlas/"
    assert page.evaluate("document.documentElement.classList.contains('js')")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site built for another host than the one that serves it; its address here."""
    root = copy_project(tmp_path_factory.mktemp("elsewhere"), real_records("scienceqa"))
    done = build(root, root / "site", "https://atlas.example/atlas/")
    assert done.returncode == 0, done.stderr
    with serving(root / "site") as server:
        yield server.url


@pytest.mark.parametrize("path", ["", "zh/datasets/scienceqa/"])
def test_no_page_asks_for_a_sitemap(browser: Browser, elsewhere: str, path: str) -> None:
    """The theme reads one beside every alternate, on another host or where there is none."""
    reader = Reader(browser, elsewhere)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url))
    page = reader.open(path)
    page.wait_for_load_state("networkidle")
    assert asked
    assert [url for url in asked if "sitemap" in url] == []
    # What other machines read is whole again.
    assert page.locator("link[rel=alternate]").count() == 3
    reader.close()


def contrast(page: Page) -> tuple[int, int]:
    """(elements of the footer with enough contrast, those without)."""
    page.evaluate(Axe().axe_script)
    found = page.evaluate(
        """axe.run(".md-footer", {runOnly: {type: "rule", values: ["color-contrast"]}})
          .then(({passes, violations, incomplete}) =>
            [passes, [...violations, ...incomplete]].map((rules) =>
              rules.reduce((sum, rule) => sum + rule.nodes.length, 0)))"""
    )
    return found[0], found[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_footer_can_be_read(read: Read, scheme: str) -> None:
    page = read(color_scheme=scheme).open("about/")
    wanted = {"light": "default", "dark": "slate"}[scheme]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", wanted)
    enough, wrong = contrast(page)
    assert enough > 0
    assert wrong == 0
