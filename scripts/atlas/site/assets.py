"""The site's own style and modules as a reader gets them: without comments and spare white space.

What is written in ``overrides/assets/atlas`` is written for people; a third of it is comments.
"""

from __future__ import annotations

from pathlib import Path

import rcssmin
import rjsmin

#: The folder of our own assets, from the site's root.
FOLDER = "assets/atlas"


def minify_assets(site_dir: Path) -> None:
    """Minify the built copies of our own style sheets and modules in place."""
    for path in sorted((site_dir / FOLDER).rglob("*")):
        minify = {".js": rjsmin.jsmin, ".css": rcssmin.cssmin}.get(path.suffix)
        if minify is not None:
            path.write_text(str(minify(path.read_text(encoding="utf-8"))), encoding="utf-8")
