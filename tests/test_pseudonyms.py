"""Account names become pseudonyms that hold for one site, under a key of one's own."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BadKey
from onrecord.pseudonyms import Key, site_of, with_names, with_pseudonyms
from onrecord.record import Account, Comment, Page, Record

KEY = Key(bytes(range(32)))


def thread(page: Page, *names: str | None) -> Record:
    comments = tuple(Comment(id=f"c{i}", account=name, text="x") for i, name in enumerate(names, 1))
    accounts = tuple(Account(name=name) for name in dict.fromkeys(names) if name is not None)
    return Record(page=page, comments=comments, accounts=accounts)


def test_one_name_is_one_pseudonym_on_a_site() -> None:
    """Two pages of a site, with and without www, share pseudonyms; another site and another key do not."""
    first = thread(Page(id="a", url="https://www.example.org/a"), "Marta")
    second = thread(Page(id="b", url="https://example.org/b?x=1"), "Marta")
    assert with_pseudonyms(first, KEY)[1] == with_pseudonyms(second, KEY)[1]
    assert KEY.pseudonym("Marta", "example.org") != KEY.pseudonym("Marta", "example.net")
    assert KEY.pseudonym("Marta", "example.org") != Key(bytes(32)).pseudonym("Marta", "example.org")


def test_a_page_with_neither_url_nor_outlet_is_a_site_of_its_own() -> None:
    """Nothing links accounts of pages whose site is not known."""
    assert site_of(thread(Page(id="a"))) != site_of(thread(Page(id="b")))


@given(st.lists(st.none() | st.text(min_size=1), max_size=8))
def test_names_come_back(names: list[str | None]) -> None:
    """with_names undoes with_pseudonyms, and no name is left in the pseudonymous record."""
    record = thread(Page(id="p", url="https://example.org/p"), *names)
    hidden, known = with_pseudonyms(record, KEY)
    assert with_names(hidden, known) == record
    assert all(c.account is None or c.account.startswith("a-") for c in hidden.comments)
    assert [c.account is None for c in hidden.comments] == [name is None for name in names]


def test_a_record_that_comes_back_keeps_its_pseudonyms() -> None:
    """Reading exported records again does not hide what is hidden."""
    hidden, _ = with_pseudonyms(thread(Page(id="p"), "Marta"), KEY)
    assert with_pseudonyms(hidden, KEY) == (hidden, {})


def test_a_key_is_made_once_and_is_ones_own(tmp_path: Path) -> None:
    """The second call reads the key of the first; nobody else may read the file."""
    path = tmp_path / "new" / "record.db.key"
    assert Key.load_or_create(path) == Key.load_or_create(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["record.db.key"]


def test_the_secret_is_not_printed() -> None:
    """A key in a traceback or a log shows nothing."""
    assert "01" not in repr(KEY)


@pytest.mark.parametrize("content", ["", "abc", "00" * 31, "zz" * 32, "café"])
def test_a_file_that_is_no_key_is_told(tmp_path: Path, content: str) -> None:
    """A damaged key is an error with its path, never a new key in its place."""
    path = tmp_path / "key"
    path.write_text(content, "utf-8")
    with pytest.raises(BadKey, match="not a pseudonym key"):
        Key.load_or_create(path)
    assert path.read_text("utf-8") == content


def test_a_folder_in_the_keys_place_is_told(tmp_path: Path) -> None:
    """What the system refuses comes as one sentence with the path."""
    with pytest.raises(BadKey, match="cannot be used"):
        Key.load_or_create(tmp_path)
