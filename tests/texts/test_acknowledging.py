"""All acknowledgements, read: one sentence each, in six languages, without advice, promise, diagnosis or judgement."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest

from onboardbot.core.acknowledging import CONCERNS, REPEATABLE, Fitting, Kind
from onboardbot.core.language.heard import LANGUAGES
from onboardbot.core.message import Message, Words
from onboardbot.slack.blocks import blocks
from onboardbot.texts.acknowledging import acknowledge, label, language_for, library, nothing_in, took_as
from onboardbot.texts.catalogue import Voice, languages

NEVER = {
    "en": (
        r"you (?:should|must|need to|have to|could try|might want)|try (?:to|and)|consider|why don't you"
        r"|make sure|I'll|I will|we'll|will (?:get|be|help|pass)|promise|it gets|soon|better (?:soon|days)"
        r"|burn(?:t|ed)?[ -]?out|depress|anxi|stress|trauma|panic|mental|overwhelmed|exhaust|just|at least"
        r"|don't worry|no worries|cheer up|everybody|everyone|normal|calm down|only|actually|finally"
        r"|sensitive|overreact|complain|hang in|chin up|be brave|understand how|know how you|feel"
    ),
    "de": (
        r"solltest|musst|könntest|versuch|probier|am besten|denk daran|kümmere|verspreche|werde ich"
        r"|wird (?:schon|besser)|bald|burn-?out|depress|angst|gestresst|stress|trauma|panik|psych"
        r"|überforder|erschöpf|nur (?:mut|die ruhe|ein)|einfach|wenigstens|immerhin|keine sorge|kopf hoch"
        r"|mach dir nichts|alle (?:haben|kennen|fühlen)|jeder|normal|beruhig|eigentlich|endlich"
        r"|empfindlich|beschwer|halt durch|fühl"
    ),
    "es": (
        r"deber[ií]as|tienes que|debes|intenta|prueba a|trata de|te recomiendo|considera|me encargar[eé]"
        r"|prometo|mejorar|pronto|depre|ansi|estr[eé]s|estresad|quemad|burnout|trauma|p[aá]nico|mental"
        r"|agobia|agotad|solo es|simplemente|al menos|no te preocupes|[aá]nimo|todo el mundo|a todos"
        r"|normal|c[aá]lma|por fin|sensible|quej|aguanta|sientes"
    ),
    "fr": (
        r"tu devrais|tu dois|il faut que|essaie|essaye|pense à|je te conseille|je m'en occupe|promets"
        r"|ça ira|s'améliore|bientôt|dépr|anxi|stress|burn-?out|épuis|trauma|panique|mental|surmen|juste"
        r"|au moins|t'inquiète|ne t'en fais|courage|tout le monde|normal|calme-toi|enfin|sensible|plain"
        r"|tiens bon|tu ressens"
    ),
    "pt": (
        r"(?:você )?deveria|precisa|tem que|tente|experimente|recomendo|considere"
        r"|vou (?:resolver|cuidar|garantir)|prometo|vai (?:melhorar|passar)|em breve|depress|ansi|estress"
        r"|burnout|esgota|trauma|p[aâ]nico|mental|sobrecarreg|apenas|pelo menos|não se preocupe|ânimo"
        r"|todo mundo|a todos|normal|calma|finalmente|sensível|reclam|aguente|você sente"
    ),
    "ja": (
        r"べき|ほうがいい|しましょう|してみて|頑張|がんばって|必ず|約束|きっと|すぐに|良くなり|よくなり"
        r"|うつ|鬱|ストレス|不安|燃え尽き|パニック|精神|疲弊|だけで大丈夫|せめて|心配しないで|大丈夫|普通"
        r"|落ち着いて|やっと|気にしすぎ|愚痴|みんな"
    ),
}
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]|:[a-z_]+:")
CHEER = re.compile(r"[!！¡]")
ENDS = re.compile(r"[.!?。！？](?=\s|$|[^\s])")
CHEERFUL = {Kind.POSITIVE}
CURSES = re.compile(r"shit|fuck|damn|scheiß|verdammt|mierda|joder|merde|putain|merda|porra|くそ", re.IGNORECASE)
CASES = [
    (language, family, kind, sentence)
    for language in LANGUAGES
    for family in ("said", "word")
    for kind, sentences in getattr(library(language), family).items()
    for sentence in sentences
]


def read(sentence: str) -> str:
    """Return what a person reads, without the words that are theirs."""
    return sentence.replace("{{ hire }}", "Nadia").replace("{{ word }}", "VPN")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_ever_said_that_must_not_be(language: str) -> None:
    """No advice, promise, diagnosis, judgement, nothing that makes it small, and no emoji."""
    never = re.compile(NEVER[language] if language == "ja" else rf"(?<!\w)(?:{NEVER[language]})", re.IGNORECASE)
    for spoken, _, kind, sentence in CASES:
        if spoken == language:
            assert not never.search(read(sentence)), sentence
            assert not EMOJI.search(sentence), sentence
            assert kind in CHEERFUL or not CHEER.search(sentence), sentence


@pytest.mark.parametrize(("language", "bad"), [
    ("en", "Thank you, Nadia; you should try to rest."), ("en", "It will get better, Nadia."),
    ("en", "At least it's Friday."), ("en", "That sounds like burnout."), ("de", "Das wird schon, Nadia."),
    ("de", "Du solltest dich ausruhen."), ("es", "No te preocupes."), ("fr", "Tu devrais en parler."),
    ("pt", "Vai melhorar."), ("ja", "きっと大丈夫です。"),
])  # fmt: skip
def test_the_list_of_what_is_never_said_finds_it(language: str, bad: str) -> None:
    assert re.search(NEVER[language], bad, re.IGNORECASE)


def test_each_is_one_short_sentence_that_names_them_and_no_two_are_the_same() -> None:
    for _, _, _, sentence in CASES:
        assert len(read(sentence)) <= 140, sentence
        assert len(ENDS.findall(read(sentence))) == 1, sentence
        assert "{{ hire }}" in sentence
        assert sentence == sentence.strip()
        assert "  " not in sentence
    said = [(language, sentence) for language, _, _, sentence in CASES]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_several_in_each_language_and_the_same_placeholders(language: str) -> None:
    english, other = library("en"), library(language)
    assert set(other.said) == set(Kind)
    repeatable = {kind for one in REPEATABLE for kind in CONCERNS.get(one, (Kind.POSITIVE,))}
    assert set(other.word) == set(other.own) == repeatable
    assert all(len(found) >= 2 for found in (*other.said.values(), *other.word.values()))
    assert all("{{ word }}" in one for found in other.word.values() for one in found)
    assert not any("{{ word }}" in one for found in other.said.values() for one in found)
    assert {len(found) for found in english.said.values()} == {len(found) for found in other.said.values()}
    assert took_as(language, "Why?") != took_as("en" if language != "en" else "de", "Why?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_may_be_repeated_is_short_and_neither_a_curse_nor_of_distress(language: str) -> None:
    distress = re.compile(
        r"\b(?:kill\w*|die|dead|suicid\w*|hurt\w*|harass\w*|sex\w*|racis\w*|threat\w*|boss\w*|managers?|chefs?|jefes?"
        r"|tot|tod|sterben|mort\w*|muert\w*|matar\w*)\b|死|殺|消え"
    )
    for found in library(language).own.values():
        assert len(found) == len(set(found))
        for word in found:
            assert len(word) <= 24
            assert word == word.lower()
            assert not CURSES.search(word), word
            assert not distress.search(word), word


def test_buttons_are_called_as_elsewhere_where_the_bot_speaks_the_language() -> None:
    for language in languages():
        for action in ("talk", "not_an_answer"):
            assert label(language, action) == Voice(language).plain(f"button.{action}")
        everything = Voice(language).plain("help.hire", hire="Nadia")
        assert everything.endswith(library(language).message)
    assert label("ja", "talk") == "人と話す"
    assert all(len(label(language, action)) <= 30 for language in LANGUAGES for action in ("talk", "not_an_answer"))


def sentences_in_turn(kind: Kind) -> Iterator[str]:
    before = None
    for number in range(12):
        said = acknowledge(Fitting(kind), "en", hire="Nadia", seed=f"nadia/{number % 3}", before=before)
        before = said.key
        yield said.plain


@pytest.mark.parametrize("kind", Kind)
def test_nobody_reads_the_same_sentence_twice_in_a_row(kind: Kind) -> None:
    said = list(sentences_in_turn(kind))
    assert all(one != following for one, following in pairwise(said))
    assert said == list(sentences_in_turn(kind))


@pytest.mark.parametrize(("language", "kind", "clause", "repeated"), [
    ("en", Kind.ACCESS, "I still have no Laptop after a week", "Laptop"),
    ("en", Kind.ACCESS, "still no access to the vpn", "no access"),  # the longest that stands there
    ("en", Kind.ACCESS, "the laptops are slow", None),  # another word
    ("en", Kind.OVERLOAD, "snowed under and nobody is digging", "snowed under"),
    ("en", Kind.OVERLOAD, "this is a shitshow", None),
    ("de", Kind.CONFUSION, "ich tappe im Dunkeln", "im Dunkeln"),
    ("ja", Kind.OVERLOAD, "残業ばかりです", "残業"),
    ("en", Kind.OTHER, "laptop", None),
    ("en", Kind.NEUTRAL, "laptop", None),
])  # fmt: skip
def test_a_word_of_their_own_is_repeated_as_they_wrote_it(
    language: str, kind: Kind, clause: str, repeated: str | None
) -> None:
    said = acknowledge(Fitting(kind, within=(clause,)), language, hire="Nadia", seed="1")
    assert said.word == repeated
    assert repeated is None or repeated in said.plain


def test_no_name_of_a_newcomer_becomes_markup_or_a_mention() -> None:
    said = acknowledge(Fitting(Kind.ACCESS, within=("no laptop",)), "en", hire="*<@U1>* _N_", seed="1")
    (block,) = blocks(Message(parts=(Words(markdown=said.words),)))
    elements = block["elements"][0]["elements"]
    assert {element["type"] for element in elements} == {"text"}
    assert "*<@U1>* _N_" in "".join(element["text"] for element in elements)


def test_a_locked_phone_shows_nothing_of_what_was_taken_up() -> None:
    said = acknowledge(Fitting(Kind.ACCESS, within=("no laptop",)), "en", hire="Nadia", seed="1")
    assert said.quiet == "Thank you for putting that into words, Nadia."


@pytest.mark.parametrize(("sure", "wishes", "spoken"), [
    ("fr", ("en", None, "de"), "fr"),
    (None, ("pt_BR", "en-US"), "pt"),
    (None, (None, "es-ES", "de"), "es"),
    (None, ("pl", None, "DE"), "de"),
    (None, (None,), "en"),
])  # fmt: skip
def test_the_language_of_the_reply_goes_before_that_of_the_person(
    sure: str | None, wishes: tuple[str | None, ...], spoken: str
) -> None:
    assert language_for(Fitting(Kind.NEUTRAL, sure), *wishes) == spoken


def test_nothing_is_taken_up_where_nothing_was_said() -> None:
    assert nothing_in(Fitting(Kind.NEUTRAL), "en")
    assert not nothing_in(Fitting(Kind.NEUTRAL, "fr"), "en")
    assert not nothing_in(Fitting(Kind.SO_SO), "en")
