"""What is known of countries and cities, for the reader and the resolver: GeoNames and CLDR, offline."""

from onrecord.gazetteer.cities import City, cities_named
from onrecord.gazetteer.countries import Country, country_named, government_named, people_named

__all__ = ["City", "Country", "cities_named", "country_named", "government_named", "people_named"]
