"""The settings of the comparison: each number with its reason, all of them in one place."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DEFAULT", "Settings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What counts as joint activity, as close in time, and as evidence.

    The sweeps were made on the sites of `benchmarks/concert/threads.py` with seeds 1000 to 1039, which its figures leave out.

    stories: joint stories that a pair needs to be tested, and stories with evidence that it needs to be tied. Two coincidences
        are common among the regulars of a site; the third is where "story after story" begins.
    window: seconds within which two posts are close: "within minutes". The closest surprise most anyway, so that 150 to 600
        seconds find the same (71 to 72 % of the planted accounts).
    block_posts, block_seconds: closeness is compared with that of at most so many posts around, over at most so long: accounts
        keep their time of day and their place in a story's run, so that early readers and night owls are tied by neither.
        20, 40 and 100 posts find 63, 72 and 76 %, none with a wrong account; the fewer, the safer where habits are finer.
    rate: the false discovery rate among all pairs tested.
    strong: adjusted probability (q) from which a tie stands without a third account that confirms it. 0.001, 0.005 and 0.02
        find 69, 72 and 75 %, the last with wrong accounts (0.5 %).
    spread: posts that may have a text or link under one story; beyond, it is public and ties nobody. It also bounds the pairs
        of posts, and so the memory, to 25 for each post and text or link that it has.
    many: accounts from which a text or link is called widespread among the innocent explanations.
    habit: posts' worth of the site's average that steady an account's share of posts with texts or links in common; 5, 10 and
        20 find 70, 72 and 74 %.
    first_minutes: the first minutes of a story in which many come at once, after an alert.
    """

    stories: int = 3
    window: float = 300.0
    block_posts: int = 40
    block_seconds: float = 3 * 3600.0
    rate: float = 0.05
    strong: float = 0.005
    spread: int = 50
    many: int = 10
    habit: float = 10.0
    first_minutes: float = 20.0


DEFAULT = Settings()
