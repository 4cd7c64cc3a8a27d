"""The table of datasets beside other tables: what a keystroke, a click and a start cost a reader.

``python tests/benchmarks/tables 1000 10000`` measures; ``--help`` tells what else can be said.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The synthetic records stand beside this folder, the browser and the server with the tests.
sys.path[1:1] = [str(HERE.parent), str(HERE.parents[1])]

if __name__ == "__main__":
    from run import main

    main()
