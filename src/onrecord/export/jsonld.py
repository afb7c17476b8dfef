"""JSON-LD: schema.org's NewsArticle, Comment, Quotation and Claim, with W3C Web Annotation selectors for the evidence.

One document a line, so that a store of any size streams. Sources: https://schema.org and
https://www.w3.org/TR/annotation-model/#selectors (TextQuoteSelector, TextPositionSelector; positions are code points).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from onrecord.export.files import lines_into
from onrecord.export.options import Options, Report
from onrecord.record import Comment, Entity, Record, Span, Statement

__all__ = ["document", "write"]

CONTEXT = [
    "https://schema.org",
    {
        "oa": "http://www.w3.org/ns/oa#",
        "onrecord": "https://onrecord.invalid/ns#",
        "hasSelector": {"@id": "oa:hasSelector"},
        "TextQuoteSelector": "oa:TextQuoteSelector",
        "TextPositionSelector": "oa:TextPositionSelector",
        "exact": "oa:exact",
        "start": "oa:start",
        "end": "oa:end",
        "act": "onrecord:act",
        "form": "onrecord:form",
        "sha256": "onrecord:sha256",
    },
]
TYPES = {"person": "Person", "organisation": "Organization", "place": "Place", "group": "Organization", "other": "Thing"}
Node = dict[str, Any]


def write(records: Iterable[Record], into: Path | TextIO, options: Options) -> Report:
    """Write a document a line. Events have no type in schema.org that keeps their modality, and are left out."""
    report = Report()
    with lines_into(into, "documents", report) as lines:
        for record in records:
            lines.write(json.dumps(document(record, options), ensure_ascii=False))
            report.left_out["events (schema.org has no type that keeps modality; use plover, csv or jsonl)"] += len(record.events)
    return report


def document(record: Record, options: Options) -> Node:
    """The JSON-LD document of one page."""
    page = record.page
    article = f"urn:onrecord:{page.id}"
    return _without_empty(
        {
            "@context": CONTEXT,
            "@type": "NewsArticle",
            "@id": page.url or article,
            "identifier": page.id,
            "headline": page.title,
            "url": page.url,
            "author": [{"@type": "Person", "name": name} for name in page.byline],
            "publisher": {"@type": "Organization", "name": page.outlet} if page.outlet else None,
            "datePublished": page.published,
            "inLanguage": page.language,
            "sha256": page.text_sha256,
            "articleBody": page.text if options.full_text else None,
            "commentCount": page.stated_comment_count,
            "mentions": [_entity(entity, article) for entity in record.entities],
            "hasPart": [_quotation(statement, article, options) for statement in record.statements],
            "comment": [_comment(comment, article, options) for comment in record.comments],
        }
    )


def _entity(entity: Entity, article: str) -> Node:
    placed = entity.lat is not None
    geo = {"@type": "GeoCoordinates", "latitude": entity.lat, "longitude": entity.lon} if placed else None
    return _without_empty(
        {
            "@type": TYPES[entity.kind],
            "@id": f"{article}#{entity.id}",
            "name": entity.name,
            "jobTitle": entity.role if entity.kind == "person" else None,
            "affiliation": {"@type": "Organization", "name": entity.of} if entity.of and entity.kind == "person" else None,
            "sameAs": f"https://sws.geonames.org/{entity.geonameid}/" if entity.geonameid else None,
            "geo": geo,
        }
    )


def _quotation(statement: Statement, article: str, options: Options) -> Node:
    """A direct quotation is a Quotation; what is reported in the reporter's words is a Claim."""
    direct = statement.form == "direct"
    speaker = {"@id": f"{article}#{statement.speaker}"} if statement.speaker else None
    return _without_empty(
        {
            "@type": "Quotation" if direct else "Claim",
            "@id": f"{article}#{statement.id}",
            "text": " … ".join(options.words(part.exact) for part in statement.content),
            "spokenByCharacter" if direct else "author": speaker,
            "act": statement.act,
            "form": statement.form,
            "hasSelector": [selector for part in statement.content for selector in _selectors(part, options)],
        }
    )


def _selectors(part: Span, options: Options) -> list[Node]:
    return [
        {"@type": "TextPositionSelector", "start": part.start, "end": part.end},
        {"@type": "TextQuoteSelector", "exact": options.words(part.exact)},
    ]


def _comment(comment: Comment, article: str, options: Options) -> Node:
    return _without_empty(
        {
            "@type": "Comment",
            "@id": f"{article}#{comment.id}",
            "author": {"@type": "Person", "name": comment.account} if comment.account is not None else None,
            "text": options.words(comment.text),
            "dateCreated": comment.posted,
            "parentItem": {"@id": f"{article}#{comment.parent}"} if comment.parent else None,
            "upvoteCount": comment.likes,
        }
    )


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if value is not None and value != []}
