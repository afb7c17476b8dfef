"""Copies are found whatever the order, and what is no copy is in no cluster."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.copies import Member, Post, clusters
from onrecord.copies.clusters import CORES
from tests.copies.sample import DISGUISED, OTHER, REWORDED, SLOGAN, edited, post, posts, sentence


def ids(found: list) -> list[list[str]]:
    return [[member.id for member in one.members] for one in found]


def test_a_cluster_tells_who_what_and_how() -> None:
    """Its members with page, account and time, its words, and what kind of copies they are."""
    first, second = Member("p1", "c1", "a-1", "2025-04-02T07:07:49Z"), Member("p2", "c9", "a-2", None)
    (found,) = clusters([Post(second, REWORDED), Post(first, SLOGAN), post(3, OTHER)])
    assert found.members == (first, second)
    assert found.kind == "reworded"
    assert 0.6 < found.similarity < 1
    assert set("harbour workers gullhaven pension friday".split()) <= set(found.shared)
    assert "surely" not in found.shared


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (SLOGAN, "same text"),
        (SLOGAN.upper() + " 🔥", "same text"),
        (SLOGAN.replace("Harbour", "Hárbour"), "same text"),
        (SLOGAN.replace("Harbour", "H4rbour"), "disguised"),
        (SLOGAN.replace("before", "b e f o r e"), "disguised"),
        (SLOGAN.replace("before", "be fore"), "disguised"),
        (SLOGAN.replace("before", "be\u200bfore"), "disguised"),
        (DISGUISED, "disguised"),
        (REWORDED, "reworded"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    """Case, marks, emoji and accents are no disguise; look-alikes, invisible characters and spaces are."""
    (found,) = clusters(posts([SLOGAN, text]))
    assert found.kind == kind


def test_one_account_is_no_cluster() -> None:
    """Unless it is asked for; an account that is not known counts for none."""
    own = [post(1, SLOGAN, account="a"), post(2, REWORDED, account="a")]
    assert clusters(own) == []
    assert ids(clusters(own, across_accounts=False)) == [["c1", "c2"]]
    unknown = [Post(Member("p", str(n)), SLOGAN) for n in range(3)]
    assert clusters(unknown) == []
    assert ids(clusters([*own, *unknown, post(3, DISGUISED, account="b")])) == [["0", "1", "2", "c1", "c2", "c3"]]


def test_quotations_are_no_copies() -> None:
    """Of the story, of the comment answered, between marks: two who quote the same have not copied each other."""
    story = f"The union said: {SLOGAN} The port did not answer."
    assert clusters([post(1, SLOGAN, context=(story,)), post(2, SLOGAN, context=(story,))]) == []
    assert clusters([post(1, SLOGAN), post(2, f"{SLOGAN} No.", context=(SLOGAN,))]) == []
    assert clusters([post(1, SLOGAN), post(2, f'"{SLOGAN}" No way.'), post(3, f"> {SLOGAN}\nReally?")]) == []


def test_short_comments_are_no_copies() -> None:
    """What people say of their own accord."""
    texts = ["Agreed", "lol", "Exactly this!", "I couldn't agree more", "Thank you for this article", "👍", "", "\ud800"]
    assert clusters(posts(texts * 3)) == []


@given(st.permutations(range(14)), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_order_makes_no_difference(order: list[int], seed: int) -> None:
    """The same clusters, the same cores, the same words."""
    chance = Random(seed)
    base = [sentence(chance) for _ in range(3)]
    every = posts([edited(base[n % 3], 0.1 * (n // 3), chance) for n in range(12)] + [OTHER, ""])
    assert clusters([every[n] for n in order]) == clusters(every)


def test_a_chain_is_cut() -> None:
    """What resembles only a copy of a copy of a copy is no copy: every member is like one core."""
    words = sentence(Random(5), 400).split()
    chain = posts([" ".join(words[at : at + 40]) for at in range(0, 360, 8)])
    found = clusters(chain)
    assert len(found) > 3
    assert max(len(one.members) for one in found) <= 7  # forty words, eight apart: three on either side share half
    assert len({member for one in found for member in one.members}) == sum(len(one.members) for one in found) <= len(chain)
    assert len(found) <= CORES


def test_one_giant_bucket() -> None:
    """Thousands of the same, and of nearly the same, are one cluster each."""
    chance = Random(6)
    same, nearly = sentence(chance), sentence(chance)
    every = posts([same] * 3000 + [f"{nearly} {sentence(chance, 1)}" for _ in range(3000)])
    assert [len(one.members) for one in clusters(every)] == [3000, 3000]
    assert [one.kind for one in clusters(every)] == ["same text", "reworded"]


def test_rewordings_are_found() -> None:
    """A quarter of the words replaced: nearly all of them."""
    chance = Random(7)
    originals = [sentence(chance, 30) for _ in range(200)]
    every = [post(n, text, page="a") for n, text in enumerate(originals)]
    every += [post(n, edited(text, 0.25, chance), account=f"b-{n}", page="b") for n, text in enumerate(originals)]
    found = ids(clusters(every))
    assert len(found) > 160
    assert all(one == [one[0]] * 2 for one in found)


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "word " * 200_000, "\u200b" * 1_000_000, '"' * 100_000, "« " * 100_000, "a b " * 250_000]
)
def test_a_megabyte_is_no_trouble(text: str) -> None:
    """Nor are marks without end."""
    assert clusters(posts([text, text + "!", SLOGAN, SLOGAN]))[-1].shared[0] == "harbour"


@pytest.mark.parametrize(
    "text",
    [
        "Рабочие порта заслужили пенсию, на которую проживёт семья, подпишите до пятницы",
        "عمال الميناء يستحقون معاشا يكفي العائلة، وقعوا قبل يوم الجمعة من فضلكم",
        "פועלי הנמל ראויים לפנסיה שתפרנס משפחה, חתמו לפני יום שישי הקרוב",
        "港口工人应该得到能养活家庭的养老金，请在星期五之前签名支持我们",
        "คนงานท่าเรือสมควรได้รับบำนาญที่เลี้ยงครอบครัวได้ โปรดลงชื่อก่อนวันศุกร์",
        "बंदरगाह के मज़दूर ऐसी पेंशन के हक़दार हैं जिससे परिवार चले, शुक्रवार से पहले हस्ताक्षर करें",
    ],
)
def test_any_script(text: str) -> None:
    """Copies are found in every script, under invisible characters and marks as well; other texts are not taken for them."""
    (found,) = clusters(posts([text, "\u202b" + text.replace(" ", "\u200b ") + "!!", OTHER]))
    assert [member.id for member in found.members] == ["c0", "c1"]


def test_nothing_gives_nothing() -> None:
    """No comments, one comment, the same comment twice."""
    assert clusters([]) == clusters([post(1, SLOGAN)]) == clusters([post(1, SLOGAN), post(1, SLOGAN)]) == []
