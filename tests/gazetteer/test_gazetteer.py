"""Countries and cities by the names that news use."""

import pytest

from onrecord.gazetteer import cities_named, country_named, government_named, people_named


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RU"),
        ("the UK", "GB"),
        ("U.S.", "US"),
        ("United States", "US"),
        ("Ivory Coast", "CI"),
        ("the Netherlands", "NL"),
        ("Atlantis", None),
        ("us", None),
        ("", None),
    ],
)
def test_countries_by_name(name: str, code: str | None) -> None:
    """Short and long forms, with and without an article; a pronoun is no country."""
    country = country_named(name)
    assert (country.code if country else None) == code


def test_people_and_governments() -> None:
    """Adjectives and peoples; capitals and seats that stand for a government, but not those that stand for more."""
    assert [c.code if (c := people_named(w)) else None for w in ("Danish", "Ukrainians", "Martian")] == ["DK", "UA", None]
    assert [
        c.code if (c := government_named(w)) else None
        for w in ("Moscow", "the Kremlin", "Washington", "Kyiv", "Kiev", "Brussels", "Gdynia")
    ] == ["RU", "RU", "US", "UA", "UA", None, None]


def test_cities_the_largest_first() -> None:
    """By main name, else by another one; GeoNames rows with coordinates."""
    first, *others = cities_named("Paris")
    assert (first.country, first.geonameid, round(first.lat)) == ("FR", 2988507, 49)
    assert [c.population for c in (first, *others)] == sorted((c.population for c in (first, *others)), reverse=True)
    assert cities_named("Kharkov")[0].name == "Kharkiv"
    assert cities_named("Nowhere at all") == ()
