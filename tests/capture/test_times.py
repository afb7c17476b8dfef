"""Times as shown become ISO 8601, as precise as they were told, or nothing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.capture.times import resolve_posted

NOW = datetime(2025, 3, 18, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("shown", "language", "posted"),
    [
        ("2025-03-03T18:02:00+01:00", "en", "2025-03-03T18:02:00+01:00"),
        ("2025-03-03T18:02:00.123Z", "en", "2025-03-03T18:02:00Z"),
        ("2025-03-03", "en", "2025-03-03"),
        ("2025-13-03", "en", None),
        ("1741021320", "en", "2025-03-03T17:02:00Z"),
        ("1741021320000", "en", "2025-03-03T17:02:00Z"),
        ("3 March 2025 at 18:02", "en", "2025-03-03T18:02:00"),
        ("March 3rd, 2025 6:02 pm", "en", "2025-03-03T18:02:00"),
        ("May. 29 2013 02:47 PM", "en", "2013-05-29T14:47:00"),
        ("3. März 2025 um 18:02 Uhr", "de", "2025-03-03T18:02:00"),
        ("26 abril 2022 a las 14:02", "es", "2022-04-26T14:02:00"),
        ("12.03.2025, 14:02", "de", "2025-03-12T14:02:00"),
        ("04/05/2025", "en", None),
        ("25/12/2024", "en", "2024-12-25"),
        ("3 hours ago", "en", "2025-03-18T09:00:00Z"),
        ("vor 8 Stunden", "de", "2025-03-18T04:00:00Z"),
        ("hace 2 días", "es", "2025-03-16"),
        ("yesterday", "en", "2025-03-17"),
        ("15 seconds ago (7:18 PM)", "en", "2025-03-18T11:59:45Z"),
        ("3h", "en", "2025-03-18T09:00:00Z"),
        ("4d", "en", "2025-03-14"),
        ("5mo", "en", "2024-10"),
        ("6y", "en", "2019"),
        ("March 2025", "en", "2025-03"),
        ("recently", "en", None),
        ("", "en", None),
    ],
)
def test_times_as_pages_show_them(shown: str, language: str, posted: str | None) -> None:
    """Absolute and relative, in several languages; day and month that could change places are no date."""
    assert resolve_posted(shown, captured=NOW, language=language) == posted


@pytest.mark.parametrize("shown", ["3 hours ago", "6y", "yesterday", "vor 8 Stunden", "March 3", "18:02"])
def test_what_depends_on_now_needs_the_time_of_capture(shown: str) -> None:
    """Without it the time stays unknown: nothing reads the clock."""
    assert resolve_posted(shown, captured=None, language=None) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_any_words_are_iso_or_nothing(words: str) -> None:
    """What comes out begins with a year."""
    posted = resolve_posted(words, captured=NOW, language="en")
    assert posted is None or posted[:4].isdigit()
