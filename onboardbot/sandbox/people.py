"""The people of the workspace and how Slack describes them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from onboardbot.sandbox.errors import JSON, RefusedError

YES = {"true", "yes", "1", "x"}  # a flag in a file
FLAGS = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
SHORTEST_ID = 9  # Slack's ids have nine characters or more


@dataclass(frozen=True)
class Person:
    id: str
    email: str
    name: str
    role: str = ""
    tz: str = "Europe/Berlin"
    locale: str = "en-US"
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False  # a guest
    is_ultra_restricted: bool = False  # a guest of one channel
    is_stranger: bool = False  # of another company, in no common conversation
    title: str = ""
    updated: int = 0

    @property
    def handle(self) -> str:
        return self.email.split("@", maxsplit=1)[0] or self.name.lower()

    @property
    def first_name(self) -> str:
        return self.name.split(maxsplit=1)[0] if self.name.strip() else ""

    def card(self) -> JSON:
        """Return what lists of the sandbox show of a person."""
        return {"id": self.id, "email": self.email, "name": self.name, "role": self.role}


def person_from(row: Mapping[str, Any], taken: Collection[str]) -> Person:
    """Return the person of a row; without an id a readable one is made, apart from those `taken`."""
    email = str(row.get("email") or "").strip()
    name = str(row.get("name") or "").strip() or email.split("@", maxsplit=1)[0]
    given: dict[str, Any] = {
        key: str(row[key]).strip() for key in ("role", "tz", "locale", "title") if str(row.get(key) or "").strip()
    }
    given |= {key: str(row.get(key) or "").strip().lower() in YES for key in FLAGS}
    given["is_restricted"] |= given["is_ultra_restricted"]
    return Person(id=str(row.get("id") or "").strip() or _new_id(email or name, taken), email=email, name=name, **given)


def _new_id(source: str, taken: Collection[str]) -> str:
    word = re.sub(r"[^A-Z0-9]", "", source.split("@", maxsplit=1)[0].upper())
    for n in range(len(taken) + 1):
        candidate = f"U0{word}{n or ''}".ljust(SHORTEST_ID, "0")
        if candidate not in taken:
            return candidate
    raise RefusedError(f"no free id for {source}")


NORTHWIND = tuple(
    Person(id=id_, email=f"{handle}@northwind.example", name=name, role=role, locale="en-GB")
    for id_, handle, name, role in (
        ("U0NADIA00", "nadia", "Nadia Haddad", "new hire"),
        ("U0MAREK00", "marek", "Marek Nowak", "manager"),
        ("U0BEA0000", "bea", "Bea Lindqvist", "buddy"),
        ("U0PRIYA00", "priya", "Priya Rao", "HR"),
        ("U0DANA000", "dana", "Dana Weiss", "duty"),
        ("U0OTTO000", "otto", "Otto Brandt", "outsider"),
        ("U0ITHELP0", "it-help", "IT help desk", "IT"),
    )
)


@dataclass
class Directory:
    """Everybody in the workspace, by id, in the order in which they came."""

    people: dict[str, Person] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)  # in small letters -> id

    def add(self, person: Person) -> Person:
        if person.id in self.people:
            raise RefusedError(f"there is somebody with the id {person.id} already")
        if person.email and self.by_email(person.email) is not None:
            raise RefusedError(f"there is somebody with the address {person.email} already")
        return self._put(person)

    def change(self, person_id: str, *, at: float, **fields: Any) -> Person:
        """Change a person.

        Raises:
            RefusedError: somebody else has that address.
        """
        before = self.people[person_id]
        holder = self.by_email(str(fields["email"])) if fields.get("email") else None
        if holder is not None and holder.id != person_id:
            raise RefusedError(f"there is somebody with the address {holder.email} already")
        self.emails.pop(before.email.lower(), None)
        return self._put(replace(before, updated=int(at), **fields))

    def _put(self, person: Person) -> Person:
        self.people[person.id] = person
        if person.email:
            self.emails[person.email.lower()] = person.id
        return person

    def by_email(self, email: str) -> Person | None:
        return self.people.get(self.emails.get(email.strip().lower(), ""))

    def find(self, who: str) -> Person:
        """Return the person with that id or e-mail address.

        Raises:
            RefusedError: nobody has it.
        """
        person = self.people.get(who) or (self.by_email(who) if "@" in who else None)
        if person is None:
            raise RefusedError(f"nobody here has the id or address {who!r}", status=404)
        return person


def user_object(person: Person, *, team_id: str, include_locale: bool = False, with_email: bool = True) -> JSON:
    """Return Slack's user object (docs.slack.dev/reference/objects/user-object); a deactivated one is shorter."""
    user: JSON = {
        "id": person.id,
        "team_id": team_id,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": profile_object(person, team_id=team_id, with_email=with_email),
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
        **({"is_stranger": True} if person.is_stranger else {}),
    }
    if person.deleted:
        return user
    return user | _of_the_living(person) | ({"locale": person.locale} if include_locale else {})


def _of_the_living(person: Person) -> JSON:
    return {
        "color": "9f69e7",
        "real_name": person.name,
        **_zone(person.tz),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }


def _zone(name: str) -> JSON:
    now = datetime.now(UTC).astimezone(ZoneInfo(name))
    offset = now.utcoffset()
    return {"tz": name, "tz_label": now.tzname() or name, "tz_offset": int(offset.total_seconds()) if offset else 0}


def profile_object(person: Person, *, team_id: str, with_email: bool = True) -> JSON:
    return {
        "title": person.title,
        "phone": "",
        "skype": "",
        "real_name": person.name,
        "real_name_normalized": person.name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "first_name": person.first_name,
        "last_name": person.name.removeprefix(person.first_name).strip(),
        "fields": None,
        "start_date": "",
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "avatar_hash": "g0000000000",
        "team": team_id,
        **({"email": person.email} if person.email and with_email else {}),
    }
