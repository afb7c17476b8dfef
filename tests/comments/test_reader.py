"""The comment stage: whatever thread and network, the record holds, keeps what it had, and says the same each time."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.comments import load
from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Copies,
    CopyKind,
    CueKind,
    Gap,
    ReaderInfo,
    ReadsAs,
    Record,
    StanceLabel,
    Tension,
    from_json,
    spans_of,
    to_json,
)
from tests.comments.fakes import SETTINGS, STORY, TITLE, Noise, Told, accounts, reader, record
from tests.reader.fakes import ODD, TEXTS
from tests.strategies import records

ACCUSING = re.compile(r"(ro)?bot(s|net|nets|ting)?\b|troll|sock[ -]?puppet", re.IGNORECASE)
LOOSE = replace(SETTINGS, speaks=0.0, apart=0.0, harm=dict.fromkeys(SETTINGS.harm, 0.2), off_topic=0.1, odds=0.5)
COPIED = "The council has once more decided against the people who cross to work by this ferry every single day."


def thread(*texts: str) -> Record:
    """Texts by two accounts in turn, each in answer to the one before."""
    comments = [
        Comment(id=f"c{i}", account="ab"[i % 2], text=text, parent=f"c{i - 1}" if i else None) for i, text in enumerate(texts)
    ]
    return record(*comments)


def holds(found: Record) -> None:
    """Spans reproduce their texts; what is referred to is there; labels are the record's own; confidences are hundredths."""
    assert all(text[s.start : s.end] == s.exact != "" for text, s in spans_of(found))
    known = {e.id for e in found.entities}
    ids = {c.id for c in found.comments}
    odds = [o for a in found.accounts for o in a.at_odds]
    stances = [s for c in found.comments for s in c.stances]
    cues = [c for comment in found.comments for c in comment.cues]
    assert {s.toward for s in stances} | {o.toward for o in odds} <= known
    assert {id_ for o in odds for id_ in (o.a, o.b)} | {id_ for g in found.copies for id_ in g.comments} <= ids
    assert all(o.a != o.b for o in odds)
    assert {s.label for s in stances} <= set(get_args(StanceLabel))
    assert {c.kind for c in cues} <= set(get_args(CueKind))
    assert {o.reads_as for o in odds} <= set(get_args(ReadsAs))
    assert {g.kind for g in found.copies} <= set(get_args(CopyKind))
    sure = [one.confidence for one in (*stances, *cues, *odds)]
    assert all(c is None or (0 <= c <= 1 and round(c, 2) == c) for c in sure)
    assert all(s.evidence is not None and s.confidence is not None for s in stances)
    flagged = {id_ for o in odds if o.reads_as == "contradiction" for id_ in (o.a, o.b)}
    assert {c.id for c in found.comments if "at_odds" in c.flags} == flagged
    assert {c.id for c in found.comments if "copy" in c.flags} == {id_ for g in found.copies for id_ in g.comments}
    for comment in found.comments:
        assert len({s.toward for s in comment.stances}) == len(comment.stances)
        assert [c.span.start for c in comment.cues] == sorted(c.span.start for c in comment.cues)


def writable(found: Record) -> bool:
    return not any("\ud800" <= c <= "\udfff" for one in found.comments for c in one.text)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(TEXTS | st.sampled_from([*ODD.values(), STORY, "Denmark and Ann Berg: the ferry"]), max_size=5), st.integers(0, 10_000),
    st.sampled_from([0.0, 3.0, 3000.0]), st.sampled_from([SETTINGS, LOOSE]),
)  # fmt: skip
@example(["a" * 1_000_000], 0, 3.0, LOOSE)
@example(["a" * 1_000_000, "Denmark", "a" * 1_000_000], 1, 3.0, LOOSE)
@example(["", " \n ", "\u200d", "!?!", "🚢"], 2, 3.0, LOOSE)
@example(["\ud800Denmark \udfff", "\ud83d", "Berg \ud83d\ude00"], 3, 3.0, LOOSE)
@example(["\u202eאמר השר כי המעבורת תפליג\u202c", "قال الوزير", "船" * 500, "🇩🇰👍🏽" * 90], 4, 3.0, LOOSE)
def test_whatever_the_network_says_the_record_holds(texts: list[str], seed: int, loud: float, some: object) -> None:
    """Spans, references, labels, flags and JSON, for any texts, scores and thresholds; read anew it is the same."""
    given_record = thread(*texts)
    found = reader(Noise(seed, loud), some).read(given_record)  # type: ignore[arg-type]
    holds(found)
    assert found == reader(Noise(seed, loud), some).read(given_record)  # type: ignore[arg-type]
    if writable(found):
        assert from_json(to_json(found)) == found


def test_noise_finds_something_of_every_sort() -> None:
    """Else the test above would show nothing."""
    texts = [f"Denmark said the ferry, Ann Berg {n}" for n in range(12)]
    found = [reader(Noise(seed), LOOSE).read(thread(*texts)) for seed in range(6)]
    odds = {o.reads_as for r in found for a in r.accounts for o in a.at_odds}
    assert {"contradiction", "irony", "quoting"} <= odds
    assert {s.label for r in found for c in r.comments for s in c.stances} == set(get_args(StanceLabel))
    assert {c.kind for r in found for one in r.comments for c in one.cues} >= {"insult", "threat", "slur"}


@settings(max_examples=60, deadline=None)
@given(records(), st.sampled_from(["en", None, "de", ""]))
def test_any_record_keeps_everything_else(given_record: Record, language: str | None) -> None:
    """Page, statements, events, gaps and so on; of the comments all but stances, cues and what flags say of the page."""
    given_record = replace(given_record, page=replace(given_record.page, language=language))
    found = reader(settings=LOOSE).read(given_record)
    kept = ("page", "statements", "events", "tensions", "gaps", "reader")
    assert all(getattr(found, name) == getattr(given_record, name) for name in kept)
    assert found.entities[: len(given_record.entities)] == given_record.entities
    bare = [replace(c, stances=(), cues=(), flags=()) for c in found.comments]
    assert bare == [replace(c, stances=(), cues=(), flags=()) for c in given_record.comments]
    ours = {"at_odds", "copy"}
    assert all(set(a.flags) - ours == set(b.flags) - ours for a, b in zip(given_record.comments, found.comments, strict=True))
    assert [(a.name, a.comments) for a in found.accounts] == [(a.name, a.comments) for a in given_record.accounts]


def test_what_others_put_in_the_record_stays() -> None:
    """Times, likes, parents, flags, gaps, tensions and the reader's name come back as they went in."""
    one = Comment(
        id="c1",
        account="a",
        text="Denmark",
        posted="2026-01-01T10:00Z",
        posted_shown="today",
        likes=-3,
        parent="c9",
        flags=("pinned",),
    )
    more = {
        "gaps": (Gap(what="title", why="None."),),
        "tensions": (Tension(a="s1", b="s2", relation="disputes"),),
        "reader": ReaderInfo(name="r", version="1"),
    }
    found = reader(Told({"Denmark": "favour"})).read(record(one, **more))
    assert replace(found.comments[0], stances=(), cues=()) == one
    assert found.comments[0].stances
    assert (found.gaps, found.tensions, found.reader) == tuple(more.values())


def test_a_page_without_comments_is_left_alone() -> None:
    """The same record, and the network is not asked."""
    noise = Noise()
    some = record()
    assert reader(noise).read(some) is some
    assert not noise.asked


@pytest.mark.parametrize("language", ["de", "fr", "und", ""])
def test_other_languages_have_copies_alone(language: str) -> None:
    """No stances, cues or accounts at odds, and no matter among the entities; near-copies need no language."""
    noise = Noise()
    some = record(("a", COPIED), ("b", COPIED), ("c", "Nein, JETZT IST SCHLUSS!!!"), language=language)
    found = reader(noise, LOOSE).read(some)
    assert not noise.asked
    assert [c.flags for c in found.comments] == [("copy",), ("copy",), ()]
    assert replace(found, copies=(), comments=some.comments) == some
    assert [(g.comments, g.kind) for g in found.copies] == [(("c1", "c2"), "same")]


def test_a_page_of_unknown_language_is_read() -> None:
    """Null is taken for English."""
    some = record(("a", "Denmark is right"))
    assert (
        reader(settings=LOOSE).read(replace(some, page=replace(some.page, language=None))).comments
        == reader(settings=LOOSE).read(some).comments
    )


def test_five_thousand_identical_comments_are_read_once() -> None:
    """One run of the network; every one has what was found; an answer to other words is another reading."""
    told = Told({"Denmark is right": "favour"})
    many = [Comment(id=f"c{n}", account=f"a{n % 50}", text="Denmark is right") for n in range(5000)]
    found = reader(told).read(record(*many))
    assert len(told.asked) == 1
    assert len({c.stances for c in found.comments}) == 1
    assert found.comments[0].stances[0].label == "favour"
    told = Told()
    reader(told).read(record(*(replace(c, parent="c0" if n % 2 else None) for n, c in enumerate(many))))
    assert len(told.asked) == 2


def test_pairs_are_read_only_of_accounts_on_two_sides() -> None:
    """And of the pairs of a prolific account only the surest."""
    told = Told({"yes": "favour", "no": "against"}, pair="irony")
    some = record(("a", "yes"), ("a", "no"), ("b", "yes"), ("c", "no"))
    reader(told).read(some)
    targets = reader(told).read(some).comments[0].stances
    assert told.pairs() == 2 * len(targets)
    told = Told({"yes": "favour", "no": "against"}, pair="irony")
    reader(told).read(record(*(("a", "yes" if n % 3 else "no") for n in range(300))))
    assert told.pairs() == 4 * len(targets)


def test_only_a_contradiction_is_flagged() -> None:
    """Both comments of the pair, and no other; what reads otherwise is listed without a flag."""
    told = {"yes to Denmark": "favour", "no to Denmark": "against"}
    some = record(("a", "yes to Denmark"), ("a", "no to Denmark"), ("a", "Denmark, hm"), ("b", "no to Denmark"))
    for reads_as in ("contradiction", "changed_mind", "irony", "devils_advocate", "quoting", "same"):
        found = reader(Told(told, pair=reads_as)).read(some)
        holds(found)
        flags = [c.flags for c in found.comments]
        assert flags == ([("at_odds",), ("at_odds",), (), ()] if reads_as == "contradiction" else [()] * 4)
        assert {o.reads_as for o in found.accounts[0].at_odds} == ({reads_as} - {"same"})
        assert found.accounts[1].at_odds == ()
    unsure = reader(Told(told, pair="contradiction", sure=0.7)).read(some)
    assert {o.reads_as for o in unsure.accounts[0].at_odds} == {"unclear"}
    assert not any(c.flags for c in unsure.comments)


def test_an_account_has_one_pair_a_target() -> None:
    """However many of its comments are on two sides."""
    told = Told({"yes": "favour", "no": "against"}, pair="contradiction")
    found = reader(told).read(record(*(("a", "yes" if n % 2 else "no") for n in range(20))))
    toward = [o.toward for o in found.accounts[0].at_odds]
    assert len(toward) == len(set(toward)) > 0


def test_copies_are_those_of_different_accounts() -> None:
    """In page order; one account that repeats itself is none."""
    some = record(
        ("a", "No."), ("b", COPIED), ("c", COPIED.upper()), ("d", "Something quite different about buses and the price of fish.")
    )
    found = reader(Told()).read(some)
    assert [(g.comments, g.kind, g.similarity) for g in found.copies] == [(("c2", "c3"), "same", 1.0)]
    assert [c.flags for c in found.comments] == [(), ("copy",), ("copy",), ()]
    assert reader(Told()).read(record(("a", COPIED), ("a", COPIED))).copies == ()


def test_what_was_there_of_the_stage_is_replaced() -> None:
    """Stances, cues, copies, accounts at odds and their flags of another reading do not stay beside the new ones."""
    some = record(("a", "yes"), ("a", "no"))
    old = reader(Noise(4), LOOSE).read(some)
    old = replace(old, comments=tuple(replace(c, flags=("copy", "pinned", "at_odds")) for c in old.comments))
    old = replace(old, entities=some.entities, copies=(Copies(comments=("c1", "c2"), kind="same"),))
    old = replace(old, accounts=(replace(old.accounts[0], at_odds=(AtOdds(a="c1", b="c2", toward="e1"),)),))
    assert reader(Told()).read(old).copies == ()
    found = reader(Told()).read(old)
    assert [(c.stances, c.flags) for c in found.comments] == [((), ("pinned",))] * 2
    assert found.accounts[0].at_odds == ()


def test_what_was_read_before_changes_nothing() -> None:
    """One reader for many pages gives what a new reader for each gives, with workers or without."""
    pages = [thread("yes", "no"), thread("Denmark " * 300), thread(""), thread(*ODD.values()), thread("yes", "no")]
    expected = [reader(Noise(), LOOSE).read(one) for one in pages]
    one = reader(Noise(), LOOSE)
    assert [one.read(page) for page in pages] == expected
    with ThreadPoolExecutor(3) as workers:
        busy = reader(Noise(), LOOSE, workers=workers)
        assert [busy.read(page) for page in pages[::-1]] == expected[::-1]


def test_the_order_of_comments_does_not_matter() -> None:
    """Each comment has the same stances and cues, and the same comments are copies, in whatever order they come."""
    texts = [f"Denmark and the ferry {n}, Ann Berg!" for n in range(8)] + [COPIED, COPIED, "STOP IT RIGHT NOW"]
    comments = [
        Comment(id=f"c{n}", account=f"a{n}", text=text, parent=f"c{n // 2}" if n else None) for n, text in enumerate(texts)
    ]
    found = reader(settings=LOOSE).read(record(*comments))
    random.Random(1).shuffle(comments)
    other = reader(settings=LOOSE).read(record(*comments))
    assert {c.id: c for c in other.comments} == {c.id: c for c in found.comments}
    assert [set(g.comments) for g in other.copies] == [set(g.comments) for g in found.copies]
    assert other.entities == found.entities


@pytest.mark.parametrize(
    "comments",
    [
        [Comment(id="c1", account="a", text="yes", parent="c1")],
        [Comment(id="c1", account="a", text="yes", parent="c2"), Comment(id="c2", account="a", text="no", parent="c1")],
        [Comment(id="c1", account="a", text="yes", parent="none"), Comment(id="c2", account="a", text="no", parent="")],
        [
            Comment(id="c1", account="a", text="yes"),
            Comment(id="c1", account="a", text="no"),
            Comment(id="c1", account="b", text="yes"),
        ],
        [Comment(id="", account="", text="yes"), Comment(id="", account="", text="no")],
        [Comment(id="c1", text="yes"), Comment(id="c2", text="no")],
    ],
    ids=["own parent", "cycle", "unknown parent", "ids twice", "empty names", "no account"],
)
@pytest.mark.parametrize("pair", ["contradiction", "irony"])
def test_odd_threads_are_survived(comments: list[Comment], pair: str) -> None:
    """Cycles, unknown parents, ids that come twice, no accounts."""
    told = Told({"yes": "favour", "no": "against"}, pair=pair)
    found = reader(told).read(record(*comments))
    assert [c.text for c in found.comments] == [c.text for c in comments]
    assert all(c.stances for c in found.comments)


def test_accounts_and_comments_that_do_not_know_each_other() -> None:
    """An account without comments, a comment whose account is not listed, one account listed twice, comments of nobody."""
    told = Told({"yes": "favour", "no": "against"}, pair="contradiction")
    comments = [
        Comment(id=f"c{n}", account=name, text=text)
        for n, (name, text) in enumerate([("x", "yes"), ("x", "no"), (None, "yes"), (None, "no")])
    ]
    for listed in ((), (Account(name="y", comments=("c0", "c9")),), (Account(name="x"), Account(name="x"))):
        found = reader(told).read(record(*comments, accounts=listed))
        assert [a.name for a in found.accounts] == [a.name for a in listed]
        assert all(bool(a.at_odds) == (a.name == "x") for a in found.accounts)


def test_a_story_without_targets_has_cues_all_the_same() -> None:
    """The network is asked of the article; no stance comes of it."""
    told = Told({"the idiot": "against"}, harm={"idiot": "insult"}, off_topic=0.9)
    some = record(("a", "the idiot"), entities=())
    found = reader(told).read(replace(some, page=replace(some.page, title=None, text="")))
    assert found.comments[0].stances == ()
    assert {c.kind for c in found.comments[0].cues} == {"insult", "off_topic"}
    assert len(told.asked[0].targets) == 1


def test_cues_of_one_kind_do_not_overlap() -> None:
    """And come in the order of the text."""
    text = "STOP THIS NOW at https://x.example 20% off ferry STOP THIS NOW"
    (one,) = reader(Told(harm={"STOP": "threat", "ferry": "insult"})).read(record(("a", text))).comments
    spans = [(c.kind, c.span.start, c.span.end) for c in one.cues]
    assert spans == sorted(spans, key=lambda s: s[1])
    for kind in get_args(CueKind):
        own = [s for s in spans if s[0] == kind]
        assert all(a[2] <= b[1] for a, b in pairwise(own))
    assert {kind for kind, *_ in spans} == {"shouting", "spam", "threat", "insult"}


def test_cues_of_one_comment_of_which_no_page_is_known() -> None:
    """As the moderator's service asks; off topic only where a story is given."""
    told = Told(harm={"idiot": "insult"}, off_topic=0.9)
    assert [c.kind for c in reader(told).cues("the idiot")] == ["insult"]
    assert [c.kind for c in reader(told).cues("the idiot", parent="No.", story=TITLE)] == ["off_topic", "insult"]
    assert reader(told).cues("") == ()


@settings(max_examples=60, deadline=None)
@given(TEXTS | st.sampled_from(list(ODD.values())), TEXTS, TEXTS)
def test_cues_of_any_text_lie_in_it(text: str, parent: str, story: str) -> None:
    """text[start:end] == exact."""
    found = reader(settings=LOOSE).cues(text, parent=parent, story=story)
    assert all(text[c.span.start : c.span.end] == c.span.exact != "" for c in found)


def test_a_long_thread_is_survived() -> None:
    """Two thousand different answers in one chain, by few accounts."""
    texts = [f"Denmark and Ann Berg, number {n}" for n in range(2000)]
    found = reader(settings=LOOSE).read(thread(*texts))
    holds(found)


def test_nothing_accuses() -> None:
    """Neither the package's own words nor what it says name anybody anything."""
    sources = [path.read_text("utf-8") for path in files("onrecord.comments").iterdir() if path.name.endswith(".py")]
    assert len(sources) > 9
    found = reader(Noise(1), LOOSE).read(thread(*(f"Denmark, number {n}" for n in range(20)), COPIED, COPIED))
    for text in (*sources, to_json(found).decode()):
        assert not ACCUSING.search(text)


def test_the_shipped_reader_reads() -> None:
    """Whatever its judgement: the weights load, fit the vocabulary, and the record holds."""
    some = record(("a", "Denmark is right to close it."), ("b", "The ferry must stay, SHAME ON YOU ALL."), ("a", ""))
    found = load().read(some)
    holds(found)
    assert found == load().read(some)
    assert accounts(found.comments) == tuple(replace(a, at_odds=()) for a in found.accounts)
