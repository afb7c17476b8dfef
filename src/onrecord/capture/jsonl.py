"""JSON lines of pages: `{"id", "title", "published", "url", "text"}`, the text taken as it is, character for character.

Records in the public form (a line with "page") are taken back as captured pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from onrecord.capture.language import gap_for, language_of
from onrecord.capture.pages import accounts_of, page_id, stem, unreadable
from onrecord.errors import BadRecord
from onrecord.record import Evidence, Gap, Page, Record, from_json, sha256, spans_of

__all__ = ["is_json_line", "read_json_lines"]

LONE = re.compile("[\ud800-\udfff]")


def is_json_line(head: str) -> bool:
    """Whether a text begins like JSON lines (or one object or list of objects over several lines)."""
    return re.match(r"\s*(?:\[\s*)?\{\s*(?:\"|\})", head) is not None


def read_json_lines(lines: Iterable[str], source: str) -> Iterator[Record]:
    """A record for each line; a line that is no page is the record of a gap, with its number in the id.

    Two lines with one id are kept apart: the second gets the line number behind its id, and a gap that says so.
    """
    seen: set[str] = set()
    for number, line in enumerate(lines, 1):
        if line.strip(" \t\r\n\ufeff"):
            record = _read_line(line.strip("\ufeff"), source, number)
            yield _apart(record, number, source) if record.page.id in seen else record
            seen.add(record.page.id)


def _apart(record: Record, number: int, source: str) -> Record:
    page = record.page
    gap = Gap(what="line", why=f"{source}:{number}: the id {page.id} is taken by an earlier line; {page.id}:{number} is used")
    return replace(record, page=replace(page, id=f"{page.id}:{number}"), gaps=(*record.gaps, gap))


def _read_line(line: str, source: str, number: int) -> Record:
    where = f"{source}:{number}"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return unreadable(where, f"{where}: not a line of JSON ({error}); mend or remove it", what="line", id=where)
    if isinstance(value, dict) and isinstance(value.get("page"), dict):
        return _own(line, where)
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return unreadable(where, f'{where}: no "text" in this line; a page needs {{"id", "text"}}', what="line", id=where)
    return _record(value, source, number)


def _own(line: str, where: str) -> Record:
    """A record that onrecord wrote, back to what capture makes: the page and its comments, to be read anew."""
    try:
        record = from_json(line)
    except (BadRecord, ValueError) as error:
        return unreadable(where, f"{where}: not a record ({error}); mend or remove it", what="line", id=where)
    if any(text[s.start : s.end] != s.exact for text, s in spans_of(record)):
        why = f"{where}: a record whose spans do not fit its text; it was changed after it was written"
        return unreadable(where, why, what="line", id=where)
    comments = tuple(replace(comment, stances=()) for comment in record.comments)
    page = replace(record.page, text_sha256=sha256(record.page.text))
    return Record(page=page, comments=comments, accounts=accounts_of(comments), gaps=record.gaps)


def _record(value: dict[str, Any], source: str, number: int) -> Record:
    text = LONE.sub("\ufffd", value["text"])
    gaps = [Gap(what="encoding", why="halves of characters (lone surrogates) stand as U+FFFD")] if text != value["text"] else []
    title, url, published = (_string(value, key) for key in ("title", "url", "published"))
    evidence = {key: Evidence(tag=f"$.{key}", exact=words) for key, words in (("title", title), ("url", url)) if words}
    if published and _is_iso(published):
        evidence["published"] = Evidence(tag="$.published", exact=published)
    else:
        told = f'"{published}" is no ISO 8601 date' if published else "the line does not say when it was published"
        gaps.append(Gap(what="published", why=told))
    language = language_of(text)
    own = value.get("id")
    page = Page(
        id=LONE.sub("\ufffd", str(own)) if own not in (None, "") else page_id(title or stem(source), url=url,
        text=text, source=f"{source}:{number}"),
        url=url, title=title, published=published if "published" in evidence else None, language=language, text=text,
        text_sha256=sha256(text), source=f"{source}:{number}", evidence=evidence,
    )  # fmt: skip
    if not text.strip():
        gaps.append(Gap(what="text", why=f"{source}:{number}: the text is empty"))
    return Record(page=page, gaps=(*gaps, *gap_for(language)))


def _string(value: dict[str, Any], key: str) -> str | None:
    found = value.get(key)
    return LONE.sub("\ufffd", found) if isinstance(found, str) and found else None


def _is_iso(words: str) -> bool:
    if re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", words):
        return True
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return False
    return True
