"""Whether a request comes from Coral: HMAC-SHA-256 of its raw body under a signing secret, as Coral's webhooks are signed.

The header is `X-Coral-Signature: sha256=<hex>[,sha256=<hex>…]`, one signature for each secret that is valid at Coral, so that a
secret can be rotated without a gap (https://docs.coralproject.net/webhooks, "Webhook Signing").
"""

from __future__ import annotations

import hmac
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.errors import BadSettings

__all__ = ["HEADER", "VARIABLE", "Secrets", "signature"]

HEADER = "X-Coral-Signature"
VARIABLE = "ONRECORD_CORAL_SECRET"
SHORTEST = 16  # characters; Coral's own are longer, so that a shorter one is a slip of the hand
MOST = 8  # signatures of one request that are looked at
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True, slots=True)
class Secrets:
    """The signing secrets of a phase; a request under any of them is Coral's."""

    values: tuple[bytes, ...] = field(repr=False)

    @classmethod
    def load(cls, file: Path | None, environment: Mapping[str, str]) -> Secrets:
        """The secrets in a file, or else in the environment, a line or a word each.

        Raises:
            BadSettings: there is none, one is too short, or the file can be read by others.
        """
        if file is None:
            return cls._of(environment.get(VARIABLE, ""), f"no signing secret; set {VARIABLE} or give --secret-file", VARIABLE)
        try:
            if os.name == "posix" and file.stat().st_mode & OTHERS:
                raise BadSettings(f"{file}: others may read the signing secret; chmod 600 {file}")
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "not UTF-8"
            raise BadSettings(f"{file}: the signing secret cannot be read ({why}); give a text file, a secret a line") from error
        return cls._of(text, f"{file}: holds no signing secret; put Coral's into it, one a line", str(file))

    @classmethod
    def _of(cls, text: str, missing: str, where: str) -> Secrets:
        words = text.split()
        if not words:
            raise BadSettings(missing)
        if any(len(word) < SHORTEST for word in words):
            raise BadSettings(f"{where}: a signing secret has fewer than {SHORTEST} characters; copy it whole from Coral")
        return cls(tuple(word.encode() for word in words))

    def signed(self, body: bytes, header: str | None) -> bool:
        """Whether the header holds a signature of the body. Takes the same time wherever a signature is wrong."""
        parts = (part.strip().partition("=") for part in (header or "").split(","))
        given = [value for name, _, value in parts if name == "sha256"][:MOST]
        found = False
        for secret in self.values:
            expected = signature(body, secret).encode()
            for value in given:
                found |= hmac.compare_digest(expected, value.encode("utf-8", "surrogatepass"))
        return found


def signature(body: bytes, secret: bytes) -> str:
    """The signature of a body under a secret, in hexadecimal."""
    return hmac.digest(secret, body, "sha256").hex()
