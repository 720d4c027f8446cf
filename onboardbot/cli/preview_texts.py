"""What a step says in a preview, filled with made-up people unless told otherwise."""

from collections.abc import Mapping, Sequence

from onboardbot.cli.preview_options import refused
from onboardbot.core.company import Company
from onboardbot.core.fields import FIELDS
from onboardbot.core.hire import Hire
from onboardbot.core.personalise import FillError, Mention, RoleEmpty, ValueEmpty, fill
from onboardbot.core.steps import Step
from onboardbot.playbook_files.suggest import nearest

PEOPLE = {"manager": "Max Manager", "buddy": "Bo Buddy", "hr": "Pat People"}
FIRST_NAME, NAME, MENTION = "first_name", "name", "mention"

Values = Mapping[str, Mapping[str, object]]


def sample_values(hire: Hire, company: Company, assignments: Sequence[str]) -> Values:
    """Return the placeholders by root and field; `assignments` are `hire.first_name=Nadia`, later ones win.

    Raises:
        click.UsageError: an assignment names no placeholder.
    """
    told = _told(assignments, company)
    found: dict[str, dict[str, object]] = {
        "hire": {
            "email": hire.email,
            "start_date": hire.start_date.isoformat(),
            "location": hire.location or "",
            **_person(hire.name, told.get("hire", {})),
        },
        "company": {NAME: company.name} | told.get("company", {}),
    }
    for role, name in PEOPLE.items():
        person = _person(name, told.get(role, {}))
        found[role] = {MENTION: Mention(str(person[NAME]))} | person
    return found


def _person(usual: str, told: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a person; a name that was told gives the first name, too."""
    name = str(told.get(NAME, usual))
    return {NAME: name, FIRST_NAME: (name.split() or [""])[0], **told}


def _told(assignments: Sequence[str], company: Company) -> dict[str, dict[str, object]]:
    known = fields_of(company)
    told: dict[str, dict[str, object]] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        root, _, field = key.partition(".")
        if not equals:
            raise refused("--set", f'"{assignment}" has no "="', "write it like hire.first_name=Nadia")
        if field not in known.get(root, ()):
            mend = nearest(key, [f"{one}.{other}" for one, fields in known.items() for other in fields])
            hint = f'did you mean "{mend}"?' if mend else "as in hire.first_name=Nadia"
            raise refused("--set", f'there is no placeholder "{key}"', hint)
        told.setdefault(root, {})[field] = value
    return told


def fields_of(company: Company) -> Mapping[str, tuple[str, ...]]:
    """Return what placeholders there are: root -> fields."""
    return {**FIELDS, "hire": (*FIELDS["hire"], *company.columns)}


def text_of(step: Step, values: Values, company: Company, *, day: int) -> str:
    """Return the filled Markdown; a guide is its title and tasks, a check-in its questions, one a line."""
    match step.kind:
        case "message":
            return _filled(step.message, values, company, day)
        case "guide":
            parts = (step.title, *(task.text for task in step.tasks))
        case _:
            parts = tuple(question.words for question in step.questions)
    return "\n".join(_filled(part, values, company, day).strip().replace("\n", " ") for part in parts)


def _filled(text: str, values: Values, company: Company, day: int) -> str:
    """Fill a text; what nobody told is shown as [hire.department], so that its place can be seen."""
    known = {root: dict(fields) for root, fields in values.items()}
    marks = {f"{root}.{field}": (root, field) for root, fields in fields_of(company).items() for field in fields}
    while True:
        try:
            return fill(text, {**known, "day": day})
        except FillError as error:
            empty = [name for name in marks if _tells_of(error, name)]
        if not empty:
            return "[this text can't be filled]"
        for name in empty:
            root, field = marks.pop(name)
            known[root][field] = _told_or_mark(known[root].get(field), f"[{name}]")


def _tells_of(error: FillError, name: str) -> bool:
    if isinstance(error, RoleEmpty):
        return name.startswith(f"{error.role}.")
    return isinstance(error, ValueEmpty) and name == error.placeholder


def _told_or_mark(value: object, mark: str) -> object:
    told = value.name if isinstance(value, Mention) else str(value or "")
    return value if told.strip() else mark
