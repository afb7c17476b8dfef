"""Made-up comment threads of one site: organic readers with the habits that look like coordination, and planted groups.

Organic: activity with a heavy tail, a time of day of one's own, early readers after an alert, sparring partners who answer each
other within minutes (one in five answers unmarked), public links with heavy sharers, quotations of the story (three in ten
unmarked), stock phrases, petitions that activists paste again and again, two camps with one opinion each, fans.
Strained: a habit far beyond what is usual, to see whether it is taken for coordination.
Planted: groups of 3 to 8 accounts that comment like everybody and, under 5 to 9 of the 12 stories, act: each member takes part
with a probability of 0.6 to 0.9 and copies a text, drops one link, or just posts at one time, in a mix of the group's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from onrecord.concert import Post

STORIES = 12
DAY = 86_400.0
HOURS = (8.0, 13.0, 20.0)  # when people comment, by choice of theirs
TARGETS = 8
STRAINS = ("alerts", "links", "quotations", "petitions", "unmarked")


@dataclass(frozen=True, slots=True)
class Reader:
    """One account's habits: posts a story, hour of the day, camp, and how likely a post carries what."""

    name: str
    activity: float
    hour: float
    camp: int
    early: bool
    links: float
    quotes: float
    petition: int
    fan: bool


@dataclass(slots=True)
class Site:
    """The posts so far, with the accounts of the planted groups."""

    draw: np.random.Generator
    posts: list[Post] = field(default_factory=list)
    planted: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, reader: Reader, story: int, time: float, **held: tuple[str, ...] | str | None) -> None:
        """One post of a reader, with what it carries."""
        targets = _targets(self.draw, reader, story)
        held = {"texts": (), "links": (), "quoted": (), "answers": None} | held
        name = f"p{len(self.posts):06d}"
        self.posts.append(
            Post(id=name, account=reader.name, story=f"s{story:02d}", time=round(time), targets=targets, **held)  # type: ignore[arg-type]
        )


def site(seed: int, *, groups: int | None = None, strain: str = "", accounts: int = 400) -> Site:
    """A site of about 2,300 posts; `groups` planted ones, or 1 to 4 by the seed. The same for the same arguments."""
    draw = np.random.default_rng([seed, 20261124])
    made = Site(draw)
    readers = [_strained(draw, _reader(draw, f"a{i:04d}"), strain) for i in range(accounts)]
    began = [story * DAY * 1.3 + draw.uniform(5, 20) * 3600 for story in range(STORIES)]
    for story, start in enumerate(began):
        for reader in readers:
            for _ in range(draw.poisson(reader.activity)):
                _organic(made, reader, story, _moment(draw, reader, start))
    _sparring(made, sorted(readers, key=lambda r: -r.activity)[:40], began)
    for group in range(draw.integers(1, 5) if groups is None else groups):
        _plant(made, group, began)
    if strain == "unmarked":
        made.posts = [replace(post, answers=None, quoted=()) for post in made.posts]
    return made


def _reader(draw: np.random.Generator, name: str) -> Reader:
    return Reader(
        name=name,
        activity=min(3.0, 0.12 * (1 + draw.pareto(1.3))),
        hour=float(draw.choice(HOURS)) + draw.normal(0, 1),
        camp=int(draw.integers(2)),
        early=bool(draw.random() < 0.05),
        links=float(draw.beta(0.3, 3)),
        quotes=float(draw.beta(0.3, 3)),
        petition=int(draw.integers(2)) if draw.random() < 0.04 else -1,
        fan=bool(draw.random() < 0.08),
    )


def _strained(draw: np.random.Generator, reader: Reader, strain: str) -> Reader:
    """A fifth of all readers come at once or paste petitions; a third of all posts have links, or quote."""
    if strain == "alerts":
        return replace(reader, early=bool(draw.random() < 0.2))
    if strain == "links":
        return replace(reader, links=float(draw.beta(0.5, 1)))
    if strain == "quotations":
        return replace(reader, quotes=float(draw.beta(0.5, 1)))
    if strain == "petitions":
        return replace(reader, petition=int(draw.integers(2)) if draw.random() < 0.2 else -1)
    return reader


def _moment(draw: np.random.Generator, reader: Reader, start: float) -> float:
    """When a reader posts under a story that began at `start`: at once, or at his hour of one of the next days."""
    if reader.early and draw.random() < 0.8:
        return float(start + draw.exponential(300))
    if draw.random() < 0.3:
        return float(start + draw.exponential(5400))  # the run on a new story
    day = np.floor(start / DAY) + (draw.random() < 0.25)
    time = day * DAY + draw.normal(reader.hour, 1.2) * 3600
    return float(time if time > start else time + DAY)


def _organic(made: Site, reader: Reader, story: int, time: float) -> None:
    draw, texts, links, quoted = made.draw, [], [], []
    if draw.random() < reader.quotes:
        text = f"quotation {story} {draw.integers(3)}"
        texts.append(text)
        quoted += [text] if draw.random() < 0.7 else []
    if draw.random() < 0.03:
        texts.append(f"phrase {draw.integers(6)}")
    if reader.petition >= 0 and draw.random() < 0.4:
        texts.append(f"petition {reader.petition}")
        links.append(f"petitions.example/{reader.petition}")
    if draw.random() < reader.links:
        public = draw.random() < 0.6
        links.append(f"news.example/{story}/{min(draw.zipf(1.8), 20)}" if public else f"x.example/{draw.integers(10**9)}")
    recent = [post for post in made.posts[-3:] if post.story == f"s{story:02d}" and post.time is not None and post.time < time]
    answers = recent[-1].id if recent and draw.random() < 0.3 else None
    made.add(reader, story, time, texts=tuple(texts), links=tuple(links), quoted=tuple(quoted), answers=answers)


def _targets(draw: np.random.Generator, reader: Reader, story: int) -> tuple[tuple[str, str], ...]:
    if reader.fan and draw.random() < 0.5:
        return (("the star", "favour"),)
    if draw.random() < 0.5:
        return ()
    target = (story + int(draw.integers(3))) % TARGETS
    return ((f"target {target}", "favour" if (target + reader.camp) % 2 == (draw.random() < 0.85) else "against"),)


def _sparring(made: Site, regulars: list[Reader], began: list[float]) -> None:
    """Pairs of regulars who argue, each of them under half of the stories, answering within minutes."""
    draw = made.draw
    for a, b in zip(regulars[::2], regulars[1::2], strict=True):
        for story, start in enumerate(began):
            if draw.random() < 0.5:
                time, above = _moment(draw, a, start), None
                for turn in range(draw.integers(2, 6)):
                    made.add((a, b)[turn % 2], story, time, answers=above if draw.random() < 0.8 else None)
                    time, above = time + draw.exponential(240), made.posts[-1].id


def _plant(made: Site, number: int, began: list[float]) -> None:
    draw = made.draw
    members = [_reader(draw, f"g{number}m{i}") for i in range(draw.integers(3, 9))]
    made.planted.append(tuple(member.name for member in members))
    mix, share = draw.dirichlet((0.7, 0.7, 0.7)), draw.uniform(0.6, 0.9)
    jitter, together = draw.uniform(40, 150), draw.random() < 0.6
    for story, start in enumerate(began):
        for member in members:
            for _ in range(draw.poisson(member.activity)):
                _organic(made, member, story, _moment(draw, member, start))
    for story in draw.choice(STORIES, draw.integers(5, 10), replace=False).tolist():
        act = int(draw.choice(3, p=mix))
        _act(made, [m for m in members if draw.random() < share], story, began[story], (number, act, jitter, together))


def _act(made: Site, members: list[Reader], story: int, start: float, how: tuple[int, int, float, bool]) -> None:
    """One joint action: 0 copies, 1 one link, 2 nothing but the time; copies and links come together or over hours."""
    number, act, jitter, together = how
    draw = made.draw
    moment = start + draw.exponential(3 * 3600)
    for member in members:
        near = act == 2 or together
        time = moment + (abs(draw.normal(0, jitter)) if near else draw.uniform(0, 6 * 3600))
        reworded = draw.random() < 0.15
        texts = (f"copy {number} {story}",) if act == 0 and not reworded else ()
        links = (f"planted.example/{number}/{story}",) if act == 1 else ()
        made.add(member, story, time, texts=texts, links=links)


def naive(posts: list[Post], window: float = 60.0) -> Iterator[tuple[str, str]]:
    """The plain rule: any text or link of one story shared within the window ties two accounts."""
    held: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for post in posts:
        for thing in (*post.texts, *post.links):
            held.setdefault((post.story, thing), []).append((post.time or 0.0, str(post.account)))
    for shares in held.values():
        shares.sort()
        for n, (time, account) in enumerate(shares):
            for later, other in shares[n + 1 :]:
                if later - time > window:
                    break
                if other != account:
                    yield account, other
