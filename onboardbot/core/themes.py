"""What replies to HR are about, in closed groups of ten people or more: topics as counts, never words, never a person.

A group closes with a month, once ten different people have written; until then what they wrote waits for a later
month. When it closes depends on how many they are, never on what they say. It holds how many of them wrote of what,
where that are five or more, and not all of them, as the figure would then tell it of each. It never changes.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from onboardbot.core.language.heard import CAREFUL, Category, Concerns, Heard
from onboardbot.core.questions import Question
from onboardbot.core.questions.base import SeenBy
from onboardbot.core.visibility import Circle, too_small
from onboardbot.core.when import Value

THEMES = (
    Category.OVERLOAD,
    Category.CONFUSION,
    Category.ACCESS,
    Category.ISOLATION,
    Category.OTHER,
    Category.POSITIVE,
)
FEWEST_PEOPLE = 10  # who wrote; below it no comments are looked at together, as Glint, Peakon and Leapsome have it, too
LONGEST_MONTH = timedelta(days=31)


class Reply(Value):
    """Words that may be counted and are in no group yet: `key` names them, `person` wrote them on the local `day`."""

    key: str
    enrollment: str
    person: str
    day: date
    text: str


class Group(Value):
    """How many people wrote of what, in months from `since` to `until`, each as its first day."""

    since: date
    until: date
    counts: Mapping[Category, int]


def may_count(circle: Circle, question: Question) -> bool:
    """Say whether what an answer is about may be counted for HR: they are words, and for HR anyway."""
    return question.kind == "text" and circle.seen_by is SeenBy.HR and bool(circle.people)


def themes_in(heard: Heard) -> frozenset[Category]:
    """Return of what a reply speaks; nothing of one that holds anything confidential, or a wish to leave."""
    found = frozenset(THEMES) & frozenset(heard.categories)
    if heard.topics or heard.danger or heard.retracts or {*CAREFUL, Category.LEAVING} & {*heard.categories}:
        return frozenset()
    return found & {Category.POSITIVE} if heard.concerns is Concerns.YES else found


def closes(replies: Collection[Reply]) -> bool:
    """Say whether so many people have written that what they wrote of can be counted."""
    return len({reply.person for reply in replies}) >= FEWEST_PEOPLE


def group_of(replies: Sequence[Reply], themes: Mapping[str, Collection[Category]]) -> Group:
    """Return the counts of a group, and nothing else of it; `themes` are those of each reply, by its key."""
    people = {reply.person for reply in replies}
    spoke = {(reply.person, theme) for reply in replies for theme in themes.get(reply.key, ())}
    counts = Counter(theme for _, theme in spoke)
    days = [reply.day for reply in replies]
    kept = {one: counts[one] for one in THEMES if not too_small(counts[one]) and counts[one] < len(people)}
    return Group(since=month_of(min(days)), until=month_of(max(days)), counts=kept)


def month_of(day: date) -> date:
    """Return the first day of a month."""
    return day.replace(day=1)


def month_after(day: date) -> date:
    """Return the first day of the next month."""
    return month_of(month_of(day) + LONGEST_MONTH)
