"""Ties become groups, chains do not."""

from onrecord.concert import Coincidence, Settings, Tie
from onrecord.concert.groups import accounts_of, confirmed, connected

WEAK, STRONG = 0.04, 0.0001


def tie(names: str, q: float = WEAK) -> Tie:
    return Tie(names[0], names[1], (Coincidence("rhythm", "s", ("p", "q"), 0.1),), q / 100, q)


def groups(*ties: Tie) -> list[str]:
    return ["".join(accounts_of(part)) for part in connected(confirmed(ties, Settings()))]


def test_a_chain_is_no_group() -> None:
    """A tied to b, b to c, c to d, none of them strongly."""
    assert groups(tie("ab"), tie("bc"), tie("cd")) == []


def test_three_accounts_that_are_all_tied_are_a_group() -> None:
    """Who is tied to one of them alone stays out, unless strongly."""
    triangle = [tie("ab"), tie("ac"), tie("bc")]
    assert groups(*triangle, tie("cd")) == ["abc"]
    assert groups(*triangle, tie("cd", STRONG)) == ["abcd"]


def test_two_groups_are_not_joined_by_one_weak_tie() -> None:
    """The larger comes first."""
    four = [tie(names) for names in ("wx", "wy", "wz", "xy", "xz", "yz")]
    assert groups(tie("ab"), tie("ac"), tie("bc"), *four, tie("cw")) == ["wxyz", "abc"]


def test_two_accounts_are_a_group_by_a_strong_tie() -> None:
    """A weak one needs a third account."""
    assert groups(tie("ab")) == []
    assert groups(tie("ab", STRONG)) == ["ab"]
