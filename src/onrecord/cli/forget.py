"""`onrecord forget`: erase a page, an account, a comment or what is older than it may be kept from the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from onrecord.cli.options import StoreOption, key_path, open_names
from onrecord.cli.read import DEFAULT_STORE
from onrecord.errors import BadSource, NotFound
from onrecord.pseudonyms import Key, site_of
from onrecord.record import Record
from onrecord.store import Names, Store

__all__ = ["forget"]


def forget(
    page: Annotated[str | None, typer.Argument(help="A page's id, URL, title or file name.", show_default=False)] = None,
    account: Annotated[
        str | None, typer.Option(help="An account's name or pseudonym, on every site.", show_default=False)
    ] = None,
    comment: Annotated[
        str | None, typer.Option(metavar="PAGE/COMMENT", help="One comment, such as bornholm/c12.", show_default=False)
    ] = None,
    older_than: Annotated[
        int | None,
        typer.Option("--older-than", metavar="DAYS", min=0, help="Comments posted more than DAYS ago.", show_default=False),
    ] = None,
    today: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day that --older-than counts from (default: today).")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Erase a page, an account, a comment or all old comments from the store, its index and its free pages."""
    if sum(one is not None for one in (page, account, comment, older_than)) != 1:
        raise typer.BadParameter("name one PAGE, --account NAME, --comment PAGE/COMMENT or --older-than DAYS")
    day = _day(today)
    with Store.open(store, create=False) as opened, open_names(store) as names:
        if page is not None:
            told = _forget_page(opened, names, page)
        elif account is not None:
            told = _forget_account(opened, names, account, Key.load_or_create(key_path(store)))
        elif comment is not None:
            told = _forget_comment(opened, names, comment)
        else:
            told = _forget_older(opened, names, older_than or 0, day)
    typer.echo(told)


def _forget_page(store: Store, names: Names, page: str) -> str:
    record = store.read(store.find(page))
    store.forget_page(record.page.id)
    _forget_names(store, names, (*(a.name for a in record.accounts), *(c.account for c in record.comments)))
    return f"forgotten: {record.page.id} with its {len(record.comments)} comments"


def _forget_account(store: Store, names: Names, account: str, key: Key) -> str:
    """By the key alone, so that it works even where the names file was deleted."""
    sites = {site_of(record) for record in store.records()}
    wanted = {account, *(key.pseudonym(account, site) for site in sites), *names.pseudonyms_of(account)}
    known = sorted(pseudonym for pseudonym in wanted if store.has_account(pseudonym) or names.name(pseudonym) is not None)
    if not known:
        raise NotFound(f"no account {account} in the store; give its name as the page shows it, or its pseudonym")
    comments = store.forget_account(*known)
    _forget_names(store, names, known)
    return f"forgotten: {comments} comments of {', '.join(known)}"


def _forget_comment(store: Store, names: Names, comment: str) -> str:
    record, own = _meant(store, comment)
    store.forget_comment(record.page.id, own)
    _forget_names(store, names, (c.account for c in record.comments if c.id == own))
    return f"forgotten: comment {own} of {record.page.id}"


def _meant(store: Store, comment: str) -> tuple[Record, str]:
    """The page and the comment that PAGE/COMMENT means. Both may have slashes in them: each is tried, the last one first."""
    why: NotFound | None = None
    for cut in (place for place in reversed(range(len(comment))) if comment[place] == "/"):
        page, own = comment[:cut], comment[cut + 1 :]
        try:
            record = store.read(store.find(page))
        except NotFound as error:
            why = why or error
            continue
        if any(one.id == own for one in record.comments):
            return record, own
        why = why or NotFound(f"{own}: no such comment under {page}; onrecord comments {page} --json shows their ids")
    raise why or NotFound(f"{comment}: which page? name a comment as PAGE/COMMENT, such as bornholm/c12")


def _forget_older(store: Store, names: Names, days: int, today: date) -> str:
    aged = store.forget_older(days, today=today)
    _forget_names(store, names, aged.accounts)
    told = f"forgotten: {aged.erased} comments of more than {days} days before {today}"
    undated = f"; kept: {aged.undated} of which no day is known" if aged.undated else ""
    return told + undated


def _forget_names(store: Store, names: Names, accounts: Iterable[str | None]) -> None:
    """Drop the names of the accounts that the store has no comments of any more."""
    for account in set(accounts) - {None}:
        if account is not None and not store.has_account(account):
            names.forget(account)


def _day(given: str | None) -> date:
    try:
        return date.fromisoformat(given) if given is not None else datetime.now(UTC).date()
    except ValueError as error:
        raise BadSource(f"--today {given}: not an ISO 8601 date, such as 2026-02-11") from error
