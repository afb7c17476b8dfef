"""Links into the original page: the browser scrolls to the words and marks them (WICG, "Text Fragments")."""

from __future__ import annotations

from urllib.parse import quote, urldefrag

from onrecord.serve.words import href

__all__ = ["fragment"]

LONG, ENDS = 100, 4  # a passage of more characters is named by so many words of its beginning and its end


def fragment(url: str | None, words: str) -> str | None:
    """The address of the words in a page; None where the page has no address of the web."""
    address = href(url)
    parts = words.split()
    if address is None or not parts:
        return None
    ends = [parts[:ENDS], parts[-ENDS:]] if len(words) > LONG and len(parts) > 2 * ENDS else [parts]
    told = ",".join(quote(" ".join(end), safe="").replace("-", "%2D") for end in ends)
    return f"{urldefrag(address).url}#:~:text={told}"
