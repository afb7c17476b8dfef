"""No profile of an account over several stories is kept, and no word for a kind of person is in the program."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import onrecord
from onrecord.store import Store


def test_no_table_can_hold_a_profile(tmp_path: Path) -> None:
    """Where an account stands in a row, so does the page, as part of the key; a stance is a comment's."""
    Store.open(tmp_path / "r.db").close()
    connection = sqlite3.connect(tmp_path / "r.db")
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%'")
    ]
    columns = {table: {row[1]: row[5] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}
    connection.close()
    with_accounts = {table for table, own in columns.items() if "account" in own} | {"accounts"}
    assert with_accounts == {"accounts", "at_odds", "comments"}
    assert all(columns[table]["page"] for table in with_accounts)
    assert {table for table, own in columns.items() if "label" in own} == {"stances"}
    assert {name for name, key in columns["stances"].items() if key} == {"page", "comment", "at"}
    assert not {table for table in columns if re.search("profile|person|people|user", table)}


def test_nobody_is_called_a_bot() -> None:
    """Nor a troll or a sockpuppet: not in code, word lists or tables."""
    named = re.compile(r"\b(bot|troll|sock ?puppet|shill)s?\b", re.IGNORECASE)
    folder = Path(onrecord.__file__).parent
    files = [
        path for path in folder.rglob("*") if path.suffix in {".py", ".toml", ".sql", ".json"} and "weights" not in path.parts
    ]
    assert len(files) > 50
    assert [path.name for path in files if named.search(path.read_text("utf-8"))] == []
