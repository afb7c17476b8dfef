"""The store gives back what it was given, and finds it again."""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import BadRecord, NotFound
from onrecord.record import Comment, Page, Record, from_json, to_json
from onrecord.store import Store
from tests.store.sample import TEXT, page
from tests.strategies import records


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), max_size=3, unique_by=lambda r: r.page.id))
def test_what_is_written_is_read_back(some: list[Record]) -> None:
    """store.read(id) == record for any record, and writing it again changes nothing."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "r.db") as store:
        for record in [*some, *some]:
            store.write(record)
        assert store.pages() == sorted(record.page.id for record in some)
        assert [store.read(record.page.id) for record in some] == some
        assert store.check() == []


def test_a_page_read_again_replaces_its_record(tmp_path: Path) -> None:
    """Nothing of the first reading is left, in tables or index."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        store.write(replace(page(), comments=(), accounts=()))
        assert store.read("p1").comments == ()
        assert store.search("zebracorn") == []
        assert len(store.search("ferry")) == 2


def test_search_finds_stories_statements_and_comments(tmp_path: Path) -> None:
    """Each hit says where it stands and who speaks; what users type is never query syntax."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        assert {(hit.kind, hit.id, hit.speaker) for hit in store.search("ferry")} == {
            ("page", "", None),
            ("statement", "s1", "Ann Example"),
        }
        assert [(hit.kind, hit.id, hit.speaker) for hit in store.search("ZEBRACORN")] == [("comment", "c1", "a-1")]
        for words in ('"', "a* OR", "NEAR(", "-ferry", "title:ferry", "", "'; DROP TABLE pages; --", "\0"):
            store.search(words)
        assert store.search("no such words") == []


@given(st.text(max_size=20))
def test_no_words_are_query_syntax(store_of_one: Store, words: str) -> None:
    """Whatever a user types is searched for; nothing of it is an error or an operator."""
    assert all(hit.page == "p1" for hit in store_of_one.search(words))
    assert store_of_one.search(f"ferry {words} zebracorn") == []


@pytest.fixture(scope="module")
def store_of_one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("one") / "r.db") as store:
        store.write(page())
        yield store


def test_words_are_found_as_they_are_written(tmp_path: Path) -> None:
    """Case, accents (composed or not) and marks between letters do not matter; what belongs together stays together."""
    text = "Cafe\u0301s don\u2019t take e-mail, said the U.S. envoy. Old mail, new ball."
    with Store.open(tmp_path / "r.db") as store:
        store.write(replace(page(), comments=(Comment(id="c1", text=text),), accounts=()))
        for words in ("cafe\u0301s", "caf\u00e9s", "cafes", "don't", "don\u2019t", "E-MAIL", "u.s.", "envoy - cafes", "e-mail*"):
            assert [hit.id for hit in store.search(words)] == ["c1"], words
        assert store.search("e-ball") == []


def test_hits_come_in_pages(tmp_path: Path) -> None:
    """Limit and offset cut one and the same order, which does not depend on what was written first."""
    orders = []
    for n, some in enumerate((range(9), reversed(range(9)))):
        with Store.open(tmp_path / f"{n}.db") as store:
            assert store.write_many(page(f"p{i}") for i in some) == 9
            whole = store.search("zebracorn", limit=100)
            assert [hit for start in range(0, 9, 4) for hit in store.search("zebracorn", limit=4, offset=start)] == whole
            orders.append([hit.page for hit in whole])
    assert orders[0] == orders[1] == [f"p{i}" for i in range(9)]


def test_a_page_is_found_by_what_people_know_of_it(tmp_path: Path) -> None:
    """Id, its beginning, URL, title, source, file name with and without ending."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page("harbour-1"))
        store.write(replace(page("harbour-2"), page=Page(id="harbour-2", title="100% other_thing")))
        for known in ("harbour-1", "https://example.org/harbour-1", "Ferry sinks", "saved/harbour-1.html", "harbour-1.html"):
            assert store.find(known) == "harbour-1"
        assert store.find("100% other_thing") == "harbour-2"
        store.write(Record(page=Page(id="x-1", source="notes.txt")))
        store.write(Record(page=Page(id="x-2", source="a/lines.jsonl:7")))
        store.write(Record(page=Page(id="x-3", source="a/thread.xml#t1")))
        for known, meant in (
            ("notes", "x-1"),
            ("notes.txt", "x-1"),
            ("lines.jsonl", "x-2"),
            ("lines.jsonl:7", "x-2"),
            ("thread.xml", "x-3"),
        ):
            assert store.find(known) == meant
        with pytest.raises(NotFound, match=r"harbour-1, harbour-2"):
            store.find("harbour")
        with pytest.raises(NotFound, match="no such page"):
            store.find("harbour%")


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # datasette leaves its connections open, which Python 3.13 tells
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_datasette_opens_a_store_as_it_is(tmp_path: Path) -> None:
    """Every table and view answers in Datasette, without any setting."""
    from datasette.app import Datasette

    path = tmp_path / "record.db"
    with Store.open(path) as store:
        store.write(page())
        names = [
            row[0]
            for row in store._connection.execute(
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
            )
        ]

    async def answers() -> dict[str, int]:
        served = Datasette([str(path)])
        return {name: (await served.client.get(f"/record/{name}.json")).status_code for name in names}

    assert {"pages", "comments", "statements_by_speaker", "events_with_actors"} <= set(names)
    assert set(asyncio.run(answers()).values()) == {200}


def test_the_views_answer_in_names(tmp_path: Path) -> None:
    """Statements come with their speaker's name, events with their actors, comments with whom they answer."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())

        def one(query: str) -> tuple[object, ...]:
            return tuple(store._connection.execute(query).fetchone())

        said = "SELECT speaker_name, role, content FROM statements_by_speaker"
        assert one(said) == ("Ann Example", "mayor", TEXT[17:36])
        assert one("SELECT type, actors, recipients FROM events_with_actors") == ("HARM", TEXT[22:31], None)
        assert one("SELECT account, answers_account FROM comments_in_threads WHERE id = 'c2'") == ("a-2", "a-1")


@pytest.mark.parametrize(
    ("comments", "why"),
    [
        ((Comment(id="c1", text="One."), Comment(id="c1", text="Two.")), "ids are unique"),
        ((Comment(id="c1", text="One.", likes=10**30),), "too large"),
        ((Comment(id="c1", text="\ud800"),), "surrogates"),
    ],
)
def test_a_record_that_does_not_fit_is_told(tmp_path: Path, comments: tuple[Comment, ...], why: str) -> None:
    """Ids that occur twice, numbers beyond 64 bits, half characters: one sentence, and the old record stays."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        with pytest.raises(BadRecord, match=why):
            store.write(replace(page(), comments=comments))
        assert store.read("p1") == page()
        assert store.check() == []


def test_rows_are_counted(tmp_path: Path) -> None:
    """Every table by its name."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many([page("p1"), page("p2", TEXT, comments=(), accounts=())])
        counts = store.counts()
    assert (counts["pages"], counts["comments"], counts["accounts"], counts["tensions"]) == (2, 3, 2, 0)


def test_damage_is_found(tmp_path: Path) -> None:
    """A text that the index does not know, a comment without a page: a sentence each."""
    with Store.open(tmp_path / "r.db") as store:
        store.write(page())
        assert store.check() == []
        store._connection.execute("UPDATE comments SET text = 'Changed behind the back.' WHERE id = 'c1'")
        assert [problem for problem in store.check() if "index" in problem]
        store._connection.execute("PRAGMA foreign_keys = OFF")
        store._connection.execute("INSERT INTO comments (page, id, at, text) VALUES ('none', 'c', 0, '')")
        assert [problem for problem in store.check() if "comments refers to a row of pages" in problem]


def test_an_erased_page_is_left_out_of_the_rest(tmp_path: Path) -> None:
    """`records` goes on when a page vanishes after it began."""
    with Store.open(tmp_path / "r.db") as store:
        store.write_many([page("p1"), page("p2"), page("p3")])
        rest = store.records()
        assert next(rest).page.id == "p1"
        store.forget_page("p2")
        assert [record.page.id for record in rest] == ["p3"]


def test_the_public_form_survives_the_store(tmp_path: Path) -> None:
    """JSON in, store, JSON out: the same line."""
    line = to_json(page())
    with Store.open(tmp_path / "r.db") as store:
        store.write(from_json(line))
        assert to_json(store.read("p1")) == line
