"""axe-core in a page: what of its rules the page breaks."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from checks.browser.watch import Watch

__all__ = ["broken"]

RUN = """(rules) => axe.run(document, {
  rules, resultTypes: ['violations'],
}).then((found) => found.violations)"""


def broken(watch: Watch, *also: str) -> list[str]:
    """The serious and critical violations in a page, a line each with the first elements; `also` are rules off by default."""
    if not watch.run("'axe' in window"):
        watch.run(_source())
    found: list[dict[str, Any]] = watch.run(RUN, {rule: {"enabled": True} for rule in also})
    return [_told(one) for one in found if one["impact"] in ("serious", "critical")]


def _told(one: dict[str, Any]) -> str:
    where = "\n  ".join(f"{node['html'][:200]} {node['failureSummary'][:300]!r}" for node in one["nodes"][:4])
    return f"{one['impact']} {one['id']} ({len(one['nodes'])} elements): {one['help']}\n  {where}"


@cache
def _source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
