"""`onrecord forget`: erase a page or an account from the store."""

from __future__ import annotations

from typing import Annotated

import typer

from onrecord.cli.options import StoreOption, key_path, open_names
from onrecord.cli.read import DEFAULT_STORE
from onrecord.errors import NotFound
from onrecord.pseudonyms import Key, site_of
from onrecord.store import Names, Store

__all__ = ["forget"]


def forget(
    page: Annotated[str | None, typer.Argument(help="A page's id, URL, title or file name.", show_default=False)] = None,
    account: Annotated[
        str | None, typer.Option(help="An account's name or pseudonym, on every site.", show_default=False)
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Erase a page with its record, or an account with its comments, from the store, its index and its free pages."""
    if (page is None) == (account is None):
        raise typer.BadParameter("name one PAGE, or one --account NAME")
    with Store.open(store, create=False) as opened, open_names(store) as names:
        if account is None:
            typer.echo(_forget_page(opened, names, str(page)))
        else:
            typer.echo(_forget_account(opened, names, account, Key.load_or_create(key_path(store))))


def _forget_page(store: Store, names: Names, page: str) -> str:
    record = store.read(store.find(page))
    store.forget_page(record.page.id)
    for account in record.accounts:
        if not store.has_account(account.name):
            names.forget(account.name)
    return f"forgotten: {record.page.id} with its {len(record.comments)} comments"


def _forget_account(store: Store, names: Names, account: str, key: Key) -> str:
    """By the key alone, so that it works even where the names file was deleted."""
    sites = {site_of(record) for record in store.records()}
    wanted = {account, *(key.pseudonym(account, site) for site in sites), *names.pseudonyms_of(account)}
    known = sorted(pseudonym for pseudonym in wanted if store.has_account(pseudonym) or names.name(pseudonym) is not None)
    if not known:
        raise NotFound(f"no account {account} in the store; give its name as the page shows it, or its pseudonym")
    comments = 0
    for pseudonym in known:
        comments += store.forget_account(pseudonym)
        names.forget(pseudonym)
    return f"forgotten: {comments} comments of {', '.join(known)}"
