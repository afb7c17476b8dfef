"""What strangers wrote is text: each hostile string, in every place of a record, in every view, in the browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from checks.browser.conftest import Open
from checks.browser.hostile import LONG, STRINGS, TOGETHER, page_id, short
from checks.browser.views import VIEWS
from checks.browser.watch import Watch

from onrecord.export.files import FORMULA
from onrecord.serve.words import name_url, page_url, query_url, seen, thread_url

PARTS_OF_A_LIST = 12
LISTS = ("pages", "statements", "events", "comments", "names", "speakers", "timeline", "disputes", "map", "claims")
# What a document has of elements and attributes: "a", "a.href", ...
PARTS = """() => [...new Set([...document.querySelectorAll('*')].flatMap((one) =>
  [one.localName, ...[...one.attributes].map((own) => `${one.localName}.${own.name}`)]))]"""
# What strangers' text could have made of a document: it ran, made an element or an attribute, or an address.
MADE = """(known) => {
  const parts = new Set(known), wrong = '__x' in window ? ['it ran'] : [];
  for (const one of document.querySelectorAll('*')) {
    if (!parts.has(one.localName)) wrong.push(`element: ${one.outerHTML.slice(0, 200)}`);
    for (const own of one.attributes) {
      if (!parts.has(`${one.localName}.${own.name}`)) wrong.push(`attribute: ${own.name} of ${one.localName}`);
      if (['href', 'src', 'action'].includes(own.name) && !/^([/#?]|https?:[/][/])/.test(own.value)) wrong.push(`address: ${own.value.slice(0, 200)}`);
      if (['src', 'action'].includes(own.name) && !/^[/][a-z]/.test(own.value)) wrong.push(`address: ${own.value.slice(0, 200)}`);
    }
    if (one.localName === 'a' && one.host !== location.host && !one.relList.contains('noopener')) wrong.push(`link: ${one.outerHTML.slice(0, 200)}`);
    if (one.localName === 'bdi' && [...one.children].some((own) => !own.matches('span.m, bdi, time'))) wrong.push(`in text: ${one.outerHTML.slice(0, 200)}`);
  }
  if (document.querySelectorAll('html, body, main, head > title, h1').length !== 5) wrong.push('the page itself');
  return wrong;
}"""


@pytest.fixture(scope="module")
def known(contexts: Any, address: str, paths: dict[str, str]) -> list[str]:
    """The elements and attributes of all views of the sample pages."""
    tab = Watch(contexts(), address)
    found = {part for name, view in VIEWS.items() for part in tab.open(paths[name], view.status).evaluate(PARTS)}
    tab.page.close()
    assert not [part for part in found if part.startswith("iframe") or ".on" in part or part.endswith(".style")]
    return sorted(found | {"a.rel", "span.class"})


def test_there_are_enough() -> None:
    """Hundreds of strings, none twice, some of a megabyte."""
    assert len(STRINGS) == len(set(STRINGS)) > 400
    assert max(map(len, STRINGS)) == 1_000_000


def test_pages(opened: Open, hostile: str, known: list[str]) -> None:
    """Each as title, byline, address, outlet, name, role, gap, evidence, statement, event: the heading is the string."""
    tab, wrong = opened(hostile), []
    for number, string in enumerate(STRINGS):
        page = tab.open(page_url(page_id(number)))
        wrong += _wrong(tab, known, string)
        if page.evaluate("document.querySelector('h1').textContent") != _parsed(string):
            wrong.append(f"heading: {string[:80]!r}")
        page.keyboard.press("j")
    assert wrong == []


def test_threads(opened: Open, hostile: str, known: list[str]) -> None:
    """Each as comment, account, id, time, flag, and marked as evidence: the comment is the string."""
    tab, wrong = opened(hostile), []
    for first in range(0, len(STRINGS), TOGETHER):
        page = tab.open(thread_url(page_id(first)))
        wrong += _wrong(tab, known, f"thread {first}")
        shown = set(page.locator(".comment .words").evaluate_all("(all) => all.map((one) => one.textContent)"))
        some = [string for string in STRINGS[first : first + TOGETHER] if string and len(string) < LONG]
        wrong += [f"comment: {string[:80]!r}" for string in some if _parsed(string) not in shown]
    assert wrong == []


def test_names(opened: Open, hostile: str, known: list[str]) -> None:
    """Each fifth as a person; where a name is a step of a path ("..") no browser can ask for it."""
    tab, wrong = opened(hostile), []
    for string in [s for s in STRINGS if len(s) < 2000][::5]:  # an address of 64 kB is refused
        name = short(string)
        if name in (".", ".."):
            continue
        page = tab.open(name_url("person", name))
        wrong += _wrong(tab, known, string)
        if page.evaluate("document.querySelector('h1').textContent") != _parsed(name):
            wrong.append(f"heading: {name[:80]!r}")
    assert wrong == []


@pytest.mark.parametrize("name", ["", "accounts", *(one for one in LISTS if one != "comments")])
def test_lists(opened: Open, hostile: str, known: list[str], name: str) -> None:
    """The first parts of every list, with some 300 of the strings."""
    tab, wrong, at = opened(hostile), [], f"/{name}"
    for _ in range(PARTS_OF_A_LIST):
        page = tab.open(at)
        wrong += _wrong(tab, known, at)
        further = page.locator("a[rel=next]")
        if not further.count():
            break
        at = further.get_attribute("href") or ""
    assert wrong == []


def test_what_is_asked_for(opened: Open, hostile: str, known: list[str]) -> None:
    """Each as words and as filters of a search: they stand in their fields again."""
    tab, wrong = opened(hostile), []
    fields = ("q", "speaker", "outlet", "about", "actor", "place")
    asked = [s for s in STRINGS if len(s) <= 300 and s.strip()]
    for some in (asked[at : at + len(fields)] for at in range(0, len(asked), len(fields))):
        given = dict(zip(fields, some, strict=False))
        page = tab.open(query_url("/search", **given))
        wrong += _wrong(tab, known, repr(some))
        for field, string in given.items():
            told = page.locator(f"main [name={field}]").first.input_value()
            if told.strip() != _one_line(string).strip():
                wrong.append(f"{field}: {string!r} {told!r}")
    assert wrong == []


def test_errors(opened: Open, hostile: str, known: list[str]) -> None:
    """Each sixth as a value that cannot be meant."""
    tab, wrong = opened(hostile), []
    for string in [s for s in STRINGS if 2 < len(s.strip()) <= 300][::6]:
        wrong += _wrong(tab.open(query_url("/events", since=string, modality=string), 400) and tab, known, string)
    assert wrong == []


@pytest.mark.parametrize("name", LISTS)
def test_json_stays_json_and_csv_csv(hostile: str, name: str) -> None:
    """Whole, with as many rows as they say; no browser takes them for a document, no spreadsheet a cell for a formula."""
    csv.field_size_limit(1 << 30)
    query = "?q=sank" if name == "comments" else ""
    as_json = httpx.get(f"{hostile}/{name}.json{query}", timeout=60)
    as_csv = httpx.get(f"{hostile}/{name}.csv{query}", timeout=60)
    assert [one.headers["content-type"] for one in (as_json, as_csv)] == ["application/json", "text/csv; charset=utf-8"]
    assert [one.headers["x-content-type-options"] for one in (as_json, as_csv)] == ["nosniff"] * 2
    found = json.loads(as_json.content)
    rows = list(csv.reader(io.StringIO(as_csv.text, newline="")))
    if "total" in found:
        assert found["total"] == len(found["rows"]) == len(rows) - 1 == int(as_csv.headers["x-total-count"])
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA) and not _is_number(cell)] == []


def test_records_are_whole_as_json(hostile: str) -> None:
    """The interface gives back what was written, character by character."""
    with httpx.Client(base_url=hostile, timeout=60) as client:
        for number, string in _some():
            answer = client.get("/api" + page_url(page_id(number)).replace("/page/", "/pages/", 1))
            page = answer.json()["page"]
            assert (answer.headers["content-type"], page["title"], page["url"]) == ("application/json", string, short(string))


def _some() -> Iterator[tuple[int, str]]:
    return ((number, string) for number, string in enumerate(STRINGS) if number % 5 == 0 and short(string))


def _wrong(tab: Watch, known: list[str], string: str) -> list[str]:
    return [f"{string[:80]!r}: {one}" for one in tab.run(MADE, known) + tab.wrong()]


def _parsed(string: str) -> str:
    """A string as a document has it: what steers is made visible, and lines end in one way."""
    return seen(string).replace("\r\n", "\n").replace("\r", "\n")


def _one_line(string: str) -> str:
    """A string as a field of one line has it."""
    return _parsed(string).replace("\n", "")


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
