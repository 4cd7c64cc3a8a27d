"""The Content-Security-Policy in each page, and that nothing in a record or a page widens it."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import material
import pytest

from atlas.site.policy import PolicyError, with_policy
from atlas.site.repairs import REPAIRS, repaired

FRAME = "<!doctype html>\n<html>\n  <head>\n{head}  </head>\n  <body>{body}</body>\n</html>"


def rules(source: str) -> dict[str, list[str]]:
    (content,) = re.findall(
        r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', source
    )
    return {words[0]: words[1:] for words in (rule.split() for rule in content.split(";"))}


def hash_of(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def inline_scripts(page) -> list[str]:
    return [
        "".join(script.itertext())
        for script in page.all("script")
        if not script.get("src") and script.get("type") != "application/json"
    ]


def test_every_page_says_first_what_it_may_load(built, html):
    paths = list(built.rglob("*.html"))
    assert {built / "404.html", built / "zh/404.html", built / "index.html"} <= set(paths)
    for path in paths:
        page = html(path)
        (head,) = page.all("head")
        assert head[0].get("http-equiv") == "Content-Security-Policy", path
        said = rules(page.source)
        scripts = said.pop("script-src")
        assert said == {
            "default-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "worker-src": ["'self'"],
            "object-src": ["'none'"],
            "base-uri": ["'self'"],
            "form-action": ["'self'"],
        }
        # Exactly the scripts of the theme that stand there, each by its own bytes.
        assert scripts == ["'self'", *(hash_of(text) for text in inline_scripts(page))]
        assert len(scripts) == 4, path
        # A browser looks for the encoding in the first 1024 bytes (HTML Standard, 4.2.5.4).
        assert b'<meta charset="utf-8">' in path.read_bytes()[:1024]


def test_a_script_in_a_page_is_not_allowed(make_project, html):
    site = make_project(pages={"own.md": "# Own\n\n<script>steal()</script>\n"}).build()
    page = html(site / "own")
    assert "steal()" in inline_scripts(page)
    assert hash_of("steal()") not in rules(page.source)["script-src"]
    assert rules(page.source) == rules(html(site / "more").source)


def test_scripts_that_are_fetched_and_data_have_no_hash():
    body = '<script src="a.js"></script><script type="application/json">{}</script><p>x</p>'
    page = with_policy(FRAME.format(head="", body=body), "<p>x</p>")
    assert rules(page)["script-src"] == ["'self'"]


def test_a_page_that_cannot_get_its_policy_is_an_error():
    with pytest.raises(PolicyError, match="content is not in the page"):
        with_policy(FRAME.format(head="", body="<p>other</p>"), "<p>x</p>")
    with pytest.raises(PolicyError, match="no <head>"):
        with_policy("<p>x</p>", "<p>x</p>")


def test_robots_may_read_everything_and_find_the_sitemap(built):
    text = (built / "robots.txt").read_text(encoding="utf-8")
    assert text == "User-agent: *\nAllow: /\n\nSitemap: https://atlas.example/sub/sitemap.xml\n"


def test_the_theme_still_needs_every_repair():
    """When this fails the theme has mended itself: take the line out of site/repairs.py."""
    theme = (Path(material.__file__).parent / "templates" / "base.html").read_text("utf-8")
    for wrong, right in REPAIRS.items():
        assert theme.count(wrong) == 1
        assert wrong not in repaired(theme)
        assert right in repaired(theme)
