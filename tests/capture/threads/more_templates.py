"""The invented thread in the markup of further systems; see templates.py."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.capture.threads.templates import DEPTH, THREAD, _nested, _page, _paragraphs

Unit = Callable[[int, str, str, str, int | None, int], str]


def _flat(unit: Unit, around: str) -> str:
    """The thread without nesting; "@@" in `around` is where the units stand."""
    return _page(around.replace("@@", "".join(unit(i, *one) for i, one in enumerate(THREAD))))


def typepad() -> str:
    return _flat(
        lambda i, name, time, text, _, likes: (
            f"<div class='comment comment-{'odd' if i % 2 else 'even'}' id='comment-6a00{i}'><div class='comment-avatar'><a href='#'><img src='x'></a></div><div class='comment-content' id='c6a{i}'>{_paragraphs(text)}</div><p class='comment-footer'>Posted by: <a href='http://x'>{escape(name)}</a> | <a href='#c'>{time}</a></p></div>"
        ),
        "<div class='comments' id='comments'><h3 class='comments-header'>Comments</h3><div class='comments-content'>@@</div></div>",
    )


def forum_tables() -> str:
    return _flat(
        lambda i, name, time, text, _, likes: (
            f"<table class='kblock'><tr><td class='kprofile-left'><ul><li class='kpost-username'><a class='kwho-user' href='/u/{i}'>{escape(name)}</a></li><li class='kpost-userrank'>Fresh Boarder</li></ul></td><td class='kmessage-left'><div class='kmsgtitle'><span class='kmsgdate'>{time}</span> <a href='#{i}'>#{i}</a></div><div class='kmsgbody'><div class='kmsgtext'>{_paragraphs(text)}</div></div><div class='kmessage-buttons'>Please <a>Log in</a> or <a>Create an account</a> to join the conversation.</div></td></tr></table>"
        ),
        "<div id='Kunena' class='forum comments'>@@</div>",
    )


def discourse() -> str:
    return _flat(
        lambda i, name, time, text, _, likes: (
            f"<div itemprop='comment' itemscope itemtype='http://schema.org/Comment' id='post_{i + 2}' class='topic-body crawler-post'><div class='crawler-post-meta'><span class='creator' itemprop='author' itemscope itemtype='http://schema.org/Person'><a itemprop='url' rel='nofollow' href='/u/{i}'><span itemprop='name'>{escape(name)}</span></a></span><span class='crawler-post-infos'><time itemprop='datePublished' datetime='2025-03-03T18:0{i}:00Z' class='post-time'>{time}</time><meta itemprop='dateModified' content='2025'><span itemprop='position'>{i + 2}</span></span></div><div class='post' itemprop='text'>{_paragraphs(text)}</div><div itemprop='interactionStatistic' itemscope><meta itemprop='userInteractionCount' content='{likes}'><span class='post-likes'>{likes} Likes</span></div></div>"
        ),
        "<div itemscope itemtype='http://schema.org/DiscussionForumPosting'>@@</div>",
    )


def coral() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        return f"<div><article data-testid='comment-{i}' class='coral coral-comment coral-indent-{DEPTH[i]} CommentContainer-root-{i}'><div class='Indent-root Indent-level{DEPTH[i]}'><div class='coral-comment-topBar'><button class='coral-comment-username'><span>{escape(name)}</span></button> <time class='coral-timestamp' datetime='2025-03-03T18:0{i}:00Z'>2 hours ago</time></div><div class='coral-comment-content'><div class='HTMLContent-root'>{_paragraphs(text)}</div></div><div class='coral-comment-actionBar'><button>Respect (<span class='count'>{likes}</span>)</button><button>Reply</button><button>Share</button><button>Report</button></div></div></article>{replies}</div>"

    return _page(
        "<div id='coral' class='coral'><h2>6 Comments</h2><section aria-label='Comments'>"
        + _nested(unit, lambda inner: f"<div class='coral-replies'>{inner}</div>")
        + "</section></div>"
    )


def openweb() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        return f"<li aria-label='comment' class='spcv_list-item'><div data-message-depth='{DEPTH[i]}' class='spcv_root components-MessageLayout-index__message-view'><div class='components-MessageLayout-index__appearance-component'><div class='spcv_username'><button class='src-components-Username-index__button'><span class='src-components-Username-index__wrapper'>{escape(name)}</span></button></div><time class='components-MessageDetails-index__date_time'>3 March, 2025</time></div><div class='components-MessageContent-components-Text-Text__wrapper' data-spot-im-class='message-text'><span>{_paragraphs(text)}</span></div><div class='components-MessageActions'><button>Reply</button><button>{likes}</button></div></div>{replies}</li>"

    return _page(
        "<div class='spcv_conversation'><div>6 Comments</div><ul class='spcv_messages-list'>"
        + _nested(unit, lambda inner: f"<ul class='spcv_children-list'>{inner}</ul>")
        + "</ul></div>"
    )


def custom_postings() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, parent, _likes = THREAD[i]
        return f"<dst-posting class='posting' data-postingid='10{i}' data-level='{DEPTH[i]}' {f'data-parentpostingid=10{parent}' if parent is not None else ''}><div class='posting--header'><div class='posting--user'><button class='upost-usercontainer'><span class='upost-communityname'>{escape(name)}</span></button></div><time class='js-timestamp'>3. März 2025, 18:0{i}</time></div><div class='posting--content'><div class='posting--body'>{_paragraphs(text)}</div></div><div class='posting--actions'><button>Antworten</button><button>Melden</button></div></dst-posting>{replies}"

    return _page("<section id='forum'><h2>Forum: 6 Postings</h2>" + _nested(unit, lambda inner: inner) + "</section>")


def answers_by_class() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, _likes = THREAD[i]
        return f"<section class='comment {'comment--answer' if DEPTH[i] else ''}'><div class='comment__header'><p class='comment__author'>{escape(name)}</p><p class='comment__date'>03/03/2025 à 18h0{i}</p></div><p class='comment__content'>{escape(text).replace(chr(10), '<br/>')}</p><div class='comment__footer'><button>Signaler</button><button>Répondre</button></div></section>"

    return _page("<section class='comments'><h2>6 contributions</h2>" + "".join(unit(i, "") for i in range(6)) + "</section>")


def hashed_list() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        return f"<li><div class='css-jm5w8e'><div class='css-1fd7cf'><div class='css-hash1'>M</div><div><span class='css-1h10dy'>{escape(name)}</span><span class='css-x15j1o'>Oslo</span><span class='css-233int'>March 3, 2025</span></div></div><p class='css-1ep7e7'>{escape(text).replace(chr(10), '<br>')}</p><div class='css-btns'><button>{likes} Recommend</button><button>Share</button><button>Flag</button><button>Reply</button></div></div>{replies}</li>"

    return _page(
        "<div data-testid='comments-panel'><h2>6 Comments</h2><ol class='css-list'>"
        + _nested(unit, lambda inner: f"<ol class='css-list'>{inner}</ol>")
        + "</ol></div>"
    )


def livejournal() -> str:
    return _flat(
        lambda i, name, time, text, _, likes: (
            f"<div id='ljcmt{i}99' class='ljcmt_full' style='margin-left: {25 * DEPTH[i]}px'><table><tr><td><img alt='' src='u.png'></td><td><b><span class='ljuser' lj:user='u{i}'><a href='http://u{i}.x.com/profile'><img></a><a href='http://u{i}.x.com/'><b>{escape(name)}</b></a></span></b><br>2025-03-03 18:0{i} (<a href='#t{i}99'>link</a>)</td></tr></table><div class='ljcmt_body'>{_paragraphs(text)}<p style='font-size:smaller'>(<a>Reply to this</a>) (<a>Thread</a>)</p></div></div>"
        ),
        "<div id='Comments'>@@</div>",
    )


def profile_links() -> str:
    def unit(i: int, replies: str) -> str:
        name, time, text, _parent, _likes = THREAD[i]
        return f"<li id='comment-{i}5' class='comment {'byuser' if i % 2 else ''} depth-{DEPTH[i] + 1}'><div class='commentwrap'><div class='comment-author vcard'><img class='avatar'> <cite class='fn'><a href='#'>{escape(name)}</a> (<a class='profile-link' href='/user/x/'>profile</a>)</cite> <span class='says'>says:</span></div><div class='comment-meta commentmetadata'><a href='#'>{time}</a></div><p class='comment-subject'></p>{_paragraphs(text)}<div class='reply'><a>Reply</a> <a>View in chronology</a></div><div class='comment_actions'><a>Make this the first word</a></div></div>{replies}</li>"

    return _page(
        "<div id='comments'><h3>6 Comments</h3><ul class='commentlist'>"
        + _nested(unit, lambda inner: f"<ul class='children'>{inner}</ul>")
        + "</ul></div>"
    )


def squarespace() -> str:
    def unit(i: int, replies: str) -> str:
        name, _time, text, _parent, likes = THREAD[i]
        return f"<div class='comment' id='comment-5{i}'><div class='comment-header'><span class='author'>{escape(name)}</span><span class='date'>A year ago</span><span class='separator'>·</span><span class='like-count'>{likes} Likes</span></div><div class='comment-body'>{_paragraphs(text)}</div><div class='comment-footer'><a class='reply'>Reply</a></div><div class='nested-comments'>{replies}</div></div>"

    return _page(
        "<div class='squarespace-comments'><div class='comment-count'>Comments (6)</div><div class='comments-content'>"
        + _nested(unit, lambda inner: inner)
        + "</div></div>"
    )


def paragraphs_and_rules() -> str:
    return _page(
        "<h2>Comments</h2><div id='comments'>"
        + "".join(
            f"<p class='head'><b>{escape(name)}</b>, {time}</p>{_paragraphs(text)}<hr>" for name, time, text, _, _ in THREAD
        )
        + "</div>"
    )


NESTED = (coral, openweb, custom_postings, hashed_list, livejournal, profile_links, squarespace)
FLAT = (typepad, forum_tables, discourse, answers_by_class, paragraphs_and_rules)
UNDATED = (custom_postings, answers_by_class, squarespace)  # they show German or French times, or an age alone
