"""The people of `company.yaml`: who is behind a role, and who is above whom."""

import re
from dataclasses import dataclass

from onboardbot.playbook_files.fields import Group, Shape, group, once, one_or_more, scalar
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.sentences import Rule
from onboardbot.playbook_files.suggest import listed, plain
from onboardbot.playbook_files.tree import Fields, Items, Node, Scalar

PERSON = Shape("a person", ("name", "email"), ("email",), {"mail": "email", "e_mail": "email", "address": "email"})
OWN_ROLES = ("hire", "manager", "buddy")
ROLE = re.compile(r"[a-z][a-z0-9_]*")
EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]]+@[^\s@<>(),;:\"\[\]]+\.[^\s@<>(),;:\"\[\].]+")
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without its angle brackets
NAMED_EMAIL = re.compile(r"(.+?)\s*<([^<>]+)>")


def read_email(text: Scalar, notes: Notes) -> str | None:
    """Return the address in lower case; None with the mistake noted."""
    if len(text.words) > LONGEST_ADDRESS:
        notes.add(text, Rule.BAD_EMAIL, text=text.words)
        return None
    if EMAIL.fullmatch(text.words) and ".." not in text.words:
        return text.words.lower()
    named = NAMED_EMAIL.fullmatch(text.words)
    mend = f"{{name: {named[1]}, email: {named[2]}}}" if named and EMAIL.fullmatch(named[2]) else ""
    bare = re.sub(r"\.{2,}", ".", text.words.removeprefix("mailto:").strip("<>,; ").replace(" ", ""))
    notes.add(text, Rule.BAD_EMAIL, text=text.words, mend=mend or (bare if EMAIL.fullmatch(bare) else ""))
    return None


def read_people(found: Group, notes: Notes) -> dict[str, object] | None:
    """Return the contacts of each role, in the order of asking."""
    node = found.get("people")
    if not isinstance(node, Fields):
        if isinstance(node, Scalar | Items):
            notes.add(node, Rule.WANTS_GROUP, what='"people"', known=listed(("hr", "duty", "it", "any other role")))
        return None
    return {role.words: _contacts(role, value, notes) for role, value in node.pairs if _is_role(role, notes)}


def _is_role(role: Scalar, notes: Notes) -> bool:
    if role.words in OWN_ROLES:
        notes.add(role, Rule.OWN_ROLE, text=role.words)
        return False
    if not ROLE.fullmatch(role.words):
        mend = re.sub(r"[^a-z0-9_]", "", plain(role.words))
        notes.add(role, Rule.BAD_ROLE_NAME, text=role.words, mend=mend if ROLE.fullmatch(mend) else "")
        return False
    return True


def _contacts(role: Scalar, node: Node, notes: Notes) -> tuple[dict[str, str], ...]:
    if isinstance(node, Scalar) and not node.words:
        notes.add(role, Rule.MISSING_VALUE, key=role.words)
        return ()
    read = [_contact(role.words, entry, notes) for entry in one_or_more(node, role.words, notes) or ()]
    known = [entry for entry in read if entry is not None]
    kept = once([text for text, _ in known], lambda text: text.words.lower(), notes)
    return tuple(contact for text, contact in known if text in kept)


def _contact(role: str, node: Node, notes: Notes) -> tuple[Scalar, dict[str, str]] | None:
    """Return the scalar that holds the address, and the person."""
    if not isinstance(node, Fields):
        written, name = scalar(node, role, notes), None
    else:
        found = group(node, PERSON, notes)
        written = found.scalar("email", notes) if found else None
        name = found.scalar("name", notes) if found else None
    email = read_email(written, notes) if written else None
    if written is None or email is None:
        return None
    return written, {"email": email, **({"name": name.words} if name else {})}


def read_reports_to(found: Group, notes: Notes) -> dict[str, str] | None:
    """Return who is directly above whom; nobody can be above themselves, however long the way."""
    node = found.get("reports_to")
    if not isinstance(node, Fields):
        if isinstance(node, Scalar | Items):
            notes.add(node, Rule.WANTS_GROUP, what='"reports_to"', known="an e-mail, a colon and the e-mail above it")
        return None
    keys = {id(key) for key in once([key for key, _ in node.pairs], lambda key: key.words.lower(), notes)}
    tree = _Tree({}, {})
    for key, value in node.pairs:
        if id(key) in keys:
            _add_boss(key, value, tree, notes)
    return tree.above


@dataclass(frozen=True)
class _Tree:
    """Who is directly above whom, and short cuts to the top, so that a long line costs nothing."""

    above: dict[str, str]
    shortcuts: dict[str, str]

    def top(self, person: str) -> str:
        while person in self.shortcuts:
            higher = self.shortcuts[person]
            self.shortcuts[person] = self.shortcuts.get(higher, higher)
            person = higher
        return person

    def line(self, person: str) -> tuple[str, ...]:
        line = [person]
        while line[-1] in self.above:
            line.append(self.above[line[-1]])
        return tuple(line)


def _add_boss(key: Scalar, value: Node, tree: _Tree, notes: Notes) -> None:
    if isinstance(value, Scalar) and not value.words:
        notes.add(key, Rule.MISSING_VALUE, key=key.words)
        return
    person = read_email(key, notes)
    above = _contact(key.words, value, notes)
    if person is None or above is None:
        return
    written, boss = above[0], above[1]["email"]
    if tree.top(boss) == person:
        notes.add(written, Rule.OWN_BOSS, text=" < ".join((person, *tree.line(boss))))
        return
    tree.above[person] = tree.shortcuts[person] = boss
