"""From records to what is compared: the posts of each site, with the texts, links and targets that they share.

Accounts are pseudonyms of one site each, so that sites are compared apart and nobody is followed from one to another. All of
this is worked out when it is asked for; nothing about an account across stories is kept.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from onrecord.concert.find import Concert, find_concert
from onrecord.concert.posts import Post, links_in
from onrecord.copies import Cluster
from onrecord.pseudonyms import site_of
from onrecord.record import Comment, Record

__all__ = ["concert_by_site", "posts_of"]

MARKS = '"“”„«»'  # a text of which most stands between these is quoted


def concert_by_site(records: Iterable[Record], copies: Iterable[Cluster]) -> dict[str, Concert]:
    """What was found under the stories of each site, by its name; `copies` are the clusters of the same records."""
    keys = {(m.page, m.id): f"text {number}" for number, cluster in enumerate(copies) for m in cluster.members}
    posts: dict[str, list[Post]] = defaultdict(list)
    wordings: dict[str, str] = {}
    for record in records:
        posts[site_of(record)] += posts_of(record, keys)
        wordings.update((keys[at], c.text) for c in record.comments if (at := (record.page.id, c.id)) in keys)
    return {site: find_concert(some, wordings=wordings) for site, some in sorted(posts.items()) if some}


def posts_of(record: Record, keys: Mapping[tuple[str, str], str]) -> list[Post]:
    """The comments of a page as posts; `keys` names the cluster of copies that a comment belongs to."""
    names = {entity.id: entity.name for entity in record.entities}
    return [_post(record, comment, keys.get((record.page.id, comment.id)), names) for comment in record.comments]


def _post(record: Record, comment: Comment, key: str | None, names: Mapping[str, str]) -> Post:
    page = record.page
    texts = (key,) if key else ()
    return Post(
        id=f"{page.id}/{comment.id}",
        account=comment.account,
        story=page.id,
        time=_seconds(comment.posted),
        texts=texts,
        links=links_in(comment.text),
        targets=tuple((names.get(s.toward, s.toward), s.label) for s in comment.stances if s.label in ("favour", "against")),
        quoted=texts if _quoted(comment.text) else (),
        answers=f"{page.id}/{comment.parent}" if comment.parent else None,
        page=page.url or page.id,
    )


def _seconds(posted: str | None) -> float | None:
    """Seconds since 1970; a time without a zone is taken for UTC, since one site's times are compared with each other alone."""
    try:
        moment = datetime.fromisoformat(posted or "")
    except ValueError:
        return None
    if posted is None or len(posted) <= len("2026-01-01"):  # a day is no time to be compared within minutes
        return None
    found = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return found if math.isfinite(found) else None


def _quoted(text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith(">") or len(stripped) > 1 and stripped[0] in MARKS and stripped[-1] in MARKS + "."
