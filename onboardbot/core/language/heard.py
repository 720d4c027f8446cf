"""What is heard in a reply, as values: what it is about, how soon a human should look, and the words that tell so.

Nothing here says how somebody feels, and nothing is a score of a person.
"""

from dataclasses import dataclass
from enum import StrEnum


class Topic(StrEnum):
    """What is protected, the most urgent first, and distress."""

    HARASSMENT = "harassment"
    DISCRIMINATION = "discrimination"
    SAFETY = "safety"
    ABOUT_MANAGER = "about_manager"
    DISTRESS = "distress"


class Category(StrEnum):
    """What a reply is about, the most pressing first; every reply has one at least."""

    DISTRESS = "self_harm_distress"
    HARASSMENT = "harassment_safety"
    MANAGER = "manager_complaint"
    LEAVING = "intent_to_leave"
    ACCESS = "access_blocked"
    OVERLOAD = "overload"
    ISOLATION = "isolation"
    CONFUSION = "confusion"
    OTHER = "other_concern"
    POSITIVE = "positive"
    NEUTRAL = "neutral"


class Urgency(StrEnum):
    """How soon a human should look: no need; keep an eye on it; in the next days; before anything else."""

    NONE = "none"
    WATCH = "watch"
    ACT = "act"
    IMMEDIATE = "immediate"


class Concerns(StrEnum):
    """Whether it concerns the manager or someone above; unsure is treated like yes."""

    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


class Wish(StrEnum):
    """What a reply asks of us."""

    HUMAN = "human"
    PAUSE = "pause"
    RESUME = "resume"
    HELP = "help"


UNKNOWN = "unknown"  # a language that we can't read well, and say so
LANGUAGES = ("en", "de", "es", "fr", "pt", "ja")
CAREFUL = frozenset({Category.DISTRESS, Category.HARASSMENT, Category.MANAGER})  # never go the ordinary ways


@dataclass(frozen=True)
class Reason:
    """Words of the reply that led to something, in their order; `about` is what they speak for."""

    words: str
    about: Category


@dataclass(frozen=True)
class Heard:
    """What was heard; `clauses` are the sentences that led to `topics`, `reasons` what led to the rest.

    `immediate`: violence or a threat of it, an immediate hazard, a minor at risk. `danger`: the writer says that they
    are in danger, or an intent with a time or a means. `retracts`: something that was said is taken back. These three
    tell somebody without asking, so they are narrower than `urgency`, which every harassment and distress makes
    immediate. `struggling`: a sensible people partner who read it would want a human to check in. `sure`: what it is
    about is plain, not only likelier than everything else.
    """

    topics: frozenset[Topic] = frozenset()
    concerns: Concerns = Concerns.NO
    immediate: bool = False
    danger: bool = False
    retracts: bool = False
    clauses: tuple[str, ...] = ()
    lang: str = UNKNOWN
    categories: tuple[Category, ...] = (Category.NEUTRAL,)
    urgency: Urgency = Urgency.NONE
    struggling: bool = False
    sure: bool = True
    reasons: tuple[Reason, ...] = ()
    names: frozenset[str] = frozenset()
    asks: frozenset[Wish] = frozenset()

    @property
    def about_manager(self) -> bool:
        """The manager, or someone above, is who it is about."""
        return Topic.ABOUT_MANAGER in self.topics or Category.MANAGER in self.categories
