"""Posts for the tests: a busy site with nothing behind it, and groups planted in it."""

from __future__ import annotations

import random

from onrecord.concert import Post

HOUR = 3600.0


def crowd(seed: int, *, stories: int = 6, posts: int = 60, accounts: int = 40) -> list[Post]:
    """Organic posts: times, accounts, public texts and links by chance."""
    draw = random.Random(seed)
    made = []
    for story in range(stories):
        for n in range(posts):
            made.append(
                Post(
                    id=f"s{story}-{n}",
                    account=f"a{min(draw.randrange(accounts), draw.randrange(accounts)):02d}",
                    story=f"story {story}",
                    time=story * 100 * HOUR + draw.uniform(0, 12 * HOUR),
                    texts=(f"phrase {draw.randrange(3)}",) if draw.random() < 0.1 else (),
                    links=(f"news.example/{story}/{draw.randrange(4)}",) if draw.random() < 0.1 else (),
                    targets=((f"target {draw.randrange(3)}", draw.choice(["favour", "against"])),),
                )
            )
    return made


def group(
    names: str = "xyz", *, stories: int = 6, text: bool = True, link: bool = False, apart: float = 40.0, **held: object
) -> list[Post]:
    """One post of each account under each story, `apart` seconds from one to the next, with one text or link a story."""
    return [
        Post(
            id=f"{name}{story}",
            account=name,
            story=f"story {story}",
            time=story * 100 * HOUR + 5 * HOUR + n * apart,
            texts=(f"copy {story}",) if text else (),
            links=(f"drop.example/{story}",) if link else (),
            **held,  # type: ignore[arg-type]
        )
        for story in range(stories)
        for n, name in enumerate(names)
    ]
