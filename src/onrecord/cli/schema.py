"""`onrecord schema`: the JSON Schema of the record."""

from __future__ import annotations

import typer

from onrecord.record import schema_text

__all__ = ["schema"]


def schema() -> None:
    """Print the JSON Schema of the record (the JSON lines that `read --json` writes)."""
    typer.echo(schema_text(), nl=False)
