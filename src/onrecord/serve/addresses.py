"""What stands at the end of an address and may be any text: an id of a page, a name."""

from __future__ import annotations

from starlette.convertors import Convertor

__all__ = ["TextConvertor"]


class TextConvertor(Convertor[str]):
    """`{name:text}` in a route: all that follows, line ends too, which starlette's `path` stops at."""

    regex = "(?s:.*)"

    def convert(self, value: str) -> str:
        """The text as it came."""
        return value

    def to_string(self, value: str) -> str:
        """The text as it goes."""
        return value
