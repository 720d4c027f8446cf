"""What a reply asks for: first simple rules, English and German."""

import re

OF_HR = r"(?: (?:from|in|of|at|aus|von) (?:the |der )?(?:hr|human resources|people team|personalabteilung)\b)?"
SOMEBODY = (
    r"(?:some(?:one|body)|any(?:one|body)|a (?:real )?(?:human|person|colleague)|hr|(?:the )?people team"
    rf"|my (?:manager|boss|buddy|lead)){OF_HR}"
)
JEMAND = (
    r"(?:jemand\w*|eine[mnr]? (?:echten )?(?:menschen?|person|kolleg\w+)|hr|der personalabteilung"
    rf"|(?:meine[mnr]? )?(?:chef\w*|buddy|vorgesetzten?)){OF_HR}"
)
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
NOT_NOW = re.compile(
    r"\b(?:don't|do not|didn't|did not|doesn't|no longer|never|not|kein\w*|nicht(?! mehr weiter)|nie)\b",
    re.IGNORECASE,
)
NEAR = 20  # characters before the wish: "I don't want to talk to anyone", "I would not like to"
LONGEST = 4000  # characters; nobody hides a wish behind more


def asks_for_human(text: str) -> bool:
    """Say whether the writer wants to talk to a person now."""
    plain = _plain(text)[:LONGEST]
    return any(not _denied(plain, found) for found in WISHES.finditer(plain))


def besides_addressees(text: str) -> str:
    """Return a text without those whom its wishes ask for: whom somebody wants to talk to is not whom it is about."""
    plain = _plain(text)
    head = plain[:LONGEST]
    return WISHES.sub(lambda wish: _besides(head, wish), head) + plain[LONGEST:]


def _besides(text: str, wish: re.Match[str]) -> str:
    """Return a wish without its addressee; what it is about may stand within it, too: "mit jemandem über den Chef"."""
    return wish.group() if _denied(text, wish) else ADDRESSEE.sub("", wish.group(), count=1)


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def _denied(text: str, found: re.Match[str]) -> bool:
    """Say whether the wish is taken back before it or within: negation belongs to its own sentence."""
    before = re.split(r"[.!?;,]", text[max(found.start() - NEAR, 0) : found.start()])[-1]
    return NOT_NOW.search(f"{before} {found.group()}") is not None
