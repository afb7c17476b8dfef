"""`onrecord accounts`: who comments, who argues both sides of one target, who posts in concert."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Annotated, Any

import msgspec
import typer
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from onrecord.cli.options import NamesOption, StoreOption, open_names, open_store, shown
from onrecord.cli.read import DEFAULT_STORE
from onrecord.cli.thread import at_odds_lines, seen
from onrecord.concert import Concert, Group
from onrecord.concert.gather import concert_by_site
from onrecord.pseudonyms import site_of
from onrecord.record import Record
from onrecord.store import Store

__all__ = ["accounts"]

Shown = Callable[[str], str]  # a pseudonym, or the name it stands for
Json = dict[str, Any]
Listed = tuple[tuple[str, str], int, int]  # an account of a site, its comments, its stories


def accounts(
    store: StoreOption = DEFAULT_STORE,
    at_odds: Annotated[
        bool, typer.Option("--at-odds", help="Those with comments on both sides of one target under one story.")
    ] = False,
    in_concert: Annotated[
        bool,
        typer.Option("--in-concert", help="Evidence of coordination over several stories of a site; worked out anew each time."),
    ] = False,
    names: NamesOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines.")] = False,
) -> None:
    """List the accounts of a store, those at odds with themselves, or those that post in concert."""
    with ExitStack() as open_things:
        opened = open_things.enter_context(open_store(store))
        known = open_things.enter_context(open_names(store)) if names else None
        show: Shown = (lambda name: known.name(name) or name) if known else (lambda name: name)
        if in_concert:
            found = concert_by_site(opened.records(), opened.copies())
            _print(found.items(), lambda one: _concert_json(one, show), lambda one: _concert_text(one, show), as_json)
        elif at_odds:
            records = (shown(record, known) for record in opened.records())
            pages = (r for r in records if any(a.at_odds for a in r.accounts))
            _print(pages, _odds_json, _odds_text, as_json)
        else:
            _print(_counted(opened), lambda one: _listed_json(one, show), lambda one: _listed_text(one, show), as_json)


def _print(
    things: Iterable[Any],
    to_json: Callable[[Any], Iterable[Json]],
    to_text: Callable[[Any], Iterable[Text | Rule]],
    as_json: bool,
) -> None:
    console, any_ = Console(highlight=False, soft_wrap=True), False
    for thing in things:
        any_ = True
        if as_json:
            sys.stdout.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in to_json(thing))
        else:
            for line in to_text(thing):
                console.print(line)
    if not any_ and not as_json:
        console.print(Text("none", style="dim"))


def _counted(store: Store) -> list[Listed]:
    """Each account of a site with its comments and stories, the busiest first."""
    comments: Counter[tuple[str, str]] = Counter()
    stories: Counter[tuple[str, str]] = Counter()
    for record in store.records():
        site = site_of(record)
        for account in record.accounts:
            comments[site, account.name] += len(account.comments)
            stories[site, account.name] += 1
    return [(key, n, stories[key]) for key, n in sorted(comments.items(), key=lambda one: (-one[1], one[0]))]


def _listed_json(one: Listed, show: Shown) -> Iterator[Json]:
    (site, name), comments, stories = one
    yield {"site": site, "account": show(name), "comments": comments, "stories": stories}


def _listed_text(one: Listed, show: Shown) -> Iterator[Text]:
    (site, name), comments, stories = one
    yield Text.assemble((seen(show(name)), "bold"), f"  {comments} comments under {stories} stories  ", (seen(site), "dim"))


def _odds_json(record: Record) -> Iterator[Json]:
    names = {entity.id: entity.name for entity in record.entities}
    for account in record.accounts:
        for odds in account.at_odds:
            yield {
                "page": record.page.id,
                "account": account.name,
                "target": names.get(odds.toward, odds.toward),
            } | msgspec.to_builtins(odds)


def _odds_text(record: Record) -> Iterator[Text | Rule]:
    yield Rule(Text(seen(record.page.title or record.page.id)), style="dim")
    yield from at_odds_lines(record, {entity.id: seen(entity.name) for entity in record.entities})


def _concert_json(found_at: tuple[str, Concert], show: Shown) -> Iterator[Json]:
    site, concert = found_at
    found = msgspec.to_builtins(concert)
    for group in found["groups"]:
        group["accounts"] = [show(name) for name in group["accounts"]]
        for tie in group["edges"]:
            tie["a"], tie["b"] = show(tie["a"]), show(tie["b"])
    yield {"site": site} | found


def _concert_text(found_at: tuple[str, Concert], show: Shown) -> Iterator[Text | Rule]:
    site, concert = found_at
    yield Rule(Text(seen(site)), style="dim")
    yield Text.assemble((concert.state, "bold"), f"; {concert.tested} pairs of accounts compared")
    yield from (Text(f"  {sentence}", style="dim") for sentence in concert.missing)
    yield from (Text(f"  left out: {count} {reason}", style="dim") for reason, count in concert.left_out.items())
    for group in concert.groups:
        yield from _group_text(group, show)


def _group_text(group: Group, show: Shown) -> Iterator[Text]:
    people = ", ".join(seen(show(name)) for name in group.accounts)
    chance = f"under {len(group.stories)} stories; chance at most {group.probability:.1e}, false discovery rate {group.q:.1e}"
    yield Text.assemble("\n", (people, "bold"), f"\n  by {', '.join(group.kinds)} {chance}")
    yield from (Text(seen(f"  or else: {e.name.replace('_', ' ')}: {e.reason}")) for e in group.explanations)
    for tie in group.edges:
        yield Text.assemble(seen(f"  {show(tie.a)} and {show(tie.b)}: "), (seen(", ".join(tie.posts)), "dim"))
