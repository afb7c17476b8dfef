"""How pages are captured: every default in one place."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Options"]

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """`captured` is ISO 8601; `timeout` and `longest_fetch` are seconds; `allow_hosts` may be private or loopback."""

    captured: str | None = None
    max_bytes: int = 32 * MIB  # the largest saved news pages, pictures and all inlined, stay under 20 MiB
    timeout: float = 20.0  # a server that says nothing for so long is down for the reader too
    longest_fetch: float = 120.0  # against servers that drip
    max_redirects: int = 10
    allow_hosts: frozenset[str] = frozenset()
    user_agent: str = "onrecord/0.1 (news pages on record; reads robots.txt)"
