"""What a page's markup says of it: title, byline, outlet, publication date, URL; each with the tag that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from lxml.html import HtmlElement

from onrecord.capture.bylines import clean_names
from onrecord.capture.times import resolve_posted
from onrecord.record import Evidence

__all__ = ["Metadata", "metadata_of", "saved_date", "saved_url"]

ARTICLES = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle ReviewNewsArticle "
    "BlogPosting LiveBlogPosting Report SocialMediaPosting TechArticle AdvertiserContentArticle".split()
)
ADDRESS_DATE = re.compile(r"/((?:19|20)\d{2})[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-]|$)")
Candidates = Iterator[tuple[str, str]]  # (tag, words found there)
T = TypeVar("T")

META = {
    "title": ("og:title", "parsely-title", "sailthru.title", "dc.title", "dcterms.title", "twitter:title"),
    "byline": ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "byl", "cXenseParse:author"),
    "outlet": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name", "publisher"),
    "published": (
        "article:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued",
        "dcterms.created",
        "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
        "cXenseParse:recs:publishtime",
    ),
}  # fmt: skip


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
    page = _Page(tree, language)
    evidence: dict[str, Evidence] = {}

    def first(name: str, candidates: Candidates, read: Callable[[str], T | None]) -> T | None:
        for tag, words in candidates:
            value = read(" ".join(words.split()))
            if value:
                evidence[name] = Evidence(tag=tag, exact=words.strip())
                return value
        return None

    found_url = first("url", page.urls(), _web) or url
    return Metadata(
        title=first("title", page.titles(), str),
        byline=first("byline", page.bylines(), clean_names) or (),
        outlet=first("outlet", page.outlets(), str),
        published=first("published", page.dates(found_url), page.date),
        url=found_url,
        evidence=evidence,
    )


class _Page:
    """The places of one page in which metadata stands, most trusted first."""

    def __init__(self, tree: HtmlElement, language: str | None) -> None:
        self.tree = tree
        self.language = language
        self.article = next(_articles(tree), {})

    def titles(self) -> Candidates:
        yield from self._stated("headline", "title")
        headings = [h for h in self.tree.iter("h1") if h.text_content().strip()]
        if len(headings) == 1:
            yield "h1", headings[0].text_content()
        yield from (("title", e.text or "") for e in self.tree.iterfind(".//head/title"))

    def bylines(self) -> Candidates:
        yield from self._stated("author", "byline")
        names = [e.text_content() for e in self.tree.iterfind(".//*[@rel='author']")]
        if names:
            yield "[rel=author]", " and ".join(dict.fromkeys(" ".join(n.split()) for n in names))
        for element in self.tree.iterfind(".//*[@class]"):
            if {"byline", "author-name", "article-author", "p-author"} & set(element.get("class", "").lower().split()):
                yield f".{element.get('class', '').split()[0]}", element.text_content()

    def outlets(self) -> Candidates:
        yield from self._stated("publisher", "outlet")

    def dates(self, url: str | None) -> Candidates:
        yield from self._stated("datePublished", "published")
        for key in ("datetime", "content"):
            for element in self.tree.iterfind(f".//time[@{key}]"):
                names = " ".join(element.get(k) or "" for k in ("class", "itemprop", "pubdate", "property")).lower()
                if _in_thread(element):
                    continue
                if "publish" in names or element.get("pubdate") is not None or "entry-date" in names:
                    yield f"time[{key}]", element.get(key, "")
        heads = [e for e in self.tree.iterfind(".//article//header//time[@datetime]") if not _in_thread(e)]
        if len(heads) == 1:
            yield "article header time[datetime]", heads[0].get("datetime", "")
        in_address = ADDRESS_DATE.search(url or "")
        if in_address:
            yield "url", "-".join(in_address.groups())

    def date(self, words: str) -> str | None:
        return resolve_posted(words, captured=None, language=self.language)

    def urls(self) -> Candidates:
        yield from (("link[rel=canonical]", e.get("href") or "") for e in self.tree.iterfind(".//link[@rel='canonical']"))
        yield from self._meta("og:url")

    def _stated(self, key: str, name: str) -> Candidates:
        """From JSON-LD, meta tags and microdata, in this order."""
        if words := _words(self.article.get(key)):
            kind = self.article.get("@type")
            yield f'script[type="application/ld+json"] {kind if isinstance(kind, str) else "Article"}.{key}', words
        for meta in META[name]:
            yield from self._meta(meta)
        for element in self.tree.iterfind(f".//*[@itemprop='{key}']"):
            if not _in_thread(element):
                inner = next(element.iterfind(".//*[@itemprop='name']"), element)
                yield f"[itemprop={key}]", inner.get("content") or inner.get("datetime") or inner.text_content()

    def _meta(self, name: str) -> Candidates:
        for element in self.tree.iter("meta"):
            for key in ("property", "name", "itemprop"):
                if (element.get(key) or "").lower() == name.lower() and element.get("content"):
                    yield f'meta[{key}="{element.get(key)}"]', element.get("content", "")


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe the page's article, those that state most first."""
    found: list[dict[str, Any]] = []
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            todo = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            value = todo.pop(0)
            if isinstance(value, list):
                todo.extend(value)
            elif isinstance(value, dict):
                todo.extend(value[key] for key in ("@graph", "mainEntity") if key in value)
                kinds = value.get("@type")
                if ARTICLES & set(kinds if isinstance(kinds, list) else [str(kinds)]):
                    found.append(value)
    keys = ("headline", "datePublished", "author", "publisher")
    yield from sorted(found, key=lambda value: -sum(key in value for key in keys))


def _words(value: Any) -> str:
    """The words of a JSON-LD value: a text, an object's name, or the names of several."""
    if isinstance(value, list):
        return " and ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return _words(value.get("name"))
    return value if isinstance(value, str) else ""


def _in_thread(element: HtmlElement) -> bool:
    around = [element, *element.iterancestors()]
    return any(
        "comment" in f"{e.get('class')} {e.get('id')} {e.get('itemtype')}".lower()
        for e in around
        if e.tag not in ("body", "html")
    )


def _web(words: str) -> str | None:
    return words if words.startswith(("http://", "https://")) else None


def saved_url(html: str) -> str | None:
    """The URL that a browser or SingleFile noted in a comment when it saved the page."""
    found = re.search(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:\s*)(https?://[^\s>]+)", html[:4096])
    return found.group(1) if found else None


def saved_date(html: str) -> str | None:
    """The moment at which SingleFile says that it saved the page, ISO 8601."""
    found = re.search(r"saved date:\s*\w{3} (\w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})", html[:4096])
    if not found:
        return None
    return datetime.strptime(" ".join(found.groups()), "%b %d %Y %H:%M:%S %z").isoformat()
