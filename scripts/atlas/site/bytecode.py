"""Templates that were compiled before, kept for the next build.

Compiling them is a sixth of a build of 100 records. What is kept is code that Python runs, so it
stands in the user's own cache folder, where no pull request can put anything, and never beside the
project; and not at all where ``CI`` is set.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from platformdirs import user_cache_dir

APPLICATION = "multimodal-data-atlas"


def remember_compiled(env: Environment) -> None:
    """Let ``env`` keep what it compiles. Must be called once its settings are final.

    Jinja tells templates apart by their file and text; how they are compiled it does not ask, so
    each way of compiling has a folder of its own. A folder that cannot be made keeps nothing.
    """
    if os.environ.get("CI"):
        return
    folder = Path(user_cache_dir(APPLICATION, appauthor=False)) / "templates" / _settings(env)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _settings(env: Environment) -> str:
    """A name for all that decides what a template is compiled to."""
    told = (
        jinja2.__version__,
        env.autoescape,
        env.trim_blocks,
        env.lstrip_blocks,
        env.keep_trailing_newline,
        env.is_async,
        env.optimized,
        env.undefined.__qualname__,
        sorted(env.extensions),
        sorted(env.filters),
        sorted(env.tests),
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
