"""Print docs/cli.md: the help of every command, as the program prints it. `make generated` runs this."""

from __future__ import annotations

import os

import typer.main
from typer.testing import CliRunner

from onrecord.cli import app

WIDTH = "100"  # columns, so that the page does not depend on the terminal it was made in


def reference() -> str:
    """The page's text."""
    os.environ["COLUMNS"] = os.environ["TERMINAL_WIDTH"] = WIDTH
    commands = typer.main.get_command(app).list_commands(None)  # type: ignore[attr-defined]
    parts = ["# Command line\n", "Made from the program's own help by `make generated`.\n"]
    for words in ([], *([name] for name in commands)):
        shown = CliRunner().invoke(app, [*words, "--help"], prog_name="onrecord", terminal_width=int(WIDTH))
        parts.append(f"## {' '.join(['onrecord', *words])}\n\n```text\n{shown.output.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    print(reference(), end="")
