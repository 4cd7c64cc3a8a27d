"""An artifact that a stranger's build left: one plain file, read in memory."""

from __future__ import annotations

import io
import zipfile

#: Bytes; a pull request of 500 records needs less.
MOST_BYTES = 256 * 1024


class NotToBeTrusted(Exception):
    """What the build left is nothing that a build of ours leaves; the message says why."""


def read_artifact(archive: bytes, name: str) -> bytes:
    """Its one file ``name``: nothing of it becomes a path or a link. Raises NotToBeTrusted."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            if opened.namelist() != [name]:
                raise NotToBeTrusted("its artifact holds something else than the one file")
            (entry,) = opened.infolist()
            if entry.external_attr >> 28 not in (0, 8):  # what kind of file; 8 is a plain one
                raise NotToBeTrusted("its file is a link or something else that is no file")
            with opened.open(entry) as file:
                content = file.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise NotToBeTrusted("its artifact cannot be read") from error
    if len(content) > MOST_BYTES:
        raise NotToBeTrusted("it is too large")
    return content
