"""What a page's markup says of it: title, byline, outlet, publication date, URL; each with the tag that says so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.capture.bylines import clean_names
from onrecord.capture.head import Head, in_thread
from onrecord.capture.linked_data import described
from onrecord.capture.saved import unarchived
from onrecord.capture.times import resolve_posted
from onrecord.record import Evidence

__all__ = ["Metadata", "metadata_of"]

ADDRESS_DATE = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$")
MONTH = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$")
UNSET = ("0001-01-01", "1970-01-01")  # what systems print where no date was set
Candidates = Iterator[tuple[str, str]]  # (tag, words found there)
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """The fields of a page that its markup gives, None or empty where it gives none, and where each stands."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)


def metadata_of(tree: HtmlElement, *, url: str | None, language: str | None) -> Metadata:
    """Read a page's metadata; `url` is where it was fetched from, if it was."""
    page = _Page(tree)
    evidence: dict[str, Evidence] = {}

    def first(name: str, candidates: Candidates, read: Callable[[str], T | None]) -> T | None:
        for tag, words in candidates:
            value = read(" ".join(words.split()))
            if value:
                evidence[name] = Evidence(tag=tag, exact=" ".join(words.split()))
                return value
        return None

    def date(words: str) -> str | None:
        return _date(words, language)

    found_url = first("url", page.urls(url), str) or url
    outlet = first("outlet", page.outlets(), str)
    title = first("title", page.titles(), lambda words: _without_outlet(words, outlet))
    page.head = Head.of(tree, title)
    return Metadata(
        title=title,
        byline=first("byline", page.bylines(), clean_names) or (),
        outlet=outlet,
        published=first("published", page.dates(found_url), date),
        url=found_url,
        evidence=evidence,
    )


class _Page:
    """The places of one page in which metadata stands, most trusted first."""

    head: Head

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        types = _data()["types"]
        self.story = described(tree, types["article"], types["page"])
        self.metas = _metas(tree)

    def titles(self) -> Candidates:
        yield from self._stated("headline", "title")
        named = next((" ".join((e.text or "").split()) for e in self.tree.iterfind(".//head/title")), "")
        headings = [(e.tag, " ".join(e.text_content().split())) for e in self.tree.iter("h1", "h2", "h3")]
        within = [heading for heading in headings if heading[1] and heading[1] in named]
        if within:
            yield max(within, key=lambda heading: len(heading[1]))
        alone = [heading for heading in headings if heading[0] == "h1" and heading[1]]
        if len(alone) == 1:
            yield alone[0]
        yield "title", named

    def bylines(self) -> Candidates:
        yield from self._stated("author", "byline")
        names = [e.text_content() for e in self.tree.iterfind(".//*[@rel='author']") if not in_thread(e)]
        if names:
            yield "[rel=author]", " and ".join(dict.fromkeys(" ".join(n.split()) for n in names))
        yield from self.head.bylines(frozenset(_data()["classes"]["byline"]))
        named = frozenset(_data()["classes"]["author_name"])
        for element in self.tree.iterfind(".//*[@class]"):
            if named & set(element.get("class", "").lower().split()) and not in_thread(element):
                yield f".{element.get('class', '').split()[0]}", element.text_content()

    def outlets(self) -> Candidates:
        yield from self._stated("publisher", "outlet")

    def dates(self, url: str | None) -> Candidates:
        yield from self._stated("datePublished", "published")
        for key in ("datetime", "content"):
            for element in self.tree.iterfind(f".//time[@{key}]"):
                names = " ".join(element.get(k) or "" for k in ("class", "itemprop", "pubdate", "property")).lower()
                is_ours = "publish" in names or element.get("pubdate") is not None or "entry-date" in names
                if is_ours and not in_thread(element):
                    yield f"time[{key}]", element.get(key, "")
        heads = [e for e in self.tree.iterfind(".//article//header//time[@datetime]") if not in_thread(e)]
        if len(heads) == 1:
            yield "article header time[datetime]", heads[0].get("datetime", "")
        yield from self.head.dates()
        in_address = ADDRESS_DATE.search(url or "")
        if in_address:
            yield "url", "-".join(in_address.groups())

    def urls(self, base: str | None) -> Candidates:
        """Canonical URLs that name a page rather than the whole site, unless the page is its home page."""
        stated = [("link[rel=canonical]", e.get("href") or "") for e in self.tree.iterfind(".//link[@rel='canonical']")]
        for tag, words in (*stated, *self._meta(["ogurl"])):
            url, _ = unarchived(urljoin(base or "", words.strip()))
            parts = urlsplit(url) if url.startswith(("http://", "https://")) else None
            if parts and (parts.path.strip("/") or parts.query or url == base):
                yield tag, url

    def _stated(self, key: str, name: str) -> Candidates:
        """From JSON-LD, meta tags and microdata, in this order."""
        if self.story and (words := self.story.words(key)):
            yield f'script[type="application/ld+json"] {self.story.kind}.{key}', words
        yield from self._meta(_data()["meta"][name])
        for element in self.tree.iterfind(f".//*[@itemprop='{key}']"):
            if not in_thread(element):
                inner = next(element.iterfind(".//*[@itemprop='name']"), element)
                yield f"[itemprop={key}]", inner.get("content") or inner.get("datetime") or inner.text_content()

    def _meta(self, names: list[str]) -> Candidates:
        for name in names:
            yield from self.metas.get(name, ())


def _metas(tree: HtmlElement) -> dict[str, list[tuple[str, str]]]:
    """Each name of meta tags, folded, with the tags (as written) and words that bear it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for element in tree.iter("meta"):
        words = element.get("content") or element.get("value") or ""
        for key in ("property", "name", "itemprop"):
            name = element.get(key)
            if name and words.strip():
                found.setdefault(re.sub(r"[-_.:]", "", name.lower()), []).append((f'meta[{key}="{name}"]', words))
    return found


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("data/metadata.toml").read_text("utf-8"))


def _date(words: str, language: str | None) -> str | None:
    compact = COMPACT_DATE.match(words)
    value = "-".join(compact.groups()) if compact else resolve_posted(words, captured=None, language=language)
    if value is None and MONTH.match(words):
        value = words
    return None if value is None or value.startswith(UNSET) else value


def _without_outlet(title: str, outlet: str | None) -> str:
    """A title such as "Night ferry to run - The Paper" without what names the paper."""
    if not outlet:
        return title
    return re.sub(rf"\s+[-–—|:•·»]+\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title
