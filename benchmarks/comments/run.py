"""Comment threads found in the saved pages of a shared folder, scored against the comments that people read there.

    python benchmarks/comments/run.py SHARED [--check]

Prints the table of SHARED/tools/score_comments.py; with --check it fails below the floors of floor.json.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord import Record, capture

FLOORS = Path(__file__).with_name("floor.json")


def prediction(record: Record, name: str) -> dict[str, object]:
    """A page in the shape that the scorer takes."""
    index = {comment.id: i for i, comment in enumerate(record.comments)}
    comments = [
        {"account": c.account, "posted": c.posted or c.posted_shown, "text": c.text, "parent": index.get(c.parent or "")}
        for c in record.comments
    ]
    return {"page": name, "stated_count": record.page.stated_comment_count, "comments": comments}


def table(shared: Path) -> str:
    """The scorer's table."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for path in sorted((shared / "pages" / "html").glob("*.html")):
            (record,) = capture(str(path))
            file.write(json.dumps(prediction(record, path.name)) + "\n")
        file.flush()
        command = [
            sys.executable,
            str(shared / "tools" / "score_comments.py"),
            str(shared / "pages" / "comments.jsonl"),
            file.name,
        ]
        return subprocess.run([*command, "--by-page"], check=True, capture_output=True, text=True).stdout


def figures(scored: str) -> dict[str, float]:
    """The figures that have floors, out of the table."""
    patterns = {
        "comment_f1": r"^comments +F1 +([\d.]+)",
        "account_accuracy": r"^account +([\d.]+)",
        "reply_parent_accuracy": r"^ +of replies +([\d.]+)",
    }
    found = {name: re.search(pattern, scored, re.MULTILINE) for name, pattern in patterns.items()}
    return {name: float(match.group(1)) if match else 0.0 for name, match in found.items()}


def main() -> None:
    scored = table(Path(sys.argv[1]))
    print(scored, end="")
    if "--check" in sys.argv:
        floors = json.loads(FLOORS.read_text("utf-8"))
        below = {name: value for name, value in figures(scored).items() if value < floors[name]}
        if below:
            sys.exit(f"below the floors of {FLOORS}: {below}")
        print("comments: 1 passed, 0 failed: no figure is below its floor")


if __name__ == "__main__":
    main()
