"""The page's cast: entities with their mentions, and the resolution of names, descriptions and pronouns to them."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.gazetteer import country_named, government_named, people_named
from onrecord.record import Entity, EntityKind, Span, span

__all__ = ["Cast"]


@dataclass(slots=True)
class _Member:
    id: str
    kind: EntityKind
    name: str
    role: str | None = None
    of: str | None = None
    keys: set[str] = field(default_factory=set)
    mentions: dict[tuple[int, int], None] = field(default_factory=dict)
    last: int = -1
    gender: str | None = None


class Cast:
    """Grows as a page is read from its beginning; positions are offsets into the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: list[_Member] = []

    def add_name(
        self, start: int, end: int, kind: EntityKind, role: str | None = None, of: str | None = None, *, city: bool = False
    ) -> str:
        """The id of the entity that a name in the text names, known or new; `city` takes a capital for the city itself."""
        name = self._text[start:end]
        city = city and country_named(name) is None
        full = name if city else self._full(name, kind)
        member = self._known(full, name, kind) or self._new(kind, full)
        member.role, member.of = member.role or role, member.of or of
        if kind == "person" and len(name.split()) > len(member.name.split()):
            member.name = name
        if not city:
            member.keys.add(_key(name))
        self._mention(member, start, end)
        return member.id

    def add_acronym(self, entity: str, acronym: str) -> None:
        """Remember a short form that the text gives in brackets behind a name."""
        self._member(entity).keys.add(_key(acronym))

    def add_group(self, start: int, end: int, kind: EntityKind = "group") -> str:
        """The id of people described, not named; the same words are the same people."""
        words_there = " ".join(self._text[start:end].split())
        key = _key(words_there)
        member = next((m for m in self._members if m.kind == kind and key in m.keys), None)
        member = member or self._new(kind, words_there)
        member.keys.add(key)
        self._mention(member, start, end)
        return member.id

    def pronoun(self, start: int, end: int) -> str | None:
        """Whom a pronoun means: the latest person for he and she, the latest group or body for they and it."""
        kinds: tuple[EntityKind, ...] = ("person",)
        word = self._text[start:end].lower()
        if word in ("they", "them"):
            kinds = ("group", "organisation")
        elif word == "it":
            kinds = ("organisation", "place")
        elif word not in ("he", "she", "him", "her"):
            return None
        gender = {"he": "m", "him": "m", "she": "f", "her": "f"}.get(word)
        fitting = [m for m in self._members if m.kind in kinds and 0 <= m.last < start and m.gender in (None, gender)]
        if not fitting:
            return None
        member = max(fitting, key=lambda m: m.last)
        member.gender = member.gender or gender
        self._mention(member, start, end)
        return member.id

    def description(self, start: int, end: int) -> str | None:
        """Whom "the Ukrainian commander", "the minister", "the ministry" means: the latest whose role or name fits."""
        said = self._text[start:end].lower().split()
        if len(said) > 5 or said[0] not in ("the", "this", "that"):
            return None
        head = said[-1]
        country = next((people_named(word) for word in said if people_named(word)), None)
        fitting = [
            m for m in self._members if m.last >= 0 and m.last < start and self._fits(m, head, country.name if country else None)
        ]
        if not fitting:
            return None
        member = max(fitting, key=lambda m: m.last)
        self._mention(member, start, end)
        return member.id

    def _fits(self, member: _Member, head: str, country: str | None) -> bool:
        if member.kind == "person":
            return bool(member.role) and head in member.role.lower().replace("-", " ").split() and country in (None, member.of)  # type: ignore[union-attr]
        return member.kind == "organisation" and member.name.lower().split()[-1] == head and country is None

    def entities(self) -> tuple[Entity, ...]:
        """The cast in order of first mention."""
        known = sorted((m for m in self._members if m.mentions), key=lambda m: (min(m.mentions), m.id))
        return tuple(
            Entity(
                id=m.id, kind=m.kind, name=m.name, role=m.role, of=m.of,
                mentions=tuple(span(self._text, *place) for place in sorted(m.mentions)),
            )
            for m in known
        )  # fmt: skip

    def _member(self, entity: str) -> _Member:
        return self._members[int(entity[1:]) - 1]

    def _mention(self, member: _Member, start: int, end: int) -> None:
        member.mentions[start, end] = None
        member.last = max(member.last, start)

    def _new(self, kind: EntityKind, name: str) -> _Member:
        member = _Member(f"e{len(self._members) + 1}", kind, name)
        member.keys.add(_key(name))
        self._members.append(member)
        return member

    def _full(self, name: str, kind: EntityKind) -> str:
        """The name without its article; a country's usual name for its short forms and its government's seats."""
        country = (country_named(name) or government_named(name)) if kind == "place" else None
        return country.name if country else name.removeprefix("the ").removeprefix("The ")

    def _known(self, full: str, name: str, kind: EntityKind) -> _Member | None:
        exact = [m for m in self._members if m.kind == kind and _key(full) in m.keys]
        if exact:
            return exact[0]
        if kind == "person":  # a surname, or a first name and surname after the surname
            parts = name.split()
            same = [m for m in self._members if m.kind == "person" and m.name.split()[-1] == parts[-1]]
            if len(parts) == 1 or (same and len(same[-1].name.split()) == 1):
                return same[-1] if same else None
        return None

    def surname(self, word: str) -> bool:
        """Whether a single word is the last name of a person of the cast."""
        return any(m.kind == "person" and m.name.split()[-1] == word for m in self._members)

    def acronym(self, word: str) -> bool:
        """Whether a word is a short form that the text has given."""
        return any(_key(word) in m.keys and m.kind == "organisation" for m in self._members)

    def at(self, span_there: Span, best: tuple[EntityKind, ...]) -> str | None:
        """The entity whose mention lies in a span: of the kinds given, the earlier kind first, the longer mention first."""
        for kind in best:
            inside = [
                (start - end, start, m.id)
                for m in self._members
                if m.kind == kind
                for start, end in m.mentions
                if span_there.start <= start and end <= span_there.end
            ]
            if inside:
                return min(inside)[2]
        return None


def _key(name: str) -> str:
    bare = name.lower().replace("’", "'")
    for article in ("the ", "a ", "an "):
        bare = bare.removeprefix(article)
    return bare.removesuffix("'s")
