"""The listener of rules and the small model: the rules find what is protected, the model hears the rest of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onboardbot.core.language.clauses import LOOK_BACK
from onboardbot.core.language.features import Feature, Token, features, tokens
from onboardbot.core.language.heard import Category, Concerns, Heard, Reason, Topic, Urgency
from onboardbot.core.language.hearing import hear
from onboardbot.core.language.masking import Masks, masks
from onboardbot.core.language.model import Model, shipped
from onboardbot.core.language.reading import Reading
from onboardbot.core.language.reasons import led_to
from onboardbot.core.language.requests import only_asks_for_human
from onboardbot.core.language.rules import HIGH, PRESSING, by_rules, by_urgency, categories_of, named_in, wishes_in
from onboardbot.core.language.tongue import language
from onboardbot.core.language.utterance import Utterance
from onboardbot.core.language.wholes import meant, slipped, whole

TROUBLE = tuple(one for one in Category if one not in {Category.POSITIVE, Category.NEUTRAL})
CALM = Category.POSITIVE, Category.NEUTRAL
MILD = (*CALM, Category.ACCESS, Category.OVERLOAD, Category.CONFUSION)  # what nobody needs to look after may be, too
ACTED_ON = frozenset({Category.MANAGER, Category.LEAVING})
TOPIC_OF: Mapping[Category, Topic] = {
    Category.DISTRESS: Topic.DISTRESS,
    Category.HARASSMENT: Topic.HARASSMENT,
    Category.MANAGER: Topic.ABOUT_MANAGER,
}
HEADS_OF: Mapping[Category, Sequence[str]] = {
    **{one: (one.value,) for one in TOPIC_OF},
    Category.MANAGER: (Category.MANAGER.value, "about_manager"),  # unsure is treated like yes
}
ALONE = 0.85  # how likely what is protected has to be where no button says anything
NAMED = 0.3  # how likely a topic has to be to stand beside the likeliest
PLAIN = 0.6  # how likely a topic has to be to be taken up in an answer: to be misread hurts
RULED = 0.2  # how likely trouble has to be where the rules found something of the kind already
AGAIN = 2  # times that a feature counts
LONG_NAME = 10  # letters; what is longer is a compound in German
LONG = 60  # words of a part of a long reply, which ends with its sentence
WORDLESS = frozenset({"sign", "stop", "pause", "number"})
ALWAYS = 0.99  # what the rules find ranks above all that only seems likely


@dataclass(frozen=True)
class Judged:
    """A reply with all that was found in it, before it is put into words."""

    reply: Utterance
    masks: Masks
    words: Sequence[Token]
    found: Sequence[Feature]
    likely: Mapping[str, float]
    ruled: Heard


class RulesAndModel:
    """Hears by rules and by the model; what the rules find for what is protected or distress always stays."""

    def hear(self, reply: Utterance) -> Heard:
        return self.both(reply)[0]

    def rank(self, reply: Utterance) -> float:
        return self.both(reply)[1]

    def both(self, reply: Utterance) -> tuple[Heard, float]:
        judged = _judged(reply)
        if _is_for_the_rules(judged):
            heard = by_rules(judged.ruled, reply)
            ranked = by_urgency(heard)
        else:
            heard, ranked = _heard(judged), _rank(judged)
        return replace(heard, lang=language(reply, judged.masks)), ranked


def _heard(judged: Judged) -> Heard:
    reply, model = judged.reply, shipped()
    struggling = _struggling(judged, model)
    categories = _categories(judged, model, struggling=struggling)
    asked = struggling or reply.mood is None or reply.mood < HIGH  # a good word beside a good mood is no complaint
    wish = only_asks_for_human(reply.text, reply.names)  # whom they ask for is not whom they complain about
    topics = _topics(judged) if asked and not wish else judged.ruled.topics
    reasons = led_to(reply.reading, judged.words, judged.found, model, categories[0])
    return replace(
        judged.ruled,
        topics=topics,
        concerns=Concerns.YES if Topic.ABOUT_MANAGER in topics - judged.ruled.topics else judged.ruled.concerns,
        clauses=judged.ruled.clauses or tuple(one.words for one in reasons if topics),
        categories=categories,
        urgency=_urgency(judged, model, categories, struggling=struggling),
        struggling=struggling,
        sure=bool(judged.ruled.topics) or judged.likely[categories[0].value] >= PLAIN,
        reasons=(*(Reason(clause, categories[0]) for clause in judged.ruled.clauses), *reasons),
        names=named_in(reply),
        asks=wishes_in(reply),
    )


def _rank(judged: Judged) -> float:
    likely = judged.likely["struggling"]
    return max(likely, ALWAYS) if _forced(judged) else likely


def _is_for_the_rules(judged: Judged) -> bool:
    """Say whether a reply has no words of its own, or only such that the button tells what they mean."""
    kind, mood = whole(judged.reply.reading), judged.reply.mood
    if mood is None and all(one.kind in WORDLESS for one in judged.words):
        return True  # an emoji by itself can mean anything
    return not judged.likely or (kind is not None and meant(kind, mood) is not None)


def _judged(reply: Utterance) -> Judged:
    reading, hidden = reply.reading, masks(reply)
    mood = None if slipped(reading) else reply.mood
    parts = _once(reading, _parts(_told_apart(reading, tokens(reading, hidden))))
    words, found, likely = max(
        (_weighed(reading, part, mood) for part in parts), key=lambda part: part[2].get("struggling", 0.0)
    )
    return Judged(reply, hidden, words, found, likely, hear(reply))


def _told_apart(reading: Reading, words: Sequence[Token]) -> Sequence[Token]:
    """Return the words without those that nobody knows and that have a capital: they are names more often than not."""
    kept, name_ends = list[Token](), -1
    for one in words:
        hangs_on = one.start == name_ends and "-" in reading.alike[one.start - 1 : one.start + 1]
        if hangs_on or (_capital(reading, one) and not shipped().knows(one.stem)):
            name_ends = one.end
        else:
            kept.append(one)
    return kept


def _capital(reading: Reading, one: Token) -> bool:
    written = reading.words(one.start, one.end)
    return one.kind == "word" and len(written) <= LONG_NAME and written[:1].isupper() and written[1:].islower()


def _weighed(
    reading: Reading, words: Sequence[Token], mood: int | None
) -> tuple[Sequence[Token], Sequence[Feature], Mapping[str, float]]:
    if all(one.kind in {"stop", "pause"} for one in words):
        return words, (), {}
    found = tuple(_few(features(reading, words)))
    return words, found, shipped().with_button(shipped().sums(found), mood)


def _few(found: Iterable[Feature]) -> Iterator[Feature]:
    """Return each feature no more often than it stands in what people write; a word said a thousand times says less."""
    times = dict[int, int]()
    for one in found:
        before = times.get(one.key, 0)
        if before < AGAIN:
            times[one.key] = before + 1
            yield one


def _once(reading: Reading, parts: Iterable[Sequence[Token]]) -> Iterator[Sequence[Token]]:
    """Return each part at its first place: what is written a thousand times weighs the same each time."""
    seen = set[tuple[str, ...]]()
    for part in parts:
        begin, end = (part[0].start, part[-1].end) if part else (0, 0)
        alike = reading.alike[max(begin - LOOK_BACK, 0) : end], *(one.stem for one in part)
        if alike not in seen:
            seen.add(alike)
            yield part


def _parts(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Return a reply in parts no longer than what was learnt from: trouble in the middle of much else is heard."""
    begin = 0
    for at, one in enumerate(words):
        if at - begin >= LONG and (one.kind == "stop" or at - begin >= 2 * LONG):
            yield words[begin : at + 1]
            begin = at + 1
    yield words[begin:]


def _forced(judged: Judged) -> bool:
    """Say whether the rules found what nothing else can lower: danger to somebody's body or life."""
    return judged.ruled.immediate or not judged.ruled.topics.isdisjoint({Topic.DISTRESS, Topic.SAFETY})


def _struggling(judged: Judged, model: Model) -> bool:
    least = RULED if judged.ruled.topics else model.thresholds["struggling"]
    pressing = any(judged.likely[one.value] >= _pressing(model, one, judged.reply.mood) for one in PRESSING)
    return _forced(judged) or pressing or judged.likely["struggling"] >= least


def _named(model: Model, head: str) -> float:
    """Return how likely something has to be to be named among the topics: trouble of another kind is not this one."""
    return max(model.thresholds[head], NAMED)


def _pressing(model: Model, category: Category, mood: int | None) -> float:
    """Return how likely what is pressing has to be to count as trouble whatever else seems likely."""
    least = model.thresholds[f"sure_{category.value}"]
    return least if mood is not None else max(least, ALONE)


def _categories(judged: Judged, model: Model, *, struggling: bool) -> tuple[Category, ...]:
    """Return what a reply is about: what the rules found, and what is most likely of what is left."""
    likely = judged.likely
    if not struggling:
        mild = likely["watch"] >= model.thresholds["watch"]
        return (max(MILD if mild else CALM, key=lambda one: likely[one.value]),)
    ruled = categories_of(judged.ruled.topics)
    also = [one for one in TOPIC_OF if any(likely[head] >= _named(model, head) for head in HEADS_OF[one])]
    first = [] if ruled else [max(TROUBLE, key=lambda one: likely[one.value])]
    return tuple(one for one in Category if one in {*ruled, *also, *first})


def _urgency(judged: Judged, model: Model, categories: Collection[Category], *, struggling: bool) -> Urgency:
    if not struggling:
        return Urgency.WATCH if judged.likely["watch"] >= model.thresholds["watch"] else Urgency.NONE
    if PRESSING.intersection(categories) or judged.likely["immediate"] >= model.thresholds["immediate"]:
        return Urgency.IMMEDIATE
    act = ACTED_ON.intersection(categories) or judged.likely["act"] >= model.thresholds["act"]
    return Urgency.ACT if act else Urgency.WATCH


def _topics(judged: Judged) -> frozenset[Topic]:
    """Return what is protected by the rules, else by the model where it is sure of one sentence by itself.

    Two sentences that are harmless each are not together what neither of them says.
    """
    if judged.ruled.topics:
        return judged.ruled.topics
    reading, mood = judged.reply.reading, judged.reply.mood
    each = list(_once(reading, _sentences(judged.words)))
    likely = [_weighed(reading, one, mood)[2] for one in each] if len(each) > 1 else [judged.likely]
    return frozenset(topic for one, topic in TOPIC_OF.items() if any(_sure(it, one, mood) for it in likely))


def _sentences(words: Sequence[Token]) -> Iterator[Sequence[Token]]:
    begin = 0
    for at, one in enumerate(words):
        if one.kind == "stop":
            yield words[begin : at + 1]
            begin = at + 1
    if begin < len(words):
        yield words[begin:]


def _sure(likely: Mapping[str, float], category: Category, mood: int | None) -> bool:
    """Say whether the model is sure enough for a way of its own; without a button that takes much more."""
    return likely.get(category.value, 0.0) >= (PLAIN if mood is not None else ALONE)
