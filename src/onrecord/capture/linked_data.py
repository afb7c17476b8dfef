"""JSON-LD in a page: the object that describes its story, and the words of that object's values."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

__all__ = ["Described", "described"]

Node = dict[str, Any]
TOLD = ("headline", "datePublished", "author", "publisher")
WRAPPED = re.compile(r"^\s*(?://\s*)?<!\[CDATA\[|(?://\s*)?\]\]>\s*$|^\s*<!--|-->\s*$")
LONGEST_WAY = 4  # references from object to object that are followed


@dataclass(frozen=True, slots=True)
class Described:
    """An object of JSON-LD and the objects that it may refer to by their "@id"."""

    node: Node
    by_id: dict[str, Node]

    @property
    def kind(self) -> str:
        """Its type, or "Article" where it has several."""
        kind = self.node.get("@type")
        return kind if isinstance(kind, str) else "Article"

    def words(self, key: str) -> str:
        """The words of a value: a text, an object's name, or the names of several, parted by " and "."""
        return self._words(self.node.get(key), LONGEST_WAY)

    def _words(self, value: Any, left: int) -> str:
        if left == 0:
            return ""
        if isinstance(value, list):
            return " and ".join(filter(None, (self._words(item, left - 1) for item in value)))
        if isinstance(value, dict):
            known = value if "name" in value else self.by_id.get(str(value.get("@id")), {})
            return self._words(known.get("name"), left - 1)
        return value if isinstance(value, str) else ""


def described(tree: HtmlElement, articles: Collection[str], pages: Collection[str]) -> Described | None:
    """The object that describes the page's story: an article, the one that tells most first, else a page; None if none."""
    nodes = [node for script in tree.iterfind(".//script[@type]") if _is_json_ld(script) for node in _nodes(script)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    for kinds in (articles, pages):
        fitting = [node for node in nodes if _kinds(node) & set(kinds)]
        if fitting:
            return Described(max(fitting, key=lambda node: sum(key in node for key in TOLD)), by_id)
    return None


def _is_json_ld(script: HtmlElement) -> bool:
    return str(script.get("type")).split(";")[0].strip().lower() == "application/ld+json"


def _nodes(script: HtmlElement) -> list[Node]:
    """The objects of a script: those in lists and graphs, main entities, and the authors and publishers named in them."""
    try:
        todo = [json.loads(WRAPPED.sub("", script.text or ""), strict=False)]
    except (ValueError, RecursionError):
        return []
    found: list[Node] = []
    while todo:
        value = todo.pop(0)
        if isinstance(value, list):
            todo.extend(value)
        elif isinstance(value, dict):
            found.append(value)
            todo.extend(value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher") if key in value)
    return found


def _kinds(node: Node) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}
