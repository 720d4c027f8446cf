"""Whom a text names: people the bot knows, roles, and names it does not know. First simple rules, English and German.

Unsure means yes: words that are not quoted are lost to nobody, words that are can't be taken back.
"""

import re
from collections.abc import Iterable, Mapping

from onboardbot.core import routes
from onboardbot.core.history import Team

ROLE_WORDS: Mapping[str, re.Pattern[str]] = {
    routes.MANAGER: re.compile(
        r"\b(?:(?:line )?managers?|boss(?:es)?|supervisors?|(?:team|tech|group) ?leads?|leads?\b(?! to)|team leaders?"
        r"|head of \w+|superiors?|i report to|reporting to|chef(?:in)?s?|vorgesetzt\w*|führungskr[aä]ft\w*"
        r"|(?:team|gruppen|abteilungs)leit\w+|managerin(?:nen)?)\b",
        re.IGNORECASE,
    ),
    routes.BUDDY: re.compile(r"\b(?:buddy|buddies|mentor(?:in|en|s)?|pat(?:e|in|en))\b", re.IGNORECASE),
    routes.HR: re.compile(
        r"\b(?:hr|human resources|people (?:team|partner|ops)|personal(?:abteilung|er(?:in)?|wesen))\b", re.IGNORECASE
    ),
}
MENTIONED = re.compile(r"(?<![\w.])@\w")  # as Slack shows a mention; an e-mail address has letters before its sign
TITLED = re.compile(r"\b(?:mr|mrs|ms|mx|dr|prof|herrn?|frau)\b\.? ?[A-ZÄÖÜ]\w+", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
SENTENCE_START = re.compile(r"(?:^|[.!?…:\n\"“„(]|(?:^|\n)\s*[-*•–])\s*$")
GERMAN = re.compile(r"\b(?:ich|nicht|und|der|das|ist|mit|mein\w*|kein\w*|zu|auf|habe|wir|ein\w*)\b", re.IGNORECASE)
_COMMON_NAMES = """
alex alexander alice amy ana andrea andreas andrew angela anja anna anne anthony antonio ayşe barbara ben benjamin
birgit bob brian carla carlos carol caroline charles charlotte chris christian christina christine claudia daniel
daniela david deborah dennis diana dieter dmitri dorothea edward elena elisabeth elizabeth emily emma eric erik
eva fatima felix florian francesca frank franziska gabriele george hannah hans heike helen helga henry holger ian
ines ingrid isabel jack jacob james jan jana jane janet jason jean jennifer jens jessica joe johan johanna johannes
john jonas jonathan jose joseph juan julia julian jürgen karen karin karl kate katharina kathrin kevin klaus lars
laura lea lena leon linda lisa luca lucas luis lukas manuel marco marcus maria marie marina mario markus martin
martina mary matthew matthias max maximilian mehmet melanie mia michael michaela miguel mike mohamed mohammed
monika moritz muhammad nancy natalie nicholas nicole nina olaf olga oliver omar pablo pamela patricia patrick paul
paula pedro peter petra philip philipp pierre priya rachel rainer ralf raj rebecca renate richard robert roberto
ruth ryan sabine sam samantha samuel sandra sara sarah scott sebastian silke simon simone sofia sophia sophie
stefan stefanie stephanie stephen steve steven susan susanne sven tanja teresa thomas tim timothy tina tobias tom
tomas torsten ulrich ulrike ursula ute uwe vanessa vera victoria viktor vincent walter wei werner wolfgang yan
yasmin yusuf
"""
_NO_NAMES = """
i i'm i'd i'll i've ok monday tuesday wednesday thursday friday saturday sunday january february march april may
june july august september october november december english german french spanish slack github gitlab google
jira confluence excel outlook teams zoom windows linux mac macbook laptop office onboarding sharepoint notion
salesforce sap workday docker kubernetes python java javascript wifi vpn christmas easter europe germany berlin
london munich paris internet
"""
FIRST_NAMES = frozenset(_COMMON_NAMES.split())
CAPITALISED = frozenset(_NO_NAMES.split())
LOOK_BACK = 60  # characters before a word that tell whether a sentence begins with it
SHORTEST = 2  # letters of a name; a single one names nobody


def people_named(text: str, names: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of those whose name stands in a text: the whole name, or any one part of it."""
    words = {_bare(word) for word in WORD.findall(_plain(text))}
    return frozenset(person for person, name in names.items() if words & _parts(name))


def roles_named(text: str) -> frozenset[str]:
    """Return the roles that a text speaks of: "my boss", "the buddy", "HR"."""
    plain = _plain(text)
    return frozenset(role for role, words in ROLE_WORDS.items() if words.search(plain))


def mentions_somebody(text: str, names: Iterable[str]) -> bool:
    """Say whether a text mentions the manager or anyone by name, known or not."""
    plain = _plain(text)
    known = frozenset(part for name in names for part in _parts(name))
    words = {_bare(word) for word in WORD.findall(plain)}
    if words & known or any(sign.search(plain) for sign in (MENTIONED, TITLED, ROLE_WORDS[routes.MANAGER])):
        return True
    german = GERMAN.search(plain) is not None
    return any(_looks_like_a_name(found, plain, german=german) for found in WORD.finditer(plain))


def barred(text: str, team: Team, names: Mapping[str, str]) -> frozenset[str]:
    """Return who must not be asked about a text: whoever it names, and all above the manager if it is them."""
    roles = (person for role in roles_named(text) for person in routes.of_role(team, role))
    found = {*people_named(text, names), *roles} - {team.hire}
    return frozenset(found | {boss for person in found for boss in routes.above(team, person)})


def _plain(text: str) -> str:
    return text.replace("’", "'")


def _bare(word: str) -> str:
    """Return a word in lower case without the genitive."""
    lower = word.casefold()
    return lower.removesuffix("'s").removesuffix("'")


def _parts(name: str) -> frozenset[str]:
    """Return what a person may be called: each part of the name, with and without a German genitive s."""
    parts = {part.casefold() for part in WORD.findall(_plain(name)) if len(part) >= SHORTEST}
    return frozenset(parts | {f"{part}s" for part in parts})


def _looks_like_a_name(found: re.Match[str], text: str, *, german: bool) -> bool:
    """Say whether a capitalised word is a first name, or a capital where English has none."""
    word, bare = found.group(), _bare(found.group())
    if not word[0].isupper():
        return False
    if bare in FIRST_NAMES:
        return True
    plain = word[1:].islower() and bare not in CAPITALISED and not german
    return plain and not _begins_a_sentence(text, found.start())


def _begins_a_sentence(text: str, start: int) -> bool:
    """Look back a little only: all that stands before each word of a long text would take a minute to read."""
    before = text[max(start - LOOK_BACK, 0) : start]
    return SENTENCE_START.search(before if start <= LOOK_BACK else f"x{before}") is not None
