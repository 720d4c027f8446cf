"""Public holidays, as the package `holidays` knows them."""

from datetime import date
from functools import cache


@cache
def public_holidays(country: str | None, subdivision: str | None, year: int) -> frozenset[date]:
    """Return the days of `year` off by law, observed days included; none for a country that is not known.

    A subdivision that the country does not have leaves the holidays of the whole country.
    """
    if country is None:
        return frozenset()
    import holidays  # noqa: PLC0415 - takes as long as everything else that `check` needs together

    parts = holidays.list_supported_countries(include_aliases=False).get(country)
    if parts is None:
        return frozenset()
    part = subdivision if subdivision in parts else None
    found = holidays.country_holidays(country, subdiv=part, years=year, observed=True, categories=("public",))
    return frozenset(day for day in found if day.year == year)
