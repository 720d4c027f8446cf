"""Which acknowledgement fits a reply: its kind, its language where that is sure, and what of it may be repeated.

It answers the sentence, not the button: a good mood never hides bad news, and after a bad one "all good, just a cold"
is heard as that. What is protected or of distress has fixed words of its own, so its thanks say nothing about it.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from onboardbot.core.history import Team
from onboardbot.core.language.heard import CAREFUL, LANGUAGES, UNKNOWN, Category, Concerns, Heard, Urgency
from onboardbot.core.language.listener import Mode
from onboardbot.core.language.names import mentions_somebody
from onboardbot.core.language.signs import drawn
from onboardbot.core.listening import heard_in

LOW = 2  # the moods up to which nothing may sound cheerful
SURE = 4  # words; a shorter reply is written alike in many languages, as "ok super"
JAPANESE = re.compile(r"[\u3040-\u30ff]")
FOREIGN = re.compile(
    r"[\u0370-\u1cff\u1f00-\u1fff\u3400-\u9fff\uac00-\ud7af]"
)  # scripts of other languages; Chinese has no kana
CLAUSES = re.compile(r"[.!?…;。！？]+|\n+")
WORD = re.compile(r"[^\W\d_]+")
NO_PROSE = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`|https?://\S+|^>[^\n]*$", re.DOTALL | re.MULTILINE
)  # code, links, quotes
PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff\u2300-\u23ff\u3030\u303d\u3297\u3299\u00a9\u00ae"
    "\u203c\u2049\u2122\u2139\u200d\ufe0f\u20e3\U000e0020-\U000e007f]"
)
GLAD = re.compile("[😀😃😄😁😆😅🙂😊😇🥰😍🤩😎🥳🤗👍👏🙌💪🎉✨🌟⭐🚀❤💙💚💛🧡💜🖤☺😂]")
SAD = re.compile("[😞😔😟😕🙁☹😣😖😫😩🥺😢😭😤😠😡😰😥😓😪😴🥱😵🤯😬😐😑🫠👎💔😒🙄😶😱😨😧😦🤒🤕🤢]")


class Kind(StrEnum):
    """What an acknowledgement takes up; the library has sentences for each."""

    CAREFUL = "careful"
    UNREADABLE = "unreadable"
    GLAD_SIGN = "glad_sign"
    SAD_SIGN = "sad_sign"
    SIGN = "sign"
    LEAVING = "leaving"
    ACCESS = "access"
    ACCESS_WATCH = "access_watch"
    OVERLOAD = "overload"
    OVERLOAD_WATCH = "overload_watch"
    ISOLATION = "isolation"
    ISOLATION_WATCH = "isolation_watch"
    CONFUSION = "confusion"
    CONFUSION_WATCH = "confusion_watch"
    OTHER = "other"
    OTHER_WATCH = "other_watch"
    POSITIVE = "positive"
    AFTER_LOW = "after_low"  # good news after a low mood
    SO_SO = "so_so"
    NEUTRAL = "neutral"


CONCERNS: Mapping[Category, tuple[Kind, Kind]] = {
    Category.LEAVING: (Kind.LEAVING, Kind.LEAVING),
    Category.ACCESS: (Kind.ACCESS, Kind.ACCESS_WATCH),
    Category.OVERLOAD: (Kind.OVERLOAD, Kind.OVERLOAD_WATCH),
    Category.ISOLATION: (Kind.ISOLATION, Kind.ISOLATION_WATCH),
    Category.CONFUSION: (Kind.CONFUSION, Kind.CONFUSION_WATCH),
    Category.OTHER: (Kind.OTHER, Kind.OTHER_WATCH),
}  # when a human should look soon, and when it is enough to keep an eye on it
REPEATABLE = frozenset({Category.ACCESS, Category.OVERLOAD, Category.ISOLATION, Category.CONFUSION, Category.POSITIVE})


@dataclass(frozen=True)
class Fitting:
    """What fits a reply.

    `lang`: None where it is not sure, then the person's own counts. `human`: the way to one stands out below.
    `within`: the clauses from which a word may be repeated.
    """

    kind: Kind
    lang: str | None = None
    human: bool = False
    within: tuple[str, ...] = ()


UNREAD = Fitting(Kind.NEUTRAL)  # where nobody is to look at the words


def understood(text: str, team: Team, names: Mapping[str, str], mode: Mode, *, mood: int | None = None) -> Fitting:
    """Hear a reply, and return what fits it; `names`: everybody's, by person id."""
    alone = heard_in(text, team, names, mode)
    beside = alone if mood is None else heard_in(text, team, names, mode, mood=mood)
    return fitting(text, together(alone, beside), mood=mood, names=names.values())


def together(alone: Heard, beside: Heard) -> Heard:
    """Return what is taken up of a reply: what its words say `alone`, unless they say it no more `beside` the button.

    So neither a good button nor a bad one speaks for the words, and where the two leave it unsure nothing is taken up:
    that is the gentlest. What is confidential by either stays so.
    """
    careful = CAREFUL.intersection((*alone.categories, *beside.categories))
    kept = {one for one in alone.categories if one in beside.categories or one is Category.POSITIVE}
    return replace(
        beside,
        topics=alone.topics | beside.topics,
        categories=tuple(one for one in Category if one in careful | kept) or (Category.NEUTRAL,),
        struggling=alone.struggling or beside.struggling,
        sure=alone.sure and beside.sure,
        reasons=alone.reasons,
    )


def fitting(text: str, heard: Heard, *, mood: int | None = None, names: Collection[str] = ()) -> Fitting:
    """Return what fits a reply.

    `heard` is what its words led to, `mood` what was tapped in the same check-in, `names` those of everybody whom the
    bot knows.
    """
    kind = _kind(text, heard, low=mood is not None and mood <= LOW)
    human = heard.struggling or (mood is not None and mood <= LOW) or kind in (Kind.CAREFUL, Kind.UNREADABLE)
    lang = heard.lang if kind is not Kind.UNREADABLE and _sure(text, heard.lang) else None
    about = next((one for one in Category if one in heard.categories and kind in _kinds(one)), None)
    if about not in REPEATABLE:
        return Fitting(kind, lang, human=human)
    return Fitting(kind, lang, human=human, within=_repeatable(text, heard, about, names))


def _kind(text: str, heard: Heard, *, low: bool) -> Kind:
    if heard.topics or CAREFUL.intersection(heard.categories) or heard.danger or heard.retracts:
        return Kind.CAREFUL
    concern = next((one for one in CONCERNS if one in heard.categories), None)
    if _only_signs(text):
        shown = drawn(text)
        return Kind.SAD_SIGN if SAD.search(shown) else Kind.GLAD_SIGN if GLAD.search(shown) else Kind.SIGN
    if concern is not None:
        soon, watch = CONCERNS[concern if heard.sure else Category.OTHER]
        return watch if heard.urgency in (Urgency.NONE, Urgency.WATCH) else soon
    if _unreadable(text, heard):
        return Kind.UNREADABLE
    if Category.POSITIVE in heard.categories:
        return Kind.AFTER_LOW if low else Kind.POSITIVE
    return Kind.SO_SO if low or heard.urgency is not Urgency.NONE else Kind.NEUTRAL


def _kinds(category: Category) -> tuple[Kind, ...]:
    return (Kind.POSITIVE,) if category is Category.POSITIVE else CONCERNS.get(category, ())


def _only_signs(text: str) -> bool:
    """Say whether a reply is emoji and nothing else."""
    rest = PICTURES.sub("", drawn(text))
    return rest != text and not any(sign.isalnum() for sign in rest)


def _unreadable(text: str, heard: Heard) -> bool:
    """Say whether there are words in a language that we don't know."""
    if heard.lang != UNKNOWN:
        return False
    prose = NO_PROSE.sub(" ", text)
    return len(WORD.findall(prose)) >= SURE or FOREIGN.search(prose) is not None


def _sure(text: str, lang: str) -> bool:
    return lang in LANGUAGES and (len(WORD.findall(text)) >= SURE or JAPANESE.search(text) is not None)


def _repeatable(text: str, heard: Heard, about: Category, names: Collection[str]) -> tuple[str, ...]:
    """Return the clauses that led to it, but for those that speak of anybody; where the manager may be meant, none."""
    if heard.concerns is Concerns.YES:
        return ()
    because = [_even(reason.words).casefold() for reason in heard.reasons if reason.about is about]
    clauses = [part for part in map(_even, CLAUSES.split(text)) if any(words in part.casefold() for words in because)]
    return tuple(clause for clause in clauses if not mentions_somebody(clause, names))


def _even(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").split())
