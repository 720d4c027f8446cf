"""`company.yaml`: its tree -> plain values that `Company` can be built from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from onboardbot.playbook_files.fields import Group, Shape, group, items, once, scalar
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.people import read_people, read_reports_to
from onboardbot.playbook_files.regions import (
    read_country,
    read_language,
    read_subdivision,
    read_zone,
)
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import plain
from onboardbot.playbook_files.times import HoursWritten, read_days, read_hours, read_week
from onboardbot.playbook_files.tree import Fields, Items, Node, Scalar

COMPANY = Shape(
    "company.yaml",
    (
        "name",
        "language",
        "time_zone",
        "country",
        "subdivision",
        "hours",
        "week",
        "closed",
        "people",
        "columns",
        "reports_to",
        "resources",
        "locations",
    ),
    ("name",),
    {
        "title": "name", "company": "name", "zone": "time_zone", "tz": "time_zone", "timezone": "time_zone",
        "state": "subdivision", "region": "subdivision", "lang": "language", "locale": "language",
        "working_hours": "hours", "work_hours": "hours", "working_days": "week", "workdays": "week", "days": "week",
        "holidays": "closed", "closures": "closed", "roles": "people", "contacts": "people", "managers": "reports_to",
        "places": "locations", "offices": "locations", "sites": "locations", "fields": "columns", "help": "resources",
    },
)  # fmt: skip
PLACE = Shape(
    "a location",
    ("country", "subdivision", "time_zone", "week", "hours"),
    others=COMPANY.others,
)
RESOURCE = Shape(
    "a resource",
    ("name", "phone", "url", "hours"),
    ("name",),
    {"title": "name", "telephone": "phone", "tel": "phone", "number": "phone", "link": "url", "website": "url"},
)
COLUMN = re.compile(r"[a-z][a-z0-9_]*")
# Placeholders of `hire` as they are, and columns of the people file that the bot itself reads
OWN_PLACEHOLDERS = ("first_name", "name", "email", "start_date", "department", "location", "title")
OWN_COLUMNS = frozenset(OWN_PLACEHOLDERS) | {
    "time_zone",
    "country",
    "subdivision",
    "employment",
    "week",
    "leave",
    "language",
    "manager_email",
    "buddy_email",
    "playbook",
}
WEB = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True)
class Around:
    """What the company says that playbooks depend on; None where that could not be read."""

    roles: frozenset[str] | None = frozenset()
    columns: frozenset[str] | None = frozenset()
    hours: HoursWritten | None = None
    places: Mapping[str, HoursWritten | None] = field(default_factory=dict)


ANYTHING = Around(roles=None, columns=None)


def read_company(root: Node, notes: Notes) -> tuple[dict[str, object], Around]:
    """Return the plain values of `Company` and what playbooks need of them; mistakes are noted."""
    found = group(root, COMPANY, notes)
    if found is None:
        return {}, ANYTHING
    place = _place(found, notes)
    values: dict[str, object] = {
        "name": found.read("name", _words, notes),
        "language": found.read("language", read_language, notes),
        **place,
        "closed": _closed(found, notes),
        "people": read_people(found, notes),
        "columns": _columns(found, notes),
        "reports_to": read_reports_to(found, notes),
        "resources": _resources(found, notes),
        "locations": _locations(found, notes),
    }
    if not notes.broken:
        _look_for_help(found, values, notes)
    return {key: value for key, value in values.items() if value is not None}, _around(found, values)


def _look_for_help(found: Group, values: Mapping[str, Any], notes: Notes) -> None:
    """Warn of a company with people in it where distress or a protected matter would reach nobody."""
    people, node = values["people"], found.get("people")
    if not people or node is None:
        return
    if not people.get("duty"):
        notes.add(node, Rule.NO_DUTY)
    if not values["resources"]:
        notes.add(node, Rule.NO_RESOURCES)


def _around(found: Group, values: Mapping[str, object]) -> Around:
    people, hours, locations = found.get("people"), values.get("hours"), values.get("locations")
    roles = frozenset(key.words for key, _ in people.pairs) if isinstance(people, Fields) else frozenset()
    columns = found.get("columns")
    named = (
        frozenset(item.words for item in columns.items if isinstance(item, Scalar))
        if isinstance(columns, Items)
        else None
    )
    return Around(
        roles=roles if people is None or isinstance(people, Fields) else None,
        columns=frozenset() if columns is None else named,
        hours=hours if isinstance(hours, dict) else None,  # type: ignore[arg-type] # its only writer is read_hours
        places={name.lower(): place.get("hours") for name, place in locations.items()}
        if isinstance(locations, dict)
        else {},
    )


def _words(text: Scalar, _notes: Notes) -> str:
    return text.words


def _place(found: Group, notes: Notes) -> dict[str, object]:
    """Return what the company and its locations have in common; a subdivision needs the country beside it."""
    country = found.read("country", read_country, notes)
    written = found.scalar("subdivision", notes)
    if written and "country" not in found:
        notes.add(written, Rule.LONE_SUBDIVISION)
    values = {
        "country": country,
        "subdivision": read_subdivision(written, country, notes) if written else None,
        "time_zone": found.read("time_zone", read_zone, notes),
        "hours": found.read("hours", read_hours, notes),
        "week": _week(found, notes),
    }
    return {key: value for key, value in values.items() if value is not None}


def _week(found: Group, notes: Notes) -> frozenset[int] | None:
    node = found.get("week")
    if isinstance(node, Items):
        days = ",".join(item.words for item in node.items if isinstance(item, Scalar))
        notes.add(node, Rule.WANTS_TEXT, key="week", mend=days)
        return None
    return found.read("week", read_week, notes)


def _closed(found: Group, notes: Notes) -> tuple[object, ...] | None:
    if "closed" not in found:
        return None
    written = _listed(found, "closed", notes)
    ranges = [read_days(text, notes) for text in written]
    return tuple(days for days in ranges if days)


def _listed(found: Group, key: str, notes: Notes) -> list[Scalar]:
    """Return the texts of a list that must be one, even where it has a single entry."""
    node = found[key]
    mend = f"{key}: [{node.words}]" if isinstance(node, Scalar) else ""
    written = [scalar(item, key, notes) for item in items(node, key, notes, mend=mend) or ()]
    return [text for text in written if text]


def _columns(found: Group, notes: Notes) -> tuple[str, ...] | None:
    if "columns" not in found:
        return None
    good = [text for text in _listed(found, "columns", notes) if _is_column(text, notes)]
    return tuple(text.words for text in once(good, lambda text: text.words, notes))


def _is_column(text: Scalar, notes: Notes) -> bool:
    if not COLUMN.fullmatch(text.words):
        mend = re.sub(r"[^a-z0-9_]", "", plain(text.words))
        notes.add(text, Rule.BAD_COLUMN, text=text.words, mend=mend if COLUMN.fullmatch(mend) else "")
        return False
    if text.words in OWN_COLUMNS:
        notes.add(text, Rule.OWN_COLUMN, text=text.words)
        return False
    return True


def _pairs(found: Group, key: str, notes: Notes) -> list[tuple[Scalar, Node]] | None:
    """Return the entries of a group whose keys are the company's own words; None where there is no such group."""
    node = found.get(key)
    if node is None or not isinstance(node, Fields):
        if isinstance(node, Scalar | Items):
            notes.add(node, Rule.WANTS_GROUP, what=f'"{key}"', known="a line for each, with a colon")
        return None
    return [(name, value) for name, value in node.pairs if not _valueless(name, value, notes)]


def _valueless(name: Scalar, value: Node, notes: Notes) -> bool:
    if isinstance(value, Scalar) and not value.words:
        notes.add(name, Rule.MISSING_VALUE, key=name.words)
        return True
    return False


def _resources(found: Group, notes: Notes) -> dict[str, object] | None:
    pairs = _pairs(found, "resources", notes)
    if pairs is None:
        return None
    read = [(read_country(name, notes), _resource_list(value, notes)) for name, value in pairs]
    return {country: resources for country, resources in read if country}


def _resource_list(node: Node, notes: Notes) -> tuple[object, ...]:
    entries = items(node, "resources", notes, mend="- name: …" if isinstance(node, Fields) else "")
    return tuple(_resource(entry, notes) for entry in entries or ())


def _resource(node: Node, notes: Notes) -> dict[str, str]:
    found = group(node, RESOURCE, notes)
    if found is None:
        return {}
    written = {key: found.scalar(key, notes) for key in RESOURCE.known}
    url = written["url"]
    if url and not WEB.fullmatch(url.words):
        mend = f"https://{url.words}"
        notes.add(url, Rule.BAD_URL, text=url.words, mend=mend if "." in url.words and WEB.fullmatch(mend) else "")
    if "phone" not in found and "url" not in found:
        notes.add(found, Rule.NO_WAY_TO_REACH)
    return {key: text.words for key, text in written.items() if text}


def _locations(found: Group, notes: Notes) -> dict[str, dict[str, object]] | None:
    pairs = _pairs(found, "locations", notes)
    if pairs is None:
        return None
    known = {id(name) for name in once([name for name, _ in pairs], lambda name: name.words.lower(), notes)}
    places = {}
    for name, value in pairs:
        place = group(value, PLACE, notes, what=f'location "{name.words}"')
        if place is not None and id(name) in known:
            places[name.words] = _place(place, notes)
    return places
