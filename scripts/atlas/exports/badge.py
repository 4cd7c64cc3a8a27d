"""A small static image that owners may show: their dataset is in the Atlas, and how well known.

It loads nothing, runs nothing and knows nobody who sees it.
"""

from __future__ import annotations

from html import escape

#: Where they stand, from the site's root.
FOLDER = "badges"
NAME = "Multimodal Data Atlas"
#: Pixels of a character, of the room beside a text, and of the height. The widths are fixed in the
#: image (``textLength``), so that no font of a reader's makes the text overflow.
_WIDE, _ROOM, _HIGH = 6.5, 8, 20


def badge(said: str) -> str:
    """An SVG image that says ``said`` beside the Atlas's name."""
    widths = [len(text) * _WIDE for text in (NAME, said)]
    left, right = (width + 2 * _ROOM for width in widths)
    label = escape(f"{NAME}: {said}")
    texts = (
        f'<text x="{start + _ROOM:g}" y="14" textLength="{width:g}">{escape(text)}</text>'
        for start, width, text in ((0, widths[0], NAME), (left, widths[1], said))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right:g}" height="{_HIGH}"'
        f' role="img" aria-label="{label}"><title>{label}</title>'
        f'<rect width="{left + right:g}" height="{_HIGH}" rx="3" fill="#2b2b26"/>'
        f'<path d="M{left:g} 0h{right - 3:g}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left:g}z"'
        ' fill="#1f6b4f"/>'
        f'<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{''.join(texts)}</g></svg>\n"
    )


def markdown(image_url: str, page_url: str) -> str:
    """The line for a README: the image at ``image_url``, which leads to ``page_url``."""
    return f"[![{NAME}]({_in_link(image_url)})]({_in_link(page_url)})"


def _in_link(url: str) -> str:
    """A URL as Markdown has it between parentheses."""
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C")
