"""A playbook: its tree -> plain values that `Playbook` can be built from."""

from datetime import time

from onboardbot.playbook_files.company import Around
from onboardbot.playbook_files.fields import Group, Shape, group, items, once, texts
from onboardbot.playbook_files.notes import Notes, quotable
from onboardbot.playbook_files.regions import OTHER_CODES, countries, country_mend
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.steps import Windows, read_step
from onboardbot.playbook_files.texts import read_plain
from onboardbot.playbook_files.times import HoursWritten
from onboardbot.playbook_files.tree import Node, Scalar
from onboardbot.playbook_files.whens import read_day

PLAYBOOK = Shape(
    "a playbook",
    ("title", "audience", "ends", "steps"),
    ("title", "steps"),
    {"name": "title", "for": "audience", "who": "audience", "end": "ends", "until": "ends", "tasks": "steps"},
)
AUDIENCE = Shape(
    "an audience",
    ("department", "location", "employment", "title", "country"),
    others={"dept": "department", "team": "department", "office": "location", "city": "location",
            "place": "location", "role": "title", "job": "title", "position": "title",
            "contract": "employment", "type": "employment"},
)  # fmt: skip
USUAL_HOURS: HoursWritten = {"begin": time(9, 0), "end": time(17, 30)}


def read_playbook(root: Node, around: Around, notes: Notes) -> dict[str, object]:
    """Return the plain values of `Playbook` but for its name and version; mistakes are noted."""
    found = group(root, PLAYBOOK, notes)
    if found is None:
        return {}
    title = found.scalar("title", notes)
    ends = found.scalar("ends", notes)
    audience = _audience(found, notes)
    return {
        "title": read_plain(title, "title", notes) if title else "",
        "audience": audience,
        "ends": read_day(ends, "ends", notes) if ends else None,
        "steps": _steps(found, around, _windows(audience, around), notes),
    }


def _audience(found: Group, notes: Notes) -> dict[str, tuple[str, ...]]:
    if "audience" not in found:
        return {}
    fields = group(found["audience"], AUDIENCE, notes)
    if fields is None:
        return {}
    written = {key: texts(fields[key], key, notes) for key in AUDIENCE.known if key in fields}
    for text in written.get("country", ()):
        _check_country(text, notes)
    return {key: tuple(text.words for text in values) for key, values in written.items()}


def _check_country(text: Scalar, notes: Notes) -> None:
    """Note a country that nobody can be in; its case is ignored here, as everywhere in an audience."""
    if text.words.upper() not in countries() or text.words.upper() in OTHER_CODES:
        notes.add(text, Rule.BAD_COUNTRY, text=text.words, mend=country_mend(text.words))


def _windows(audience: dict[str, tuple[str, ...]], around: Around) -> Windows:
    """Return the hours of those whom the playbook is for: of its locations, else of the company."""
    usual = around.hours or USUAL_HOURS
    places = [(place, around.places.get(place.lower())) for place in audience.get("location", ())]
    return tuple((f" in {quotable(place)}" if hours else "", hours or usual) for place, hours in places) or (
        ("", usual),
    )


def _steps(found: Group, around: Around, windows: Windows, notes: Notes) -> list[dict[str, object]]:
    entries = items(found["steps"], "steps", notes) if "steps" in found else None
    read = [read_step(entry, around, windows, notes) for entry in entries or ()]
    once([given for given, _ in read if given is not None], lambda given: given.words, notes)
    return [values for _, values in read]
