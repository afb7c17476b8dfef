"""Account names become pseudonyms at import: HMAC-SHA-256 under a key that lies in a file of its own.

The site is part of what is hashed, so that one name on two sites gives two pseudonyms that nothing links.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from onrecord.errors import BadKey
from onrecord.record import Account, Comment, Record

__all__ = ["Key", "site_of", "with_names", "with_pseudonyms"]

KEY_BYTES = 32  # HMAC-SHA-256 gains nothing from a key longer than its output (RFC 2104, section 3)
PSEUDONYM = re.compile(r"a-[0-9a-f]{16}")
SHOWN_HEX = 16  # 64 bits: a clash among a million accounts of one site has odds of about 1 to 37 million


@dataclass(frozen=True, slots=True)
class Key:
    """The secret that pseudonyms are made under."""

    secret: bytes = field(repr=False)

    @classmethod
    def load_or_create(cls, path: Path) -> Key:
        """The key in the file at `path`, made there (mode 0600) if there is none.

        Raises:
            BadKey: the file cannot be read or written, or holds no key.
        """
        try:
            return cls.load(path) if path.exists() else cls._create(path)
        except OSError as error:
            raise BadKey(f"{path}: the pseudonym key cannot be used ({error.strerror}); check the folder") from error

    @classmethod
    def load(cls, path: Path) -> Key:
        """The key in the file at `path`.

        Raises:
            BadKey: the file holds no key.
            OSError: the file cannot be read.
        """
        try:
            secret = bytes.fromhex(path.read_text("ascii").strip())
        except ValueError:
            secret = b""
        if len(secret) != KEY_BYTES:
            raise BadKey(f"{path}: not a pseudonym key ({2 * KEY_BYTES} hexadecimal digits); restore it from a backup")
        return cls(secret)

    @classmethod
    def _create(cls, path: Path) -> Key:
        path.parent.mkdir(parents=True, exist_ok=True)
        key = cls(secrets.token_bytes(KEY_BYTES))
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(key.secret.hex() + "\n", "ascii")
        try:
            os.link(draft, path)  # unlike a rename, this never replaces a key that another process has just made
        except FileExistsError:
            return cls.load(path)
        finally:
            draft.unlink()
        return key

    def pseudonym(self, name: str, site: str) -> str:
        """The pseudonym of an account name on a site: "a-" and 16 hexadecimal digits."""
        message = f"{site}\0{name}".encode("utf-8", "surrogatepass")
        return "a-" + hmac.digest(self.secret, message, "sha256").hex()[:SHOWN_HEX]


def site_of(record: Record) -> str:
    """The site whose account names a page shares: its host, else its outlet, else the page alone."""
    try:
        host = urlsplit(record.page.url or "").hostname or ""
    except ValueError:  # no URL after all, such as "http://[x"
        host = ""
    return host.removeprefix("www.") or record.page.outlet or record.page.id


def with_pseudonyms(record: Record, key: Key) -> tuple[Record, dict[str, str]]:
    """The record with pseudonyms for its account names, and the names by pseudonym; what is a pseudonym already stays."""
    site = site_of(record)
    known = [c.account for c in record.comments if c.account is not None] + [a.name for a in record.accounts]
    pseudonyms = {name: key.pseudonym(name, site) for name in known if not PSEUDONYM.fullmatch(name)}
    return _renamed(record, pseudonyms), {pseudonym: name for name, pseudonym in pseudonyms.items()}


def with_names(record: Record, names: dict[str, str]) -> Record:
    """The record with account names for its pseudonyms; a pseudonym whose name is not known stays."""
    return _renamed(record, names)


def _renamed(record: Record, to: dict[str, str]) -> Record:
    def comment(one: Comment) -> Comment:
        return replace(one, account=to.get(one.account, one.account)) if one.account is not None else one

    def account(one: Account) -> Account:
        return replace(one, name=to.get(one.name, one.name))

    return replace(
        record,
        comments=tuple(comment(c) for c in record.comments),
        accounts=tuple(account(a) for a in record.accounts),
    )
