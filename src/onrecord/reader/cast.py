"""The page's cast: mentions gathered into entities, names by their words, others by the network's pair scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from onrecord.gazetteer import cities_named, country_named, government_named, people_named
from onrecord.reader.arcs import Stretch
from onrecord.reader.features import Phrase, coref_features, pronoun_of
from onrecord.reader.findings import Found, Mention
from onrecord.reader.labels import KINDS
from onrecord.reader.naming import Naming, affiliation_before, key_of, naming_of, role_within
from onrecord.reader.settings import Settings
from onrecord.reader.words import TITLE, UPPER, Words
from onrecord.record import Entity, EntityKind, span

__all__ = ["Cast"]

BACK = 30  # earlier mentions among which an antecedent is sought
LARGE = 200_000  # people at which a lone capitalised word is taken for the city of that name


@dataclass(slots=True)
class _Member:
    kinds: Counter[str] = field(default_factory=Counter)
    kind: EntityKind = "other"
    names: list[str] = field(default_factory=list)
    description: str = ""
    places: dict[Stretch, None] = field(default_factory=dict)
    role: str | None = None
    of: str | None = None
    gender: str | None = None
    nations: set[str] = field(default_factory=set)

    def count(self, kind: str, weight: int) -> None:
        """Take a mention's kind into account; the member is what most of its mentions are, names counting for more."""
        self.kinds[kind] += weight
        self.kind = cast("EntityKind", max(self.kinds, key=lambda k: (self.kinds[k], -KINDS.index(k))))

    @property
    def name(self) -> str:
        if not self.names:
            return self.description
        return max(self.names, key=lambda n: (len(n.split()), n == self.names[0])) if self.kind == "person" else self.names[0]


@dataclass(frozen=True, slots=True)
class _Mention:
    place: Stretch
    kind: str
    naming: Naming
    phrase: Phrase


class Cast:
    """Built once a page from what the network found; `who` then tells whom a stretch of words means."""

    def __init__(self, words: Words, found: Found, settings: Settings) -> None:
        self._words, self._found, self._settings = words, found, settings
        self._members: list[_Member] = []
        self._by_key: dict[str, int] = {}
        self._at: dict[Stretch, int] = {}
        self._roles = [(m.first, m.last) for m in found.mentions if m.kind == "role"]
        marked = frozenset(w for a, b in self._roles for w in range(a, b + 1))
        self._read = [
            self._mention(place, kind, marked)
            for place, kind in sorted(self._places().items(), key=lambda p: (p[0][0], -p[0][1]))
        ]
        self._speaking = {p for s in found.said for p in s.spans["source"]} | {p for d in found.done for p in d.spans["actor"]}
        for number, mention in enumerate(self._read):
            self._place(number, mention)
        self._by_start: dict[int, list[Stretch]] = {}
        self._by_end: dict[int, list[Stretch]] = {}
        for place in self._at:
            self._by_start.setdefault(place[0], []).append(place)
            self._by_end.setdefault(place[1], []).append(place)

    def who(self, place: Stretch) -> str | None:
        """The id of whom words first to last mean: the mention that they are, else the one that they end or begin with."""
        member = self._at.get(place)
        if member is None:
            ends = [p for p in self._by_end.get(place[1], ()) if p[0] >= place[0]]
            ends = ends or [p for p in self._by_start.get(place[0], ()) if p[1] <= place[1]]
            member = self._at[max(ends, key=lambda p: p[1] - p[0])] if ends else None
        return None if member is None else f"e{member + 1}"

    def entities(self) -> tuple[Entity, ...]:
        """The cast in order of first mention."""
        text = self._words.text
        return tuple(
            Entity(
                id=f"e{i + 1}",
                kind=m.kind,
                name=m.name,
                role=m.role,
                of=m.of,
                mentions=tuple(span(text, self._words.start[a], self._words.end[b]) for a, b in sorted(m.places)),
            )
            for i, m in enumerate(self._members)
        )

    def _places(self) -> dict[Stretch, str]:
        """Every stretch that may mean somebody: mentions, and sources, which speak even where no mention was seen."""
        found = {(m.first, m.last): self._kind(m) for m in self._found.mentions if m.kind != "role" and not self._adjective(m)}
        covered = {w for a, b in found for w in range(a, b + 1)}
        found |= {(w, w): "place" for w in range(len(self._words)) if w not in covered and self._is_city(w)}
        for said in self._found.said:
            for place in said.spans["source"]:
                found.setdefault(place, self._found.kind(*place))
        for done in self._found.done:
            for place in (p for role in ("actor", "recipient") for p in done.spans[role]):
                if naming_of(self._words, *place, "group", frozenset()).sort == "pronoun":
                    found.setdefault(place, self._found.kind(*place))
        return found

    def _kind(self, mention: Mention) -> str:
        """The network's kind, but a large city for a lone name that it takes for a person of whom the page has no longer name."""
        if mention.first < mention.last or mention.kind not in ("person", "other") or not self._is_city(mention.first):
            return mention.kind
        name = self._words.exact(mention.first, mention.first)
        longer = (m for m in self._found.mentions if m.kind == "person" and m.first < m.last)
        return mention.kind if any(name in self._words.exact(m.first, m.last).split() for m in longer) else "place"

    def _is_city(self, word: int) -> bool:
        """Whether a capitalised word within a sentence, with no other beside it, is the name of a large city."""
        some = self._words
        if some.shape[word] != TITLE or some.opens[word]:
            return False
        beside = [w for w in (word - 1, word + 1) if 0 <= w < len(some)]
        if any(some.shape[w] in (TITLE, UPPER) for w in beside) or some.exact(word - 1, word - 1) in ("-", "'", "’"):
            return False
        name = some.exact(word, word)
        return any(city.name == name and city.population >= LARGE for city in cities_named(name))

    def _adjective(self, mention: Mention) -> bool:
        """Whether it is only a country's adjective ("Syrian"), which names no place."""
        text = self._words.exact(mention.first, mention.last)
        return mention.kind == "place" and people_named(text) is not None and country_named(text) is None

    def _mention(self, place: Stretch, kind: str, marked: frozenset[int]) -> _Mention:
        words = self._words
        naming = naming_of(words, *place, kind, marked)
        phrase = Phrase(words.low(*place), KINDS.index(kind), words.sentence[place[0]], place[0], naming.sort == "name")
        return _Mention(place, kind, naming, phrase)

    def _place(self, number: int, mention: _Mention) -> None:
        if mention.naming.sort == "name":
            member = self._named(mention)
        else:
            member = self._known(mention.naming.text) if mention.naming.sort == "description" else None
            member = self._meant(number, mention) if member is None else member
        if member is None and mention.naming.sort == "pronoun":
            return
        member = self._new() if member is None else member
        self._add(member, mention)

    def _new(self) -> int:
        self._members.append(_Member())
        return len(self._members) - 1

    def _add(self, number: int, mention: _Mention) -> None:
        member = self._members[number]
        self._at[mention.place] = number
        member.places |= dict.fromkeys((mention.place, *mention.naming.also))
        for place in mention.naming.also:
            self._at.setdefault(place, number)
        if mention.naming.sort == "name":
            member.count(mention.kind, 4)
            name = self._canonical(mention)
            member.names += [] if name in member.names else [name]
            for key in (key_of(name), key_of(mention.naming.text)):
                self._by_key.setdefault(key, number)
        elif mention.naming.sort == "description":
            member.count(mention.kind, 1)
            member.nations |= self._nations(mention)
            member.description = member.description or mention.naming.text
            self._by_key.setdefault(key_of(mention.naming.text), number)
        elif (gender := pronoun_of(mention.phrase.low)) in ("m", "f"):
            member.gender = member.gender or gender
        if mention.kind == "person" and mention.naming.sort != "pronoun":
            self._give_role(member, mention)

    def _canonical(self, mention: _Mention) -> str:
        """A country's usual name, also where its seat of government stands for it ("Moscow said"); other names as they are."""
        text, country = mention.naming.text, None
        if mention.kind == "place":
            country = country_named(text) or (government_named(text) if mention.place in self._speaking else None)
        return country.name if country else mention.naming.text

    def _known(self, text: str) -> int | None:
        return self._by_key.get(key_of(text))

    def _named(self, mention: _Mention) -> int | None:
        """A name that is known: the same words, a person's surname, an organisation's initials or first words."""
        found = self._known(self._canonical(mention))
        found = self._known(mention.naming.text) if found is None and mention.place not in self._speaking else found
        if found is not None:
            return found
        if mention.kind == "person":
            return self._surname(mention.naming.text.split())
        if mention.kind == "organisation":
            return self._short(mention.naming.text)
        return None

    def _surname(self, parts: list[str]) -> int | None:
        for number in range(len(self._members) - 1, -1, -1):
            member = self._members[number]
            if member.kind != "person" or not member.names:
                continue
            theirs = member.name.split()
            if theirs[-1] == parts[-1] and (len(parts) == 1 or len(theirs) == 1 or parts[0] == theirs[0]):
                return number
            if len(parts) == 1 and parts[0] == theirs[0]:
                return number
        return None

    def _short(self, name: str) -> int | None:
        for number, member in enumerate(self._members):
            for theirs in member.names if member.kind == "organisation" else ():
                initials = "".join(w[0] for w in theirs.replace("-", " ").split() if w[0].isupper())
                if name.isupper() and len(name) > 1 and name in (initials, initials + "S"):
                    return number
                short, long = sorted((name.lower().split(), theirs.lower().split()), key=len)
                if long[: len(short)] == short and (len(short) > 1 or len(short[0]) > 3) and not country_named(short[0]):
                    return number
        return None

    def _meant(self, number: int, mention: _Mention) -> int | None:
        """Whom a pronoun or description means: the earlier mention whose pair score is highest, if that is high enough."""
        nations = self._nations(mention)
        earlier = [m for m in self._read[max(0, number - BACK) : number] if self._fits(mention, m, nations)]
        if not earlier:
            return None
        half = self._found.anaphor.shape[1] // 2
        a, b = mention.place
        mine = self._found.anaphor[a, :half] + self._found.anaphor[b, half:]
        first, last = np.array([m.place for m in earlier]).T
        theirs = self._found.antecedent[first, :half] + self._found.antecedent[last, half:]
        *weights, bias = self._settings.coref_weights
        features = np.array([coref_features(mention.phrase, m.phrase) for m in earlier], np.float32)
        scores = theirs @ mine / half**0.5 + features @ np.array(weights, np.float32) + bias
        best = int(scores.argmax())
        least = self._settings.pronoun if mention.naming.sort == "pronoun" else self._settings.description
        return self._at[earlier[best].place] if scores[best] > least else None

    def _fits(self, mention: _Mention, earlier: _Mention, nations: set[str]) -> bool:
        """Whether an earlier mention may be what this one means: he is a person, and nobody is both he and she."""
        number = self._at.get(earlier.place)
        if number is None or _nested(mention.place, earlier.place):
            return False
        pronoun = pronoun_of(mention.phrase.low)
        member = self._members[number]
        if pronoun is None:
            same = not nations or not member.nations or bool(nations & member.nations)
            return same and (member.kind == "person") == (mention.kind == "person")
        if pronoun in ("m", "f"):
            return member.kind == "person" and member.gender in (None, pronoun)
        return (member.kind == "person") == (pronoun == "1") if pronoun in ("1", "n") else True

    def _nations(self, mention: _Mention) -> set[str]:
        """The countries whose adjectives or possessives stand in a description."""
        words = (self._words.exact(w, w) for w in range(mention.place[0], mention.place[1] + 1))
        return {country.code for word in words if word[0].isupper() and (country := people_named(word) or country_named(word))}

    def _give_role(self, member: _Member, mention: _Mention) -> None:
        if member.role is not None:
            return
        first, last = mention.place
        role = next(self._roles_beside(mention), None) or role_within(self._words, first, last)
        if role is None or any(
            role[0] <= b and a <= role[1] for a, b in mention.naming.also[:1] if mention.naming.sort == "name"
        ):
            return
        member.role = self._words.exact(*role)
        member.of = (
            member.of or affiliation_before(self._words, role[0], min(first, max(role[0] - 5, 0))) or self._of_behind(role)
        )

    def _roles_beside(self, mention: _Mention) -> Iterator[Stretch]:
        """Roles within the mention, then behind its comma, then right before it."""
        first, last = mention.place
        yield from (r for r in self._roles if first <= r[0] and r[1] <= last)
        if mention.naming.sort != "name":
            return
        same = [r for r in self._roles if self._words.sentence[r[0]] == self._words.sentence[first]]
        yield from (r for r in same if last < r[0] <= last + 6 and self._words.exact(last + 1, last + 1) == ",")
        yield from (r for r in same if first - 2 <= r[1] < first)

    def _of_behind(self, role: Stretch) -> str | None:
        """What stands behind "of", "for" or "at" behind a role, where it is a mention of a body or place."""
        after = role[1] + 1
        if after + 1 >= len(self._words) or self._words.exact(after, after).lower() not in ("of", "for", "at", "with"):
            return None
        near = [m for m in self._read if m.kind in ("organisation", "place") and after < m.place[0] <= after + 2]
        return self._canonical(near[0]) if near else None


def _nested(a: Stretch, b: Stretch) -> bool:
    return a[0] <= b[0] and b[1] <= a[1] or b[0] <= a[0] and a[1] <= b[1]
