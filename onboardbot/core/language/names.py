"""Whom a text names: people the bot knows, roles, and names it does not know. First simple rules, English and German.

Unsure means yes: words that are not quoted are lost to nobody, words that are can't be taken back.
"""

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

MANAGER, BUDDY, HR, DUTY = "manager", "buddy", "hr", "duty"  # the roles of `core.routes`, without all it needs
ROLE_WORDS: Mapping[str, re.Pattern[str]] = {
    MANAGER: re.compile(
        r"\b(?:(?:line )?managers?|mgr|boss(?:es)?|supervisors?"
        r"|forem[ae]n|foreperson|head (?:chef|nurse|teacher)|headteacher"
        r"|ward (?:sister|manager)|(?<!product )owner|ceo|cto|coo|cfo|director"
        r"|(?:team|tech|group) ?leads?|leads?\b(?! to)"
        r"|team leaders?|head of \w+|superiors?|i report to|reporting to"
        r"|chef(?:in)?s?|vorgesetzt\w*|führungskr[aä]ft\w*"
        r"|(?:team|gruppen|abteilungs|schicht|filial|stations)leit\w+|managerin(?:nen)?"
        r"|geschäftsführer\w*|vorarbeiter\w*|polier"
        r"|jef[ae]s?|supervisora?|encargad[oa]|gerentas?|gerentes?|superior|directora?|responsables?"
        r"|capataz"
        r"|cheffes?|patronn?e?|sup[ée]rieure?|n\+1|directeur|directrice|g[ée]rante?|chefs? d'[ée]quipe"
        r"|chefes?|chefia|gestora?|patr[ãa]o|patroa|l[íi]der|coordenadora?|diretora?|encarregad[oa]|supervisora?)\b"
        r"|上司|部長|課長|係長|店長|主任|社長|所長|工場長|料理長|師長|マネージャー|リーダー|ボス",
        re.IGNORECASE,
    ),
    BUDDY: re.compile(
        r"\b(?:buddy|buddies|mentor(?:in|en|es|as?|s)?|pat(?:e|in|en)"
        r"|padrinh[oa]|padrin[oa]|parrain|marraine|tut(?:or|ora|eur|rice))\b"
        r"|メンター|バディ",
        re.IGNORECASE,
    ),
    HR: re.compile(
        r"\b(?:hr|human resources|people (?:team|partner|ops)|personal(?:abteilung|er(?:in)?|wesen)"
        r"|rr\.? ?hh|recursos humanos"
        r"|rh|ressources humaines)\b|人事",
        re.IGNORECASE,
    ),
    DUTY: re.compile(
        r"\b(?:duty (?:contact|officer|person)|ombuds\w*|vertrauens(?:person|mann|frau|leute)\w*)\b", re.IGNORECASE
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
agnieszka ahmed ali aleksandr amit andriy anil anita anke anton arun ashley aylin beate bettina bill britta bruno
charlie clara dan dave deepak deniz dirk ed elias emil emre fatma finn fiona fred gavin gary gemma greta günter
gunnar gustav hanna harry hasan hassan hugo igor ivan jake jakub janine jenny jeremy jim jochen josh jörg joy judith
kai katarzyna katie ken kerstin kim kurt lasse lee liam lina liz lucy malte mandy manfred mara marek margaret marion
marta max megan mehdi mila mohammad monica murat mustafa nadja natasha neha nick nils noah oksana olena omer oskar
otto paolo piotr pooja ravi ray rita rob ron rosa roman rudi rupert sally sanjay sean sergei sergey shirin silvia
sonja sophia stan steffen suresh svenja sylvia theo thorsten tomasz toni torben tracy ulla ulf valentina vijay
volker waltraud wendy willi yuki zeynep zoe
"""
_NO_NAMES = """
i i'm i'd i'll i've ok monday tuesday wednesday thursday friday saturday sunday january february march april may
june july august september october november december english german french spanish slack github gitlab google
jira confluence excel outlook teams zoom windows linux mac macbook laptop office onboarding sharepoint notion
salesforce sap workday docker kubernetes python java javascript wifi vpn christmas easter europe germany berlin
london munich paris internet
"""
_NO_PERSON = """
i you he she it we they nobody everybody somebody anybody everyone someone anyone one this that these those who which
what there people colleagues others some most many few all none both neither nothing everything something hr it
onboarding documentation setup training work access ich du er sie es wir ihr man niemand jemand keiner jeder alle
einige viele das die der dies was wer nichts alles
"""
_THINGS = """
anfang beginn ende zeit hause hilfe fragen problemen probleme aufgaben arbeit kollegen kolleginnen kunden kundinnen
mails meetings terminen tools software hardware zugang zugänge zugängen passwort material pause pausen druck stress
unterlagen einarbeitung anleitung erfahrung
"""
_ORDINARY = """
bill dan dirk frank jack jan jim ken max nick ray rob roman stan wei
"""
FIRST_NAMES = frozenset(_COMMON_NAMES.split())
CAPITALISED = frozenset(_NO_NAMES.split())
NO_PERSON = frozenset(_NO_PERSON.split())  # begin a sentence, and are nobody special
THINGS = frozenset(_THINGS.split())  # nouns without an article that everybody has at work
ORDINARY = frozenset(_ORDINARY.split())  # first names that are words, too, without a capital
# Who does these things at the beginning of a sentence is a person, unless the word says that it is nobody special.
PERSONAL = re.compile(
    r"^(?:'s)? (?:told|tells|said|says|asked|asks|promised|promises|ignore[sd]|refuse[sd]|shouted|shouts|yelled|yells"
    r"|laughed|laughs|answer(?:s|ed)|repl(?:ies|ied)|help(?:s|ed)|thinks|thought|want(?:s|ed)|knows|knew|explain(?:s|ed)"
    r"|(?:never|always) \w+s|hates?|hated"
    r"|(?:doesn't|does not|didn't|did not|won't|will not) \w+ (?:me|us|my|to me|with me)"
    r"|(?:is|was) (?:never|always|away|busy|rude|mean|unfriendly|ill|sick|kind|nice|angry|mad)"
    r"|(?:is|was) on (?:leave|holiday|vacation)"
    r"|sagt|sagte|meint|meinte|hilft|half|fragt|fragte|antwortet|ignoriert|erklärt|lacht|schreit|weiß|will)\b",
    re.IGNORECASE,
)
INITIAL = re.compile(r"(?<!\w)[A-ZÄÖÜ]\.(?= [a-zäöü])")  # "M. never answers"
# German gives every noun a capital; without an article after one of these it is a name more often than not.
BARE_NOUN = re.compile(r"\b(?:mit|von|bei|gegen|neben|wegen|ohne|für|zu) (?P<noun>[A-ZÄÖÜ][a-zäöüß]+)\b")
LOOK_AROUND = 80  # characters before and behind a word that tell what it does in its sentence
SHORTEST = 2  # letters of a name; a single one names nobody


def people_named(text: str, names: Mapping[str, str]) -> frozenset[str]:
    """Return the ids of those whose name stands in a text: the whole name, or any one part of it."""
    words = {_bare(word) for word in WORD.findall(_plain(text))}
    return frozenset(person for person, name in names.items() if words & _parts(name))


def mentions_superior(text: str, names: Iterable[str], *, roles: bool = True) -> bool:
    """Say whether a text speaks of one of these by name, or with `roles` of a manager."""
    plain = _plain(text)
    parts = frozenset(part for name in names for part in _parts(name))
    named = any(_bare(word) in parts for word in WORD.findall(plain)) if parts else False
    return named or (roles and ROLE_WORDS[MANAGER].search(plain) is not None)


def roles_named(text: str) -> frozenset[str]:
    """Return the roles that a text speaks of: "my boss", "the buddy", "HR"."""
    plain = _plain(text)
    return frozenset(role for role, words in ROLE_WORDS.items() if words.search(plain))


def mentions_somebody(text: str, names: Iterable[str]) -> bool:
    """Say whether a text mentions the manager or anyone by name, known or not."""
    plain = _plain(text)
    known = frozenset(part for name in names for part in _parts(name))
    words = {_bare(word) for word in WORD.findall(plain)}
    if words & known or ROLE_WORDS[MANAGER].search(plain):
        return True
    german = GERMAN.search(plain) is not None
    if any(sign.search(plain) for sign in (MENTIONED, TITLED, INITIAL)) or (german and _bare_nouns(plain)):
        return True
    return any(_looks_like_a_name(found, plain, german=german) for found in WORD.finditer(plain))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as they are written."""
    return frozenset(WORD.findall(_plain(text)))


def _plain(text: str) -> str:
    return normalize("NFC", text).replace("’", "'")


def _bare(word: str) -> str:
    """Return a word in lower case without the genitive."""
    lower = word.casefold()
    return lower.removesuffix("'s").removesuffix("'")


def _parts(name: str) -> frozenset[str]:
    """Return what a person may be called: each part of the name, with and without a German genitive s."""
    parts = {part.casefold() for part in WORD.findall(_plain(name)) if len(part) >= SHORTEST}
    return frozenset(parts | {f"{part}s" for part in parts})


def _looks_like_a_name(found: re.Match[str], text: str, *, german: bool) -> bool:
    """Say whether a word is a first name, has a capital where English has none, or does what only persons do."""
    word, bare = found.group(), _bare(found.group())
    if bare in FIRST_NAMES and (word[0].isupper() or bare not in ORDINARY):
        return True
    if not word[0].isupper() or not word[1:].islower() or bare in CAPITALISED:
        return False
    if _begins_a_sentence(text, found.start()):
        return bare not in NO_PERSON and PERSONAL.search(text[found.end() : found.end() + LOOK_AROUND]) is not None
    return not german


def _begins_a_sentence(text: str, start: int) -> bool:
    """Look back a little only: all that stands before each word of a long text would take a minute to read."""
    before = text[max(start - LOOK_AROUND, 0) : start]
    return SENTENCE_START.search(before if start <= LOOK_AROUND else f"x{before}") is not None


def _bare_nouns(text: str) -> bool:
    """Say whether a German text has a noun where a name stands, which is no thing that everybody has at work."""
    nouns = (found["noun"].casefold() for found in BARE_NOUN.finditer(text))
    return any(noun not in CAPITALISED | THINGS for noun in nouns)
