"""One invented thread in the markup of many systems. Each function gives a page's HTML; THREAD is what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

STORY = (
    "<article><h1>Night ferry to run all winter</h1><p>By <a rel='author' href='/staff/ola'>Ola Berg</a>, 3 March 2025</p>"
    "<p>The harbour board decided on Monday that the night ferry will run through the winter, its chairman said in a statement.</p>"
    "<p>Residents of the outer islands had asked for the service for years, and the council has now found the money for it.</p></article>"
)
RELATED = (
    "<aside class='related'><h3>More stories</h3><ul>"
    + "".join(
        f"<li class='teaser'><a href='/s{i}'>Harbour story number {i}</a><span class='author'>Ann {i}</span><time>{i} March 2025</time></li>"
        for i in range(1, 6)
    )
    + "</ul></aside>"
)

# account, time shown, text, parent (index), likes
THREAD = (
    ("Marit", "3 March 2025 at 18:02", "At last. My mother lives out there and has waited for this.", None, 12),
    ("old_sailor", "3 March 2025 at 18:10", "Wait until the first storm.\nThen it stays in port like every year.", 0, 3),
    ("Marit", "3 March 2025 at 18:15", "It stays in port four nights a winter. I counted.", 1, 5),
    ("Kim & Co", "4 March 2025 at 07:40", "Who pays?", None, 0),
    ("Jørgen Å", "4 March 2025 at 09:01", "We all do, and for once I do not mind <3", 3, 7),
    (
        "lighthouse",
        "4 March 2025 at 11:30",
        "The board has voted twice before and nothing came of it, so I will believe it when I see lights.",
        None,
        1,
    ),
)
DEPTH = (0, 1, 2, 0, 1, 0)


def _page(thread: str, before: str = "", head: str = "") -> str:
    return f"<!doctype html><html lang='en'><head><title>Night ferry</title>{head}</head><body>{before}{STORY}{RELATED}{thread}<footer>© The Paper</footer></body></html>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))


def _nested(unit: Callable[[int, str], str], wrap: Callable[[str], str]) -> str:
    """Units built from the leaves up: `unit` gets the index and its replies' markup, `wrap` the replies of one comment."""

    def build(parent: int | None) -> str:
        return "".join(
            unit(i, wrap(build(i)) if any(t[3] == i for t in THREAD) else "") for i, one in enumerate(THREAD) if one[3] == parent
        )

    return build(None)


def wordpress() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _, _ = THREAD[i]
        return (
            f"<li class='comment even thread-even depth-{DEPTH[i] + 1}' id='comment-{100 + i}'><article class='comment-body' id='div-comment-{100 + i}'>"
            f"<footer class='comment-meta'><div class='comment-author vcard'><img alt='' class='avatar'><b class='fn'>{escape(name)}</b>"
            f" <span class='says'>says:</span></div><div class='comment-metadata'><a href='#comment-{100 + i}'><time datetime='2025-03-0{3 + (i > 2)}T18:0{i}:00+01:00'>{time}</time></a>"
            f"</div></footer><div class='comment-content'>{_paragraphs(text)}</div><div class='reply'><a class='comment-reply-link' href='#'>Reply</a></div></article>{replies}</li>"
        )

    thread = _nested(unit, lambda inner: f"<ol class='children'>{inner}</ol>")
    ping = "<li class='pingback'><div>Pingback: <a href='x'>Some blog</a> 5 March 2025</div></li>"
    form = "<div id='respond'><h3>Leave a Reply</h3><form><textarea></textarea></form></div>"
    return _page(
        f"<div id='comments' class='comments-area'><h2>6 thoughts on “Night ferry”</h2><ol class='comment-list'>{thread}{ping}</ol>{form}</div>"
    )


def drupal() -> str:
    parts, level = [], 0
    for (name, time, text, _, _), depth in zip(THREAD, DEPTH, strict=True):
        parts.append("<div class='indented'>" * max(0, depth - level) + "</div>" * max(0, level - depth))
        level = depth
        parts.append(
            f"<article class='comment js-comment'><footer class='comment__meta'><p class='comment__submitted'>{escape(name)} | {time}</p></footer>"
            f"<div class='content'><h3 class='comment__title'></h3><div class='field field--name-comment-body field__item'>{_paragraphs(text)}</div>"
            "<ul class='links inline'><li><a href='/user/login'>Log in</a> to post comments</li></ul></div></article>"
        )
    return _page(f"<section class='comments'><h2>Comments</h2>{''.join(parts)}{'</div>' * level}</section>")


def microdata() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _, likes = THREAD[i]
        return (
            f"<div itemscope itemtype='https://schema.org/Comment' id='c{i}'><div><span itemprop='author' itemscope itemtype='https://schema.org/Person'>"
            f"<span itemprop='name'>{escape(name)}</span></span> <meta itemprop='dateCreated' content='2025-03-03T10:0{i}:00Z'>{time} <span itemprop='upvoteCount'>{likes}</span></div>"
            f"<div itemprop='text'>{_paragraphs(text)}</div><button>Reply</button>{replies}</div>"
        )

    return _page(f"<div>{_nested(unit, lambda inner: f'<div>{inner}</div>')}</div>")


def hashed() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _, likes = THREAD[i]
        return (
            f"<div class='css-1k3z{7}a'><div class='css-9aa1'><img alt='{escape(name)}' src='x.png'><a class='css-2bb2' href='/people/{i}'>{escape(name)}</a>"
            f"<span class='css-3cc3'>{time}</span></div><div class='css-4dd4'>{_paragraphs(text)}</div>"
            f"<div class='css-5ee5'><button>Like</button><span>{likes}</span><button>Reply</button><button>Share</button></div>{replies}</div>"
        )

    return _page(f"<div class='css-0zz0'>{_nested(unit, lambda inner: f'<div class=css-6ff6>{inner}</div>')}</div>")


def flat_with_marks() -> str:
    parts = []
    for i, (name, time, text, parent, _) in enumerate(THREAD):
        mark = (
            f"<div class='reply-mark'>In reply to <a href='#post{parent}'>{escape(THREAD[parent][0])}</a></div>"
            if parent is not None
            else ""
        )
        parts.append(
            f"<div class='post-row' id='post{i}'><span class='user-name'>{escape(name)}</span><span class='when'>{time}</span>{mark}<div class='msg'>{_paragraphs(text)}</div></div>"
        )
    return _page(f"<div class='reader-comments'>{''.join(parts)}</div>")


def data_parent() -> str:
    parts = [
        f"<li class='kommentar' data-comment-id='9{i}7' {f'data-parent-id=9{parent}7' if parent is not None else ''}><header><strong class='autor'>{escape(name)}</strong> "
        f"<span class='datum'>{time}</span></header><div class='kommentar-text'>{_paragraphs(text)}</div><a href='#'>Antworten</a> <a href='#'>Melden</a></li>"
        for i, (name, time, text, parent, _) in enumerate(THREAD)
    ]
    return _page(f"<section class='kommentare'><h2>6 Kommentare</h2><ul>{''.join(parts)}</ul></section>")


def indent_by_style() -> str:
    parts = [
        f"<div class='cmt' style='margin-left: {20 * depth}px'><p class='cmt-head'>Posted by <b>{escape(name)}</b> on {time}</p><div class='cmt-body'>{_paragraphs(text)}</div></div>"
        for (name, time, text, _, _), depth in zip(THREAD, DEPTH, strict=True)
    ]
    return _page(f"<div id='comments'><h3>Comments (6)</h3>{''.join(parts)}</div>")


def spacer_tables() -> str:
    parts = [
        f"<tr class='athing comtr' id='{500 + i}'><td><table><tr><td class='ind' indent='{depth}'><img src='s.gif' height='1' width='{40 * depth}'></td><td class='default'>"
        f"<div><span class='comhead'><a href='user?id={i}' class='hnuser'>{escape(name)}</a> <span class='age' title='2025-03-03T18:0{i}:00'><a href='item?id={i}'>{time}</a></span> "
        f"<span><a href='#{500 + i + 1}'>next</a> <a class='togg'>[–]</a></span></span></div><div class='comment'><div class='commtext c00'>{_paragraphs(text)}</div>"
        f"<div class='reply'><p><font size='1'><u><a href='reply?id={i}'>reply</a></u></font></div></div></td></tr></table></td></tr>"
        for i, ((name, time, text, _, _), depth) in enumerate(zip(THREAD, DEPTH, strict=True))
    ]
    return _page(f"<table class='comment-tree'>{''.join(parts)}</table>")


def old_reddit() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _, likes = THREAD[i]
        return (
            f"<div class='thing id-t1_k{i} noncollapsed comment' id='thing_t1_k{i}'><div class='midcol'></div><div class='entry'><p class='tagline'><a class='expand'>[–]</a>"
            f"<a href='/user/u{i}' class='author may-blank'>{escape(name)}</a> <span class='score'>{likes} points</span> <time datetime='2025-03-03T18:0{i}:00+00:00'>{time}</time></p>"
            f"<form class='usertext'></form><div class='usertext-body'><div class='md'>{_paragraphs(text)}</div></div><ul class='flat-list buttons'><li><a>permalink</a></li>"
            f"<li><a>reply</a></li></ul></div><div class='child'>{replies}</div></div>"
        )

    return _page(
        f"<div class='commentarea'><div class='sitetable nestedlisting'>{_nested(unit, lambda inner: f'<div class=sitetable>{inner}</div>')}</div></div>"
    )


def disqus_frame() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _, likes = THREAD[i]
        return (
            f"<li class='post' id='post-{7000 + i}'><div class='post-content'><div class='avatar hovercard'><a class='user'><img alt='Avatar'></a></div><div class='post-body'><header class='comment__header'>"
            f"<span class='post-byline'><span class='author publisher-anchor-color'><a href='#'>{escape(name)}</a></span></span> <span class='post-meta'>"
            f"<a class='time-ago' title='Monday, March 3, 2025 6:0{i} PM'>{time}</a></span></header><div class='post-body-inner'><div class='post-message-container'><div class='post-message'>{_paragraphs(text)}</div></div></div>"
            f"<footer class='comment__footer'><menu><li class='voting'><a class='vote-up'><span class='updatable count'>{likes}</span></a></li><li><a>Reply</a></li><li><a>Share ›</a></li></menu></footer></div></div>"
            f"<ul class='children'>{replies}</ul></li>"
        )

    return _page(
        f"<div id='disqus_thread'><section id='conversation'><ul class='post-list' id='post-list'>{_nested(unit, lambda inner: inner)}</ul></section></div>"
    )


def definition_list() -> str:
    parts = [
        f"<dt class='comment-author' id='c{i}'><a href='/profile/{i}'>{escape(name)}</a> said...</dt><dd class='comment-body'>{_paragraphs(text)}</dd>"
        f"<dd class='comment-footer'><span class='comment-timestamp'><a href='#c{i}'>{time}</a></span></dd>"
        for i, (name, time, text, _, _) in enumerate(THREAD)
    ]
    return _page(f"<div id='comments'><h4>6 comments:</h4><dl id='comments-block'>{''.join(parts)}</dl></div>")


def bulletin_board() -> str:
    parts = [
        f"<div id='p{i}' class='post bg{i % 2}'><dl class='postprofile'><dt><a href='./memberlist.php?u={i}' class='username'>{escape(name)}</a></dt><dd><strong>Posts:</strong> 12{i}</dd></dl>"
        f"<div class='postbody'><p class='author'>by <strong><a href='#' class='username'>{escape(name)}</a></strong> » {time}</p><div class='content'>{_paragraphs(text)}</div></div></div>"
        for i, (name, time, text, _, _) in enumerate(THREAD)
    ]
    return _page(f"<div class='forum-discussion'>{''.join(parts)}</div>")


def aria_levels() -> str:
    parts = [
        f"<article role='treeitem' aria-level='{depth + 1}' class='x1yz' aria-label='Comment by {escape(name)}'><div><a role='link' href='/u/{i}'><span>{escape(name)}</span></a></div>"
        f"<div dir='auto'>{_paragraphs(text)}</div><div><span>{time}</span> <div role='button'>Like</div> <div role='button'>Reply</div></div></article>"
        for i, ((name, time, text, _, _), depth) in enumerate(zip(THREAD, DEPTH, strict=True))
    ]
    return _page(f"<div role='tree' aria-label='Comments'>{''.join(parts)}</div>")


def level_classes() -> str:
    parts = [
        f"<div class='c-item c-item--level-{depth}'><div class='c-item__head'><h4 class='c-item__author'>{escape(name)}</h4><p class='c-item__date'>{time}</p></div>"
        f"<div class='c-item__text'>{escape(text).replace(chr(10), '<br>')}</div><ul class='c-item__tools'><li>Reply</li><li>Report</li></ul></div>"
        for (name, time, text, _, _), depth in zip(THREAD, DEPTH, strict=True)
    ]
    return _page(f"<section id='comments-section'><h2>Join the discussion: 6 comments</h2>{''.join(parts)}</section>")


def json_ld() -> str:
    def build(i: int) -> dict[str, object]:
        name, _, text, _, likes = THREAD[i]
        replies = [build(j) for j, one in enumerate(THREAD) if one[3] == i]
        own: dict[str, object] = {
            "@type": "Comment",
            "author": {"@type": "Person", "name": name},
            "text": text,
            "dateCreated": f"2025-03-03T18:0{i}:00Z",
            "upvoteCount": likes,
        }
        return own | ({"comment": replies} if replies else {})

    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Night ferry",
        "comment": [build(i) for i in (0, 3, 5)],
    }
    return _page("<div id='comments'></div>", head=f"<script type='application/ld+json'>{json.dumps(data)}</script>")


def embedded_state() -> str:
    nodes = [
        {
            "id": f"n{i}",
            "body": f"<p>{escape(text)}</p>".replace("\n", "</p><p>"),
            "author": {"username": name},
            "createdAt": f"2025-03-03T18:0{i}:00Z",
            "parentId": None if parent is None else f"n{parent}",
        }
        for i, (name, _, text, parent, _) in enumerate(THREAD)
    ]
    state = {
        "props": {
            "pageProps": {
                "story": {"title": "Night ferry"},
                "commentStream": {"count": 6, "edges": [{"node": node} for node in nodes]},
            }
        }
    }
    return _page("<div id='app'></div>", head=f"<script id='__NEXT_DATA__' type='application/json'>{json.dumps(state)}</script>")


def custom_elements() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, parent, likes = THREAD[i]
        return f"<shreddit-comment author='{escape(name)}' thingid='t1_a{i}' depth='{DEPTH[i]}' {f'parentid=t1_a{parent}' if parent is not None else ''} score='{likes}'><div slot='commentAvatar'><a href='/user/{i}'><img alt='u/{escape(name)} avatar'></a></div><div slot='commentMeta'><faceplate-tracker><a href='/user/{i}/' class='truncate'>{escape(name)}</a></faceplate-tracker><span>•</span><a><faceplate-timeago ts='2025-03-03T18:0{i}:00.000000+0000'><time datetime='2025-03-03T18:0{i}:00.000Z' title='Monday'>1y ago</time></faceplate-timeago></a></div><div slot='comment' class='md'><div>{_paragraphs(text)}</div></div><shreddit-comment-action-row></shreddit-comment-action-row>{replies}</shreddit-comment>"

    return _page("<shreddit-comment-tree>" + _nested(unit, lambda inner: inner) + "</shreddit-comment-tree>")


def data_attributes() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        return f"<li id='comment-{i}77' class='d-comment d-comment--{'response' if DEPTH[i] else 'top-level'}' data-comment-id='{i}77' data-comment-author='{escape(name)}' itemscope itemtype='http://schema.org/Comment'><div class='d-comment__inner'><div class='d-comment__meta'><img class='d-comment__avatar' alt=''><span class='d-comment__author' itemprop='author'><a href='https://profile.x/user/id/{i}' itemprop='url'><span itemprop='givenName'>{escape(name)}</span></a></span><div class='d-comment__timestamp'><a class='block-time__link' href='#c'><time class='js-timestamp' itemprop='dateCreated' datetime='2025-03-03T18:0{i}:00Z'>3 Mar 2025 18:0{i}</time></a></div><div class='d-comment__recommend'><span class='d-comment__recommend-count'>{likes}</span></div></div><div class='d-comment__content'><div class='d-comment__main'><div class='d-comment__body' itemprop='text'>{_paragraphs(text)}</div></div><div class='d-comment__actions'><button>Reply</button><button>Share</button><button>Report</button></div></div></div>{replies}</li>"

    return _page(
        "<section id='comments'><h2>6 comments</h2><ul class='d-thread'>"
        + _nested(unit, lambda inner: f"<ul class='d-thread d-thread--responses'>{inner}</ul>")
        + "</ul></section>"
    )


def named_by_ids() -> str:
    parts = [
        f"<ytd-comment-thread-renderer><ytd-comment-view-model id='comment'><div id='body'><div id='author-thumbnail'><a><img alt='@x'></a></div><div id='main'><div id='header'><h3><a id='author-text' href='/@u{i}'><span>{escape(name)}</span></a></h3><span id='published-time-text'><a>2 years ago</a></span></div><div id='content'><yt-attributed-string id='content-text'><span>{escape(text).replace(chr(10), '<br>')}</span></yt-attributed-string></div><div id='toolbar'><span id='vote-count-middle'>{likes}</span><button>Reply</button></div></div></div></ytd-comment-view-model></ytd-comment-thread-renderer>"
        for i, (name, _, text, _, likes) in enumerate(THREAD)
    ]
    return _page("<ytd-comments id='comments'><h2 id='count'>6 Comments</h2>" + "".join(parts) + "</ytd-comments>")


def places_behind_names() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        kind = "comment" if not DEPTH[i] else "reply"
        return f"<div class='{kind}' id='{kind}-{i}'><div class='comment-body comment-text'><p class='user-info'><span class='js-usr'><a class='js-usr' href='/registration/{i}/profile.html'>{escape(name)}</a></span>, Oslo, Norway, <span>3 March 2025</span></p>{_paragraphs(text)}</div><div class='vote-buttons'><span>{likes}</span></div>{replies}</div>"

    return _page(
        "<div id='reader-comments'><h3>Comments 6</h3>"
        + _nested(unit, lambda inner: f"<div class='replies'>{inner}</div>")
        + "</div>"
    )


def headed_bare_divs() -> str:
    parts = [f"<div><h4>{escape(name)}</h4><small>{time}</small>{_paragraphs(text)}</div>" for name, time, text, _, _ in THREAD]
    return _page("<h2>Comments</h2><div>" + "".join(parts) + "</div>")


def headed_bare_list() -> str:
    parts = [f"<li><p><strong>{escape(name)}</strong> on {time}</p>{_paragraphs(text)}</li>" for name, time, text, _, _ in THREAD]
    return _page("<h3>Reader comments (6)</h3><ul>" + "".join(parts) + "</ul>")


def wrote_on() -> str:
    parts = [
        f"<div class='comment'><div class='comment-header'><span class='name'>{escape(name)}</span> wrote on {time}:</div><div class='comment-content'>{_paragraphs(text)}</div><div class='comment-footer'><a>Quote</a> | <a>Report</a></div></div>"
        for name, time, text, _, _ in THREAD
    ]
    return _page("<div class='comments'>" + "".join(parts) + "</div>")


def utility_classes() -> str:
    parts = [
        f"<div class='flex' data-testid='comment-component'><div><figure></figure></div><div><div><h4 class='font-bold'>{escape(name)}</h4><span class='text-xs'><span>Harbour pilot</span><span>·</span><span title='{time}'>2 days ago</span></span></div><div class='gh-comment-content' data-testid='comment-content'>{_paragraphs(text)}</div><div><button>{likes}</button><button>Reply</button></div></div></div>"
        for name, time, text, _, likes in THREAD
    ]
    return _page("<div id='ghost-comments-root'><h2>Member discussion</h2><span>6 comments</span>" + "".join(parts) + "</div>")


NESTED = (
    wordpress, drupal, microdata, hashed, flat_with_marks, data_parent, indent_by_style, spacer_tables, old_reddit, disqus_frame,
    aria_levels, level_classes, json_ld, embedded_state, custom_elements, data_attributes, places_behind_names,
)  # fmt: skip
FLAT = (definition_list, bulletin_board, headed_bare_divs, headed_bare_list, wrote_on, utility_classes)
UNDATED = (named_by_ids,)  # it shows an age alone
