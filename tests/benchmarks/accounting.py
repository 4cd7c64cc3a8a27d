"""What a command costs: CPU seconds and memory of its process and of all that it starts.

CPU is the kernel's own count for a process and the children it has waited for (``wait4``), user and
system time together. Memory is the largest sum seen, over all processes of the command, of the
memory that is theirs (proportional set size: pages shared by two count half for each), looked at
twenty times a second on Linux; and at least the largest resident size of one process, which the
kernel keeps exactly.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory.
INTERVAL = 0.05


class CommandFailed(Exception):
    """The command ended with another status than 0; what it said is the message."""


@dataclass(frozen=True)
class Cost:
    """``cpu`` and ``elapsed`` in seconds, ``memory`` in bytes."""

    cpu: float
    memory: int
    elapsed: float


def cost_of(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """Run ``command`` in ``folder`` and say what it cost. Raises CommandFailed."""
    said = folder / "said.txt"
    start = time.monotonic()
    with said.open("w") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        largest = 0
        while True:
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            largest = max(largest, sum(_memory(pid) for pid in _family(process.pid)))
            time.sleep(INTERVAL)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        words = " ".join(str(word) for word in command)
        told = said.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise CommandFailed(f"{words} ended with status {process.returncode}:\n{told}")
    # Kilobytes on Linux, bytes on macOS.
    resident = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(usage.ru_utime + usage.ru_stime, max(largest, resident), time.monotonic() - start)


def _family(pid: int) -> Iterator[int]:
    """The process and all below it, as far as they are still there."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = children.read_text().split()
        except OSError:
            continue
        for child in below:
            yield from _family(int(child))


def _memory(pid: int) -> int:
    """The proportional set size of a process in bytes; 0 when it is gone, or not on Linux."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
