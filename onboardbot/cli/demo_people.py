"""Who is in the demo: the people of Northwind, Nadia, and three others who are under way already."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onboardbot.sandbox.people import NORTHWIND, Person

NADIA = "nadia@northwind.example"
NEW = "new hire"
HEAD = "email,name,start_date,department,location,country,time_zone,title,manager_email,buddy_email,playbook"


@dataclass(frozen=True)
class Newcomer:
    """A hire of the demo; `since` is how many days before Nadia's first day theirs was."""

    person: Person
    since: int
    department: str
    location: str
    manager: str
    buddy: str
    playbook: str
    country: str = ""

    def row(self, monday: date) -> str:
        """Return their row of a people file."""
        zone = self.person.tz if self.country else ""
        start = monday - timedelta(days=self.since)
        cells = (
            self.person.email, self.person.name, start.isoformat(), self.department, self.location, self.country, zone,
            self.person.title, _at(self.manager), _at(self.buddy), self.playbook,
        )  # fmt: skip
        return ",".join(cells)


def _at(handle: str) -> str:
    return f"{handle}@northwind.example"


def _person(handle: str, name: str, role: str, tz: str = "Europe/Berlin", title: str = "") -> Person:
    return Person(f"U0{handle.upper()}".ljust(9, "0"), _at(handle), name, role, tz, title=title)


YAEL = _person("yael", "Yael Cohen", NEW, "Asia/Jerusalem", "Designer")
TOMAS = _person("tomas", "Tomás Silva", NEW, "Europe/Lisbon", "Support engineer")
JO = _person("jo", "Jo Rivera", NEW, "America/New_York", "Account manager")
LENA = _person("lena", "Lena Fischer", "head of engineering")
OMAR = _person("omar", "Omar Levi", "duty", "Asia/Jerusalem")

_BY_ID = {person.id: person for person in NORTHWIND}
_NADIA = replace(_BY_ID["U0NADIA00"], title="Engineer")
NEWCOMERS = (
    Newcomer(_NADIA, 0, "Engineering", "Berlin", "marek", "bea", "office"),
    Newcomer(JO, 5, "Sales", "New York", "lena", "otto", "office"),
    Newcomer(YAEL, 8, "Design", "Tel Aviv", "lena", "bea", "office"),
    Newcomer(TOMAS, 14, "Support", "Remote", "lena", "otto", "remote", country="PT"),
)
OTHERS = tuple(one.person for one in NEWCOMERS if one.person.email != NADIA)
EVERYBODY = (_NADIA, *(one for one in NORTHWIND if one.id != _NADIA.id), *OTHERS, LENA, OMAR)
EARLIEST = max(one.since for one in NEWCOMERS)


def people_file(monday: date) -> str:
    """Return the people file of the demo, where Nadia starts on `monday`."""
    return "\n".join([HEAD, *(one.row(monday) for one in NEWCOMERS), ""])
