"""A page with all that reading comments gives: stances, cues, pairs at odds, copies; real pseudonyms, and words to look for."""

from __future__ import annotations

from dataclasses import replace

from onrecord.pseudonyms import Key, with_pseudonyms
from onrecord.record import Account, AtOdds, Comment, Copies, Cue, Record, Span, Stance, span
from tests.store.sample import page

SECRET = "Zebracorn captain lies about every ferry that ever left the quaggabird harbour, whatever the wombatross says"
OTHER = "I never said that; the ferry is fine, and the mayor is right about the xylophant"
KEY = Key(bytes(range(32)))


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return span(text, start, start + len(words))


def thread_page(own: str = "p1", *, key: Key | None = KEY) -> tuple[Record, dict[str, str]]:
    """The page with its accounts under the key, and their names; c1 and c4 are Marit's, c1, c2 and c3 are copies."""
    comments = (
        Comment(
            id="c1", account="Marit", text=SECRET + ".", posted="2025-03-01T10:00:00Z", flags=("at_odds", "copy"),
            stances=(Stance(toward="e1", label="against", evidence=at(SECRET, "Zebracorn captain lies"), confidence=0.9),),
            cues=(Cue(kind="insult", span=at(SECRET, "captain lies"), confidence=0.8),),
        ),
        Comment(id="c2", account="Jo", text=SECRET.replace("whatever", "no matter what") + "!", posted="2025-03-04T10:00:00+02:00", parent="c1", flags=("copy",)),
        Comment(id="c3", account="Kim", text=SECRET + "!!", parent="c2", flags=("copy", "kept")),
        Comment(
            id="c4", account="Marit", text=OTHER, posted="2025-03-05", parent="c2", flags=("at_odds",),
            stances=(Stance(toward="e1", label="favour", evidence=at(OTHER, "the mayor is right")),),
        ),
    )  # fmt: skip
    pair = AtOdds(
        a="c1", b="c4", toward="e1", reads_as="contradiction", evidence_a=at(SECRET, "Zebracorn captain lies"),
        evidence_b=at(OTHER, "xylophant"), seconds=5.0, confidence=0.9,
    )  # fmt: skip
    accounts = (
        Account(name="Marit", comments=("c1", "c4"), at_odds=(pair,)),
        Account(name="Jo", comments=("c2",)),
        Account(name="Kim", comments=("c3",)),
    )
    copies = (Copies(comments=("c1", "c2", "c3"), kind="reworded", similarity=0.93),)
    record = replace(page(own), comments=comments, accounts=accounts, copies=copies)
    return with_pseudonyms(record, key) if key else (record, {})


def pseudonym(name: str, key: Key = KEY) -> str:
    return key.pseudonym(name, "example.org")
