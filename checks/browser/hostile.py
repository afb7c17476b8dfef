"""Strings that are meant to break pages, made here by rule, and a store that has each of them in every place of a record.

Each that is code would set `window.__x`, or open a dialog, if it ran.
"""

from __future__ import annotations

from itertools import chain, product
from pathlib import Path

from onrecord.record import (
    Account,
    AtOdds,
    Comment,
    Copies,
    Count,
    Cue,
    Dated,
    Entity,
    Event,
    Evidence,
    Gap,
    Page,
    Participant,
    ReaderInfo,
    Record,
    Span,
    Stance,
    Statement,
    Tension,
    sha256,
    span,
)  # fmt: skip
from onrecord.store import Store

__all__ = ["LONG", "STRINGS", "TOGETHER", "page_id", "short", "store_of_hostile"]

RUN = "__x=1"
TOGETHER = 8  # strings whose comments stand in one thread, under the page of the first
LONG = 20_000  # characters from which on a string stands in the title, text and comments alone: a name of a megabyte is no name


def _scripts() -> list[str]:
    opens = ["<script>", "<SCRIPT>", "<ScRiPt >", "<script\t>", "<script\n>", "<script/x>", "<script defer>", "<script type=module>", "<script type='text/javascript'>"]  # fmt: skip
    closes = ["</script>", "</ScRiPt\n>", ""]
    whole = [f"{begin}{RUN}{end}" for begin, end in product(opens, closes)]
    sources = [
        "//elsewhere.example/x.js",
        "data:text/javascript,__x=1",
        "https://elsewhere.example/x.js",
        "/static/../api/totals",
    ]
    return [
        *whole,
        *(f"<script src={quote}{source}{quote}></script>" for source, quote in product(sources, ('"', "'", ""))),
        f"<scr<script>ipt>{RUN}</scr</script>ipt>",
        f"</title><script>{RUN}</script>",
        f"</textarea><script>{RUN}</script>",
        f"</style></script><script>{RUN}</script>",
        f"<noscript><p title='</noscript><script>{RUN}</script>'>",
        f"<template><script>{RUN}</script></template>",
        f"\ufeff<script>{RUN}</script>",
        f"＜script＞{RUN}＜/script＞",
        f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    ]


def _handlers() -> list[str]:
    loads = {
        "img src=//elsewhere.example/x": "onerror", "img src": "onerror", "video src=x": "onerror", "audio src=x": "onerror", "body": "onload", "iframe": "onload",
        "object data=x": "onerror", "embed src=x": "onload", "link rel=stylesheet href=x": "onerror", "style": "onload",
        "input autofocus": "onfocus", "select autofocus": "onfocus", "textarea autofocus": "onfocus", "button autofocus": "onfocus",
        "details open": "ontoggle", "marquee": "onstart", "video autoplay": "onplay", "div tabindex=0 id=main": "onfocus", "a href=x": "onmouseover",
        "p style=animation-name:x": "onanimationstart", "form": "onsubmit", "dialog open": "onclose", "x contenteditable": "oninput", "track": "oncuechange",
    }  # fmt: skip
    shapes = ["<{} {}={}>", "<{}/{}='{}'>", '<{}\n{}\t=\n"{}"']
    return [shape.format(element, event, RUN) for (element, event), shape in product(loads.items(), shapes)]


def _links() -> list[str]:
    schemes = ["javascript", "JaVaScRiPt", "java\tscript", "java\nscript", " javascript", "\x01javascript", "javascript&#58;", "&#106;avascript", "vbscript", "livescript", "view-source:javascript", "feed:javascript"]  # fmt: skip
    plain = [f"{scheme}:{RUN}" for scheme in schemes]
    return [
        *plain,
        *(f'<a href="{one}">the original</a>' for one in plain[:6]),
        f"javascript://news.example/%0A{RUN}",
        f"javascript:/*https://news.example/*/{RUN}",
        f"[the original](javascript:{RUN})",
        f"data:text/html,<script>{RUN}</script>",
        "data:text/html;base64,PHNjcmlwdD5fX3g9MTwvc2NyaXB0Pg==",
        f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
        "file:///etc/passwd", "blob:https://news.example/1", "filesystem:https://news.example/x", "about:blank#blocked", "chrome://settings", "mailto:a@b.example?body=x", "tel:+4512345678", "ftp://news.example/x",
        "//elsewhere.example/path", "\\\\elsewhere.example\\path", "https:elsewhere.example", "https:///elsewhere.example", "http://", "https://[::1", "https://news.example:99999999/", f"https://news.example/\"onclick={RUN} x=\"", f"https://news.example/'onclick='{RUN}", f"https://news.example/><script>{RUN}</script>",
        "https://user:secret@elsewhere.example/", "https://news.example/#:~:text=a,-b", "https://news.example/a b", "https://пример.example/путь", "https://news.example/%00%0d%0aset-cookie:x=1",
    ]  # fmt: skip


def _drawings() -> list[str]:
    return [
        f"<svg onload={RUN}>", f"<svg/onload='{RUN}'/>", f"<svg><script>{RUN}</script></svg>", f"<svg><script href=data:,{RUN} />", f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
        f'<svg><a xlink:href="javascript:{RUN}"><text x=9 y=9>x</text></a></svg>', f"<svg><set attributeName=href to=javascript:{RUN}>", f"<svg><foreignObject><body onload={RUN}></foreignObject></svg>",
        f"<svg><style>@import'//elsewhere.example/x';</style><image href=//elsewhere.example/x onerror={RUN}></svg>", "<svg><use href='data:image/svg+xml,<svg id=x/>#x'>", f"</text></svg><svg onload={RUN}>", f"<svg><desc><script>{RUN}</script>",
        f'<math><mtext><a href="javascript:{RUN}">x', f"<math href='javascript:{RUN}'>x</math>", f"<math><mi><style><img src=x onerror={RUN}></style></mi></math>", f"<mglyph><style><!--</style><img title='--><img src=x onerror={RUN}>'>", f"<math><annotation-xml encoding=text/html><script>{RUN}</script>",
    ]  # fmt: skip


def _styles() -> list[str]:
    return [
        "<style>*{display:none}</style>", "<style>@import url(//elsewhere.example/x.css)</style>", "<link rel=stylesheet href=//elsewhere.example/x.css>", "<p style='position:fixed;inset:0;background:red'>", "</style><style>body{visibility:hidden}",
        f"<div style=\"background:url('javascript:{RUN}')\">", f"<div style=\"width:expression({RUN})\">", "<xss style='-moz-binding:url(//elsewhere.example#x);behavior:url(x.htc)'>", "<base href=//elsewhere.example/>", "<base target=_blank>",
        f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>", "<meta http-equiv=refresh content=0;url=//elsewhere.example/>", "<meta charset=utf-7>", "<form action=//elsewhere.example><button>Search</button>", f"<button form=x formaction=javascript:{RUN}>", "<iframe srcdoc='&lt;script&gt;parent.__x=1&lt;/script&gt;'>",
        "<frameset><frame src=//elsewhere.example>", "<plaintext>", "<xmp>", "<listing>", "<textarea>", "<select><option>", "<title>", "<dialog open>", "</main></body></html>", "</bdi></p></article>", "<portal src=//elsewhere.example>", "<object data=//elsewhere.example>", "<isindex action=javascript:x>",
    ]  # fmt: skip


def _templates() -> list[str]:
    return [
        "{{7*7}}", "{{ 7 * '7' }}", "{% for x in range(9) %}x{% endfor %}", "{% raw %}", "{# comment #}", "{{ request.app.state.shelf }}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "[[7*7]]", "{{constructor.constructor('__x=1')()}}",
        "%s%n%x%d", "{0} {name!r:>99}", "%(title)s", "`id`", "$(id)", "; rm x;", "' OR 1=1 --", '" OR ""="', "'); DROP TABLE pages; --", "a' UNION SELECT 1 --", "NEAR(a b, 3)", "title:* AND NOT", '"unended', "\\u003cscript\\u003e", "\\x3cscript\\x3e", "\\", "\\\\", "\\'\\\"", "null", "undefined", "NaN", "true", "0", "[]", "{}", "[object Object]", "__proto__", "constructor", "\r\nSet-Cookie: x=1", "\r\n\r\n<html>",
    ]  # fmt: skip


def _breakouts() -> list[str]:
    return [
        f'" autofocus onfocus={RUN} x="', f"' autofocus onfocus={RUN} x='", f"` onfocus={RUN} `", f'"><img src=x onerror={RUN}>', f"'><svg onload={RUN}>", f"--><script>{RUN}</script><!--", f"<!--<img src='--><img src=x onerror={RUN}>'>", "<!--", "-->", "<!", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY a 'a'>]>&a;", f"<![CDATA[<script>{RUN}</script>]]>", "]]>", f"<!--[if IE]><script>{RUN}</script><![endif]-->",
        "&lt;script&gt;__x=1&lt;/script&gt;", "&#60;script&#62;__x=1&#60;/script&#62;", "&#x3c;script&#x3e;", "&#0000060script&#62", "&amp;lt;b&amp;gt;", "&nbsp;&zwj;&rlm;", "&", "&&&", "&#0;", "&#xD800;", "&#x110000;", "<", ">", '"', "'", "`", "<>", "</", "< script>", "<a", "<a href='", '<a href="x', "<\0script>", f"<img\0src=x\0onerror={RUN}>", f"%3Cscript%3E{RUN}%3C/script%3E", f"%253Cscript%253E{RUN}",
        f"x\" data-item data-of=\"s1\" onclick=\"{RUN}", "c1\" class=\"lit", "#main", "?q=<script>", "a#b?c&d=e/f%2Fg",
    ]  # fmt: skip


def _letters() -> list[str]:
    return [
        "\u202egnp.exe", "left \u202eright\u202c left", "\u2066isolated", "\u2067\u2069\u2069\u2069", "\u202d\u202e\u202b\u202a", "\u200f\u200eנכון\u200f", "\u061cعربي", "a\u0000b", "\x00", "\x01\x02\x03\x07\x08\x0b\x0c\x0e\x1b[31mred\x1b[0m", "\x7f\x80\x85\x9f", "\x1b]0;title\x07", "\u2028line\u2029paragraph", "\ufffe\uffff", "\ufeff", "\u00ad" * 50,
        "Z" + "\u0301\u0316\u0323\u0334\u0353" * 60, "\u0e49" * 200, "\u20dd" * 40, "a\u200b\u200c\u200d\u2060b", "\u200b", "\u3164", "\u2800", "\U000e0001\U000e0041\U000e007f", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20, "\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f1e9\U0001f1f0" * 30, "\U0001f44d\U0001f3ff", "1\ufe0f\u20e3", "\U0010ffff", "\ue000\U000f0000",
        "ǅ İ ı ß ſ ﬃ K Å", "а\u0430dmin" + "аdмin", "𝖘𝖈𝖗𝖎𝖕𝖙", "ｊａｖａｓｃｒｉｐｔ：", "﷽" * 50, "𒐫" * 50, "\t\t\t", "\n\n\n", " ", "\u00a0", "\r", "line\rline", "\n<p>para</p>\n\n<p>para", "؀؁", "ꙮ", "\u180e", "ᄀ" * 100, "ᠮᠣᠩᠭᠣᠯ", "ไม่มีช่องว่าง" * 30, "漢字" * 400,
    ]  # fmt: skip


def _cells() -> list[str]:
    return [
        "=1+1", "=cmd|'/C calc'!A0", '=HYPERLINK("https://elsewhere.example","x")', "=IMPORTXML(\"//elsewhere.example\",\"//a\")", "+1+1", "-1+1", "-2+3+cmd|' /C calc'!A0", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", '"=1+1"', '",=1+1,"', ";=1+1", "a,b\nc,d", 'a "quoted" cell', "1e999", "0x1F", "007", "2026-02-30", "#REF!", "'=1",
    ]  # fmt: skip


def _paths() -> list[str]:
    return [
        "../../../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "....//....//etc/passwd", "/static/../../app.py", "file.txt\0.html", "CON", "~root", "..", ".", "./.", "..;/", "%c0%ae%c0%ae/", "//", "///x", "/", "a//b", ".json", "x.csv", "?", "#", "%", "%25", "%zz", "a+b c%20d",
    ]  # fmt: skip


def _floods() -> list[str]:
    return [
        "W" * 1_000_000,
        "<b>" * 300_000,
        "\u202e" * 10_000,
        "&lt;" * 250_000,
        "word " * 200_000,
        "W" * 10_000,
        "<i>" * 3_000,
        "\u0301" * 10_000,
        "🧨" * 5_000,
        "</p>" * 2_000,
    ]


STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        chain(
            _scripts(), _handlers(), _links(), _drawings(), _styles(), _templates(), _breakouts(), _letters(), _cells(), _paths(),
            _floods(),
        )
    )
)  # fmt: skip


def short(string: str) -> str:
    """What stands of a string where only something short can: a name, an address, an id."""
    return string[:LONG] if len(string) <= LONG else string[:200]


def page_id(number: int) -> str:
    """The id of the page that has the string of that number: itself, if it is short."""
    string = STRINGS[number]
    return f"p{number}-{string}" if len(string) < 300 else f"p{number}"


def store_of_hostile(folder: Path) -> Path:
    """A store with a page for each string."""
    path = folder / "hostile.db"
    with Store.open(path) as store:
        store.write_many(_record(number, string) for number, string in enumerate(STRINGS))
    return path


class _Text:
    """A text that is put together from pieces, each with its span."""

    def __init__(self) -> None:
        self.whole = ""
        self._parts: list[tuple[int, int]] = []

    def __call__(self, piece: str, after: str = " ") -> int:
        self._parts.append((len(self.whole), len(self.whole) + len(piece)))
        self.whole += piece + after
        return len(self._parts) - 1

    def at(self, number: int) -> Span:
        return span(self.whole, *self._parts[number])


def _record(number: int, string: str) -> Record:
    name, own = short(string) or "x", f"{number}-{short(string)[:200]}"
    text = _Text()
    who, cue, what = text(name), text("said"), text(f"that {string} sank the ferry", ".\n\n")
    actor, trigger, place, when, count = text(name), text("blocked"), text(name), text(name), text(name, ".\n\n")
    other, again = text("Ann Example denied"), text(f"that {name} sank", ".")
    at = text.at
    entities = (
        Entity(id=f"e{own}", kind="person", name=name, role=name, of=name, mentions=(at(who), at(actor))),
        Entity(id="e2", kind="place", name=name, mentions=(at(place),), country=name, lat=55.0 + number % 9, lon=14.0 + number % 7, place_confidence=0.9),
        Entity(id="e3", kind="organisation", name=f"Ann {name}", mentions=(at(other),)),
    )  # fmt: skip
    statements = (
        Statement(id=f"s{own}", source=at(who), speaker=f"e{own}", cue=at(cue), content=(at(what),), addressee=at(actor), venue=at(place), form="direct", act="assert", confidence=0.9),
        Statement(id="s2", source=at(other), speaker="e3", content=(at(again),), form="indirect", act="deny", confidence=0.5),
    )  # fmt: skip
    events = (
        Event(id=f"v{own}", trigger=at(trigger), type="PROTEST", mode=name, actors=(Participant(span=at(actor), entity=f"e{own}"),), recipients=(Participant(span=at(what)),), place=Participant(span=at(place), entity="e2"), date=Dated(span=at(when), value=name if number % 2 else "2026-03-01"), modality="threatened", counts=(Count(span=at(count), what=name, value=4, low=4, high=9, unit=name),), said_in=f"s{own}", confidence=0.7),
    )  # fmt: skip
    together = range(number, min(number + TOGETHER, len(STRINGS))) if number % TOGETHER == 0 else range(0)
    threads = [_thread(each, STRINGS[each], f"e{own}") for each in together]
    comments = tuple(comment for some, _ in threads for comment in some)
    accounts = tuple(account for _, some in threads for account in some)
    copied = (Copies(comments=(comments[0].id, comments[1].id), kind="disguised", similarity=0.9),) if comments else ()
    page = Page(
        id=page_id(number), url=name, title=string, byline=(name, string), outlet=name, published=name if number % 3 == 0 else "2026-03-01", captured=name, language=name, text=text.whole,
        text_sha256=sha256(text.whole), stated_comment_count=7, source=name, evidence={name: Evidence(tag=name, exact=name), "title": Evidence(span=at(who))},
    )  # fmt: skip
    return Record(
        page=page, entities=entities, statements=statements, events=events, tensions=(Tension(a=f"s{own}", b="s2", relation="contradicts", confidence=0.8),),
        comments=comments, accounts=accounts, copies=copied,
        gaps=(Gap(what="comments", why=string, provider=name),), reader=ReaderInfo(name=name, version=name),
    )  # fmt: skip


def _thread(number: int, string: str, target: str) -> tuple[tuple[Comment, ...], tuple[Account, ...]]:
    name, own = short(string) or "x", f"c{number}-{short(string)[:200]}"
    account, second, third = f"{number}{name}" if number % 2 else f"{name}{number}", f"c{number}-2", f"c{number}-3"
    whole = span(string, 0, min(len(string), 500))
    stance = Stance(toward=target, label="favour", evidence=whole, confidence=0.8)
    against = Stance(toward="s2", label="against", evidence=whole, confidence=0.8)
    comments = (
        Comment(id=own, account=account, text=string, posted=name, posted_shown=name, likes=1, stances=(stance,), cues=(Cue(kind="insult", span=whole, confidence=0.9),), flags=("at_odds", "copy", name)),
        Comment(id=second, account=f"a-{number}", text=string, parent=own, posted_shown=name, stances=(against,), flags=("copy",)),
        Comment(id=third, account=account, text=f"No {string}", parent=second, stances=(against,)),
    )  # fmt: skip
    odds = AtOdds(a=own, b=third, toward=target, reads_as="contradiction", evidence_a=whole, seconds=60.0, confidence=0.9)
    return comments, (
        Account(name=account, comments=(own, third), at_odds=(odds,)),
        Account(name=f"a-{number}", comments=(second,)),
    )
