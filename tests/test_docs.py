"""What the documents say is true: commands run, tables, views, fields and formats stand in them, generated pages are current."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from onrecord.export import FORMATS
from onrecord.record import json_schema
from onrecord.store import Store

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def _commands(page: Path) -> list[str]:
    """The commands in a page's `sh` blocks that use onrecord, need no network and come to an end."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if "onrecord " in line and "https://" not in line and "onrecord serve" not in line]


def test_the_commands_of_the_documents_run(tmp_path: Path) -> None:
    """Line by line, in a folder with a saved page, as a reader would type them."""
    (tmp_path / "saved").mkdir()
    with as_file(files("onrecord") / "sample") as sample:
        shutil.copy(sample / "bornholm.html", tmp_path / "saved" / "story.html")
        shutil.copy(sample / "bornholm.txt", tmp_path / "notes.txt")
    (tmp_path / "pages.jsonl").write_text(json.dumps({"id": "a", "text": "The ferry runs."}) + "\n")
    (tmp_path / "comments.csv").write_text("account,text\nKim,The toll is fair.\n")
    commands = [command for page in (ROOT / "README.md", DOCS / "exports.md") for command in _commands(page)]
    assert len(commands) > 12
    for command in sorted(commands, key=lambda one: one.startswith("onrecord forget")):  # what forgets comes last
        program = f"{shlex.quote(sys.executable)} -m onrecord "
        done = subprocess.run(
            re.sub(r"\bonrecord ", program, command, count=1), shell=True, cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path)},
        )  # fmt: skip
        assert (done.returncode, command) == (0, command), done.stderr


def test_tables_and_views_stand_in_the_documents(tmp_path: Path) -> None:
    """Each table and view of a new store, and no other."""
    Store.open(tmp_path / "r.db").close()
    connection = sqlite3.connect(tmp_path / "r.db")
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search\\__%' ESCAPE '\\'"
    names = {row[0] for row in connection.execute(query)}
    connection.close()
    told = re.findall(r"^\| `(\w+)` \|", (DOCS / "store.md").read_text("utf-8"), re.MULTILINE)
    assert set(told) - {"search_texts"} == {name for name in names if name != "search_texts"}
    assert "search_texts" in told


def test_the_queries_of_the_documents_run(tmp_path: Path) -> None:
    """Each SQL statement that the store's page shows."""
    Store.open(tmp_path / "r.db").close()
    connection = sqlite3.connect(tmp_path / "r.db")
    for block in re.findall(r"```sql\n(.*?)```", (DOCS / "store.md").read_text("utf-8"), re.DOTALL):
        for query in block.strip().split(";\n"):
            connection.execute(query)
    connection.close()


def test_every_field_stands_in_the_documents() -> None:
    """Each field of the record by its name."""
    text = (DOCS / "record.md").read_text("utf-8")
    named = set(re.findall(r"`(\w+)`", text))
    fields = {field for definition in json_schema()["$defs"].values() for field in definition["properties"]}
    assert fields - named <= {"start", "end", "exact", "tag", "entity"}


def test_every_format_stands_in_the_documents() -> None:
    """A section a format."""
    assert re.findall(r"^## (\w+)$", (DOCS / "exports.md").read_text("utf-8"), re.MULTILINE) == list(FORMATS)


@pytest.mark.parametrize(
    ("script", "function", "page"), [("cli_reference", "reference", "cli.md"), ("screenshot", "picture", "show.svg")]
)
def test_generated_pages_are_current(script: str, function: str, page: str) -> None:
    """`make generated` was run after the last change."""
    spec = importlib.util.spec_from_file_location(script, ROOT / "scripts" / f"{script}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert getattr(module, function)() == (DOCS / page).read_text("utf-8")


def test_links_lead_somewhere() -> None:
    """Each relative link of the documents names a file that is there."""
    for page in (ROOT / "README.md", *DOCS.glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
