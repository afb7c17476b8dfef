"""What the reader makes of the annotated pages of a shared folder, scored against the annotation.

    python benchmarks/reading/run.py SHARED

Runs `onrecord read --json` on SHARED/gold/pages.jsonl and prints the table of SHARED/tools/score.py.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> None:
    shared = Path(sys.argv[1])
    with tempfile.TemporaryFile() as none, tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        read = [sys.executable, "-m", "onrecord", "read", str(shared / "gold" / "pages.jsonl"), "--json"]
        subprocess.run(read, check=True, stdout=file, stdin=none)
        score = [sys.executable, str(shared / "tools" / "score.py"), str(shared / "gold" / "train.jsonl"), file.name]
        print(subprocess.run(score, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
