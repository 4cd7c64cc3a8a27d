"""A record that tries, in every text it may hold, to be more than text."""

from __future__ import annotations

from typing import Any

import yaml

ID = "canary"

#: Fits a short field. Whatever of it runs sets ``window.__canary``.
SHORT = (
    "<script>window.__canary=1</script><img src=x onerror=window.__canary=2>\"'>]]></title>"
    "{{7*7}}{%x%}[a](javascript:window.__canary=3)*b*{:.c}"
)

#: What may be tried, one kind each. They stand among the aliases, where there is room for all.
KINDS = (
    "<svg onload=window.__canary=4>",
    "</script><script>window.__canary=5</script>",
    "</textarea></pre></code></main><iframe srcdoc='<script>parent.__canary=6</script>'>",
    "{{ 7*7 }} {{ config }} {% raw %}",
    "{% include '/etc/passwd' %}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ count() }} {{ datasets() }}",
    "[link](javascript:window.__canary=7) ![image](x) <https://example.org/auto>",
    "# heading {: #taken onclick=window.__canary=8 } [^1] **bold** `code` ~~~",
    "&lt;b&gt; &amp;amp; &#60;i&#62; %3Cu%3E \\u003cscript\\u003e \\",
    '<div data-atlas-stub="0"></div> <!-- not a comment --> <![CDATA[ x ]]>',
    "javascript:window.__canary=9",
    "\" autofocus onfocus=window.__canary=10 x=\"' autofocus onfocus=window.__canary=11 x='",
)

#: Several lines, each of which Markdown would make something of.
BIBTEX = """\
@misc{canary,
  title = {</code></pre><script>window.__canary=12</script> {{ 7*7 }}},
}

# heading

[^1]: note {: .c }
"""


def record(attack: str = SHORT, kinds: tuple[str, ...] = KINDS, bibtex: str = BIBTEX) -> dict:
    """The record, with ``attack`` in every text; another ``attack`` gives its harmless twin."""

    def short(field: str) -> str:
        return f"{field} {attack}"

    return {
        "name": short("name"),
        "aliases": [short("alias"), *kinds],
        "summary": {
            "en": short("A set of questions about charts whose every text is hostile:"),
            # The reader joins Chinese lines, so none of these ends where a space would stand.
            "zh": f"关于图表的问题，其中每段文字都怀有敌意：{attack}",
        },
        "roles": ["training", "evaluation"],
        "modalities": ["image", "text"],
        "tasks": ["chart-question-answering"],
        "languages": ["en"],
        "publishers": [short("publisher")],
        "released": "2024-02",
        "links": {
            "home": {
                "url": "https://example.org/a'onmouseover='window.__canary=13;(b)?x=&quot;&lt;#%3Cb%3E",
                "label": short("home label"),
            },
            "code": {
                "url": "https://github.com/multimodal-data-atlas/canary",
                "as_of": "0123abc",
                "by": short("code by"),
            },
            "hub": {"url": "https://huggingface.co/datasets/canary/canary", "via": "stored"},
        },
        "source": "home",
        "sources": {"released": f"home:{attack}"},
        "size": [{"value": "12", "unit": "questions", "expect": short("expect")}],
        "license": [{"id": "MIT", "source": f"code:{attack}"}],
        "access": [{"level": "open", "format": [short("format")], "source": "home"}],
        "creation": {"method": ["found"], "models": [short("model")]},
        "derived_from": [{"name": short("origin"), "relation": "selects"}],
        "parts": [
            {"id": "named", "kind": "subset", "name": short("part")},
            {
                "id": "labelled",
                "kind": "subset",
                "label": {"en": short("label"), "zh": short("标签")},
            },
        ],
        "citation": {"bibtex": bibtex, "source": "home"},
        "not_to_be_confused_with": [short("other")],
        "notes": [{"kind": "caution", "en": short("note"), "zh": short("备注")}],
        "absent": {"license.media": {"why": "not-stated", "source": f"home:{attack}"}},
    }


def as_yaml(content: dict) -> str:
    """``content`` as a record's file."""
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1000)


def texts(lang: str) -> list[str]:
    """Everything that a page of the record in ``lang`` shows to its reader."""
    content = record()
    shown: list[Any] = [
        content["name"],
        content["aliases"],
        content["summary"][lang],
        content["publishers"],
        content["links"]["home"]["label"],
        content["links"]["code"]["by"],
        SHORT,
        content["access"][0]["format"],
        content["creation"]["models"],
        content["derived_from"][0]["name"],
        content["parts"][0]["name"],
        content["parts"][1]["label"][lang],
        content["not_to_be_confused_with"],
        content["notes"][0][lang],
    ]
    return [text for item in shown for text in (item if isinstance(item, list) else [item])]
