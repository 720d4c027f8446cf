"""What a reply asks for: first simple rules, English and German."""

import re
from collections.abc import Iterable, Iterator

from onboardbot.core.language.names import people_named

OF_HR = r"(?: (?:from|in|of|at|aus|von) (?:the |der )?(?:hr|human resources|people team|personalabteilung)\b)?"
SOMEBODY = (
    r"(?:some(?:one|body)|any(?:one|body)|a (?:real )?(?:human|person|colleague)|hr|(?:the )?people team"
    rf"|my (?:manager|boss|buddy|lead)){OF_HR}"
)
JEMAND = (
    r"(?:jemand\w*|eine[mnr]? (?:echten )?(?:menschen?|person|kolleg\w+)|hr|der personalabteilung"
    rf"|(?:meine[mnr]? )?(?:chef\w*|buddy|vorgesetzten?)){OF_HR}"
)
TALK = r"(?:(?:talk|speak|chat)(?:ing)?|have (?:a |another )?(?:(?:quick|short) )?(?:talk|chat|word|call))"
ADDRESSEE = re.compile(rf"\b(?:{SOMEBODY}|{JEMAND})", re.IGNORECASE)
WISHES = re.compile(
    rf"\b(?:can|could|may|might) (?:i|we) (?:please )?(?:talk|speak|chat) (?:to|with) {SOMEBODY}\b"
    rf"|\b(?:want|need|like|love|wish|prefer|rather) (?:to )?(?:talk|speak|chat)(?:ing)? (?:to|with) {SOMEBODY}\b"
    rf"|\b(?:can|could|would|will) {SOMEBODY} (?:please )?(?:call|phone|ring|contact|talk to|speak to|help) me\b"
    rf"|\b(?:can|could|would|will) {SOMEBODY} (?:please )?(?:reach out|get in touch)\b"
    rf"|\b(?:let me|please let me) (?:talk|speak) (?:to|with) {SOMEBODY}\b"
    r"|^(?:talk|speak) to (?:a )?(?:human|person|someone|somebody)\b"
    r"|\b(?:need|want) (?:a )?(?:real )?(?:human|person|someone|somebody) to (?:talk|speak)\b"
    rf"|\b(?:mit|zu) {JEMAND}(?: \w+){{0,3}} (?:reden|sprechen|quatschen)\b"
    r"|\b(?:kann|könnte|kannst|würde) (?:mich|mir) (?:bitte )?jemand\b.{0,40}\b(?:anrufen|helfen|melden|zurückrufen)\b"
    r"|\b(?:kann|könnte) (?:sich )?(?:bitte )?jemand (?:bei mir )?(?:melden|mich anrufen)\b"
    r"|\bbrauche (?:jemanden|einen menschen|eine person) zum (?:reden|sprechen)\b",
    re.IGNORECASE,
)
NAME = r"(?:(?:mrs?|ms|mx|dr|frau|herrn?)\b\.? )?(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)(?!\w|'s)"
BY_NAME = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:can|could|may|might) (?:i|we) (?:please )?{TALK} (?:to|with) {NAME}",
        rf"\b(?:want|need|like|love|wish|prefer|rather) (?:to )?{TALK} (?:to|with) {NAME}",
        rf"\b(?:let me|i (?:must|have to)) (?:please )?{TALK} (?:to|with) {NAME}",
        rf"\bmit {NAME}(?: \w+){{0,3}} (?:reden|sprechen|quatschen)\b",
    )
)  # whom the bot knows
_ONLY = """
i i'd i'll would will do really just also so well to please today tomorrow now soon later this next week morning
afternoon evening again quickly asap hi hello hey dear ok okay yes thanks thank you a bit for moment
ich möchte will würde muss kann könnte gern gerne bitte heute morgen jetzt bald mal nochmal wieder diese nächste
woche hallo danke kurz dringend einfach ja
"""
ONLY = frozenset(_ONLY.split())  # words that say nothing else beside a wish than when, and please
NOT_NOW = re.compile(
    r"\b(?:don't|do not|didn't|did not|doesn't|no longer|never|not|kein\w*|nicht(?! mehr weiter)|nie)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
NEAR = 20  # characters before the wish: "I don't want to talk to anyone", "I would not like to"
LONGEST = 4000  # characters; nobody hides a wish behind more


def asks_for_human(text: str, names: Iterable[str] = ()) -> bool:
    """Say whether the writer wants to talk to a person now; `names`: of those who can be asked for by name."""
    plain = _plain(text)[:LONGEST]
    if any(not _denied(plain, found) for found in WISHES.finditer(plain)):
        return True
    return next(_wished(plain, names), None) is not None


def only_asks_for_human(text: str, names: Iterable[str] = ()) -> bool:
    """Say whether a text is a wish to talk to somebody, and nothing else."""
    names = tuple(names)
    if len(text) > LONGEST or not asks_for_human(text, names):
        return False
    plain = _plain(text)
    spans = [found.span() for found in WISHES.finditer(plain)] + [found.span() for found in _wished(plain, names)]
    rest = "".join(" " if any(a <= at < b for a, b in spans) else sign for at, sign in enumerate(plain))
    return ONLY.issuperset(word.casefold() for word in WORD.findall(rest))


def besides_addressees(text: str, names: Iterable[str] = ()) -> str:
    """Return a text without those whom its wishes ask for: whom somebody wants to talk to is not whom it is about."""
    plain = _plain(text)
    head = plain[:LONGEST]
    for found in sorted(_wished(head, names), key=lambda one: one.start("name"), reverse=True):
        head = head[: found.start("name")] + head[found.end("name") :]
    return WISHES.sub(lambda wish: _besides(head, wish), head) + plain[LONGEST:]


def _wished(text: str, names: Iterable[str]) -> Iterator[re.Match[str]]:
    """Return the wishes to talk to somebody who is called by name."""
    known = {name: name for name in names}
    for pattern in BY_NAME:
        for found in pattern.finditer(text):
            if people_named(found["name"].split()[0], known) and not _denied(text, found):
                yield found


def _besides(text: str, wish: re.Match[str]) -> str:
    """Return a wish without its addressee; what it is about may stand within it, too: "mit jemandem über den Chef"."""
    return wish.group() if _denied(text, wish) else ADDRESSEE.sub("", wish.group(), count=1)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _denied(text: str, found: re.Match[str]) -> bool:
    """Say whether the wish is taken back before it or within: negation belongs to its own sentence."""
    before = re.split(r"[.!?;,]", text[max(found.start() - NEAR, 0) : found.start()])[-1]
    return NOT_NOW.search(f"{before} {found.group()}") is not None
