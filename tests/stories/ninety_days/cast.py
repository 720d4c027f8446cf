"""Who is in the stories, and where they sit: Nadia with her managers and her buddy in one city, HR and IT in Berlin."""

from collections.abc import Mapping
from dataclasses import replace

from onboardbot.sandbox.people import NORTHWIND, Person
from tests.helpers.world import BEA, MAREK, NADIA, PRIYA

LENA = Person(id="U0LENA000", email="lena@northwind.example", name="Lena Fischer", role="manager")
CAST: Mapping[str, str] = {
    "Nadia": NADIA, "Marek": MAREK, "Lena": LENA.email, "Bea": BEA, "Priya": PRIYA, "IT": "it-help@northwind.example",
}  # fmt: skip
DUTY = "dana@northwind.example"
TOGETHER = frozenset({NADIA, MAREK, LENA.email, BEA})
ROW = {"email": NADIA, "name": "Nadia Haddad", "manager_email": MAREK, "buddy_email": BEA}


def people_in(zone: str) -> tuple[Person, ...]:
    """Return everybody in Slack, Otto too, with Nadia's city in this zone, and its way to write the time."""
    locale = "en-US" if zone.startswith("America/") else "en-GB"
    return tuple(replace(p, tz=zone, locale=locale) if p.email in TOGETHER else p for p in (*NORTHWIND, LENA))
