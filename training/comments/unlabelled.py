"""Open comments with what they name as targets: nobody labelled their stances, a teacher is asked for them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

from training.comments.examples import Aim, Example
from training.comments.open_data import context_toxicity, toxic_spans

__all__ = ["named_comments"]

SEED = 7
LENGTHS = range(40, 900)  # code points
NAMED_IN = 4  # comments at least, or it may be anything that is written with a capital
AIMS, FREQUENT = 3, 80
# One or two words with a capital that do not begin a sentence, and a few abbreviations.
NAME = re.compile(
    r"(?<![.!?\"'“”\n] )(?<!^)(?<![A-Za-z])((?:[A-Z][a-z]+|US|USA|UK|EU|NATO|GOP|FBI|CIA|NDP|RCMP)(?: [A-Z][a-z]+)?)(?![A-Za-z])"
)
NO_NAMES = frozenset(
    """
    I The And But You He She It We They If This That What Why How No Not So Yes Oh Well My Your His Her In On At To For
    Of As Is Are When Who There Then Now Just Like God Please Thanks Thank Hi Hello January February March April May
    June July August September October November December Sunday Monday Tuesday Wednesday Thursday Friday Saturday A Or
    All Wow Do Does Talk User Mr Mrs Ms Dr Let Maybe Good Great Big Get Go Was Were Will Would Can Could However Also
    See These Sorry Cheers One Look People Perhaps Stupid Template State Where Those Here Even Some Many More First
    Agree Nice Only Idiot Same By After Did Category List Yeah Hey Nobody
    """.split()
)
NOUNS = (
    "liberals conservatives immigrants women men police government media church republicans democrats tax taxes guns gun teachers"
    " unions refugees muslims christians politicians cops governor mayor president voters banks oil climate homeless feminists"
    " editors admin article"
).split()


def named_comments(shared: Path) -> list[Example]:
    """Comments of toxic-spans (training part) and context-toxicity with up to three targets named in them and one that is not.

    Names and nouns are found by their looks, which is enough for a teacher's scores: what is no target is scored as none.
    """
    chance = Random(SEED)
    comments = [(e.text, e.parent) for e in toxic_spans(shared, "train")]
    comments += [(e.text, e.parent) for e in context_toxicity(shared) if e.parent]
    counted = Counter(name for text, _ in comments for name in set(_names(text)))
    known = {name for name, count in counted.items() if count >= NAMED_IN}
    strangers = [name for name, _ in counted.most_common(FREQUENT)] + NOUNS
    found = []
    for text, parent in comments:
        words = set(re.findall("[a-z]+", text.lower()))
        named = [name for name in _names(text) if name in known] + [noun for noun in NOUNS if noun in words]
        if len(text) in LENGTHS and named:
            away = [one for one in chance.sample(strangers, 2) if one.lower() not in text.lower()]
            aims = named[:AIMS] + away[:1]
            chance.shuffle(aims)
            found.append(Example(text=text, parent=parent, aims=tuple(Aim(text=one) for one in aims)))
    return found


def _names(text: str) -> list[str]:
    """Each once, in the order of the text."""
    return [name for name in dict.fromkeys(NAME.findall(text)) if name.split()[0] not in NO_NAMES]
