"""A request is Coral's if its raw body was signed with one of the secrets, which lie where only their owner can read them."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BadSettings
from onrecord.moderate.signature import VARIABLE, Secrets, signature
from tests.moderate.fakes import SECRET, SECRETS

OLD, NEW = b"the-secret-before-rotation", b"the-secret-after-rotation"


def test_the_signature_is_that_of_corals_guide() -> None:
    """HMAC-SHA-256 over the body, the secret as it is written, in hexadecimal."""
    assert signature(b"{}", SECRET) == hmac.new(SECRET, b"{}", hashlib.sha256).hexdigest()


def test_one_right_signature_is_enough() -> None:
    """While a secret is rotated Coral signs with both, and either side may know one of them only."""
    header = f"sha256={signature(b'x', OLD)}, sha256={signature(b'x', NEW)}"
    assert all(Secrets(known).signed(b"x", header) for known in ((OLD,), (NEW,), (SECRET, NEW)))
    assert not SECRETS.signed(b"x", header)


@pytest.mark.parametrize(
    "header",
    [None, "", "sha256=", "sha256", ",,=,", "sha256=é\ud800", "sha1=" + signature(b"x", SECRET), signature(b"x", SECRET)],
)
def test_what_is_no_signature_is_none(header: str | None) -> None:
    """Missing, empty, of another kind, or odd."""
    assert not SECRETS.signed(b"x", header)


def test_the_body_must_be_the_signed_one() -> None:
    """To the byte."""
    header = f"sha256={signature(b'{}', SECRET)}"
    assert SECRETS.signed(b"{}", header)
    assert not SECRETS.signed(b"{} ", header)


@given(st.binary(), st.text())
def test_no_made_up_signature_fits(body: bytes, value: str) -> None:
    """Nor does one break the check."""
    assert not SECRETS.signed(body, f"sha256={value}")


def test_secrets_come_from_a_file_or_the_environment(tmp_path: Path) -> None:
    """Several, for rotation; the file goes first, and is not shown by accident."""
    file = tmp_path / "secret"
    file.touch(mode=0o600)
    file.write_bytes(OLD + b"\n\n" + NEW + b"\n")
    assert Secrets.load(file, {VARIABLE: SECRET.decode()}).values == (OLD, NEW)
    assert Secrets.load(None, {VARIABLE: SECRET.decode()}).values == (SECRET,)
    assert SECRET.decode() not in repr(SECRETS)


@pytest.mark.parametrize(
    ("mode", "text", "why"),
    [(0o640, "a" * 32, "chmod 600"), (0o600, " \n", "no signing secret"), (0o600, "short", "fewer than 16")],
)
def test_a_secret_that_cannot_be_used_is_told(tmp_path: Path, mode: int, text: str, why: str) -> None:
    """A file that others may read is as good as none."""
    file = tmp_path / "secret"
    file.write_text(text)
    file.chmod(mode)
    with pytest.raises(BadSettings, match=why):
        Secrets.load(file, {})


def test_a_missing_secret_is_told(tmp_path: Path) -> None:
    """With what to do."""
    with pytest.raises(BadSettings, match=VARIABLE):
        Secrets.load(None, {})
    with pytest.raises(BadSettings, match="No such file"):
        Secrets.load(tmp_path / "none", {})
