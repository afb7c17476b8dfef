"""Figures in words and digits: "up to 30,000 personnel" has value 30000, no lower bound, upper bound 30000, unit personnel."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Figure", "figure"]

SMALL = {
    w: i for i, w in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        ).split()
    )
} | {"no": 0, "a": 1, "an": 1}  # fmt: skip
TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "m": 10**6,
    "mn": 10**6,
    "bn": 10**9,
    "tn": 10**12,
    "k": 1000,
}
DOZEN = {"dozen": 12}
VAGUE = {  # the least that a word of vague plural can mean
    "dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9,
    "several": 3, "few": 2,
    "many": None, "numerous": None, "countless": None, "some": None, "couple": None,
}  # fmt: skip
CURRENCIES = {
    "us$": "USD",
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "dollars": "USD",
    "dollar": "USD",
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "rubles": "RUB",
    "roubles": "RUB",
    "yen": "JPY",
    "yuan": "CNY",
    "a$": "AUD",
    "c$": "CAD",
}
AT_LEAST = re.compile(
    r"\b(?:at least|more than|over|no fewer than|no less than|upwards of|in excess of|greater than|above|"
    r"exceeding)\b|\bor more\b|\+"
)
AT_MOST = re.compile(
    r"\b(?:up to|at most|as many as|as much as|less than|fewer than|under|below|no more than|not more than|"
    r"maximum of|nearly|almost|close to|just under)\b"
)
ABOUT = re.compile(r"\b(?:about|around|roughly|approximately|some|an estimated|estimated|circa)\b|~")
RANGE = re.compile(
    r"\bbetween\s+(.+?)\s+and\s+(.+)|(?:\bfrom\s+)?(?<![\w.])([$£€]?\d[\d,.]*(?:\s?(?:hundred|thousand|million|billion|bn|m)\b)?)\s*(?:-|–|\bto\b)\s*([$£€]?\d.*)"
)
DECIMAL_COMMA = re.compile(r"^(\d+),(\d{1,2})$")
TOKEN = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+,\d{1,2}(?!\d)|\d+(?:\.\d+)?|[a-z]+|[$£€%]")
FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "thirds": 1 / 3, "quarters": 0.25}
LARGEST = 1e15  # beyond that a run of digits is a number of another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The number as stated (None for "dozens", or a range), the bounds that the words give, and what is counted."""

    value: float | None
    low: float | None
    high: float | None
    unit: str | None


def figure(words: str) -> Figure | None:
    """Read a figure out of words; None if there is none in them.

    Exact: value = low = high. "At least": low alone. "Up to", "nearly": high alone. "About": no bounds. A range: both
    bounds and no value. Units are ISO 4217 codes for money, "percent", or the words that follow the number.
    """
    low = " ".join(words.lower().replace("\u00a0", " ").replace("’", "'").split())
    ranged = RANGE.search(low)
    if ranged:
        return _range(low, [part for part in ranged.groups() if part])
    number, rest = _number(low)
    unit = _unit(low, rest)
    if number is None or re.match(r"(?:some |a )?(?:several|few|many|some) (?:dozen|hundred|thousand|million)", low):
        return _vague(low)
    if AT_LEAST.search(low):
        return Figure(value=number, low=number, high=None, unit=unit)
    if AT_MOST.search(low):
        return Figure(value=number, low=None, high=number, unit=unit)
    if ABOUT.search(low):
        return Figure(value=number, low=None, high=None, unit=unit)
    return Figure(value=number, low=number, high=number, unit=unit)


def _range(low: str, parts: list[str]) -> Figure | None:
    (first, first_rest), (last, rest) = _number(parts[0]), _number(parts[1])
    if first is None or last is None:
        return None
    scale = next((SCALES[w] for w in TOKEN.findall(parts[1]) if w in SCALES), 1)
    if scale > 1 and not set(TOKEN.findall(parts[0])) & SCALES.keys() and first < last / scale * 10:
        first *= scale  # "12 and 15 million" means millions of both
    if first > last:
        return None
    return Figure(value=None, low=first, high=last, unit=_unit(low, rest or first_rest))


def _vague(low: str) -> Figure | None:
    word = next((w for w in re.findall(r"[a-z]+", low) if w in VAGUE), None)
    if word is None:
        return None
    least = VAGUE[word]
    after = re.sub(r"^\W*(?:of\s+)?(?:thousands of\s+|hundreds of\s+)?", "", low.partition(word)[2])
    if word == "thousands" and (many := re.search(r"\b(tens|hundreds) of thousands", low)):
        least = {"tens": 20_000, "hundreds": 200_000}[many.group(1)]
    if low.startswith("hundreds of thousands"):
        least, after = 200_000, low.partition("thousands")[2].removeprefix(" of").strip()
    return Figure(value=None, low=None if least is None else float(least), high=None, unit=_unit(low, after))


def _number(low: str) -> tuple[float | None, str]:
    """The first number in the words and what stands behind it."""
    total, current, seen, end = 0.0, 0.0, False, 0
    for match in TOKEN.finditer(low):
        word = match.group()
        step = _step(word, seen, low[match.end() :])
        if step is None:
            joins = (word == "and" and total + current >= 100) or (word in ("a", "an") and current == 0.5)
            if seen and joins:  # "two hundred and six", "half a million"
                continue
            if seen:
                break
            continue
        kind, amount = step
        if kind == "scale":
            if amount == 100:
                current = (current or 1) * 100
            else:
                total, current = total + round((current or 1) * amount, 2), 0.0
        elif kind == "fraction":
            current = current * amount if current else amount
        else:
            current += amount
        seen, end = True, match.end()
    value = total + current
    return (value if seen and value < LARGEST else None), low[end:].strip(" .,;:-")


def _step(word: str, seen: bool, rest: str) -> tuple[str, float] | None:
    if word[0].isdigit():
        return None if seen else ("number", float(DECIMAL_COMMA.sub(r"\1.\2", word).replace(",", "")))
    if word in ("a", "an", "no") and not seen:
        counted = re.match(r"\s+(?:dozen|hundred|thousand|million|billion|half|third|quarter)\b", rest)
        return (
            ("number", 0.0)
            if word == "no" and re.match(r"\s+(?:one|people|casualties|injuries|deaths)\b", rest)
            else ("number", 1.0)
            if counted and word != "no" and not re.match(r"\s+(?:half|third|quarter)", rest)
            else None
        )
    if (word in SMALL and word not in ("a", "an", "no")) or word in TENS:
        return ("number", float(SMALL.get(word, TENS.get(word, 0))))
    if word in SCALES and (seen or len(word) > 2):
        return ("scale", float(SCALES[word]))
    if word in DOZEN:
        return ("scale", 12.0) if seen else ("number", 12.0)
    if word in FRACTIONS and (seen or word in ("half", "third", "quarter")):
        return ("fraction", FRACTIONS[word])
    return None


def _unit(low: str, rest: str) -> str | None:
    money = re.search(r"us\$|a\$|c\$|[$£€¥]", low) or re.search(r"\b(?:dollars?|euros?|pounds|rou?bles|yen|yuan)\b", low)
    if money:
        return CURRENCIES[money.group()]
    if re.search(r"%|\bper ?cent\b", low):
        return "percent"
    rest = re.sub(r"^(?:of|or more|more|other|additional|a)\s+", "", rest)
    return rest or None
