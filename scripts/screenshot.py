"""Draw docs/show.svg: what `onrecord show` prints of the bundled page. `make generated` runs this."""

from __future__ import annotations

import io
import re
import sys
from importlib.resources import as_file, files
from pathlib import Path

from rich.console import Console

from onrecord import capture, run, stages
from onrecord.cli.render import render
from onrecord.pseudonyms import Key, with_pseudonyms

SHOWN = 62  # lines: the text with its marks, and the first findings
FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # rich names fonts on a foreign server; a page must not fetch them


def picture() -> str:
    """The drawing."""
    with as_file(files("onrecord") / "sample" / "bornholm.html") as path:
        (record,) = capture(str(path))
    hidden, _ = with_pseudonyms(run(record, stages()), Key(bytes(32)))
    plain = Console(file=io.StringIO(), width=110, highlight=False, force_terminal=True, color_system="truecolor")
    for block in render(hidden, with_text=True):
        plain.print(block)
    console = Console(record=True, file=io.StringIO(), width=110, highlight=False)
    from rich.text import Text  # noqa: PLC0415

    for line in plain.file.getvalue().splitlines()[:SHOWN]:  # type: ignore[attr-defined]
        console.print(Text.from_ansi(line))
    return FONT.sub("", console.export_svg(title="onrecord show bornholm", unique_id="onrecord"))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(), "utf-8")
