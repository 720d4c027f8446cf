"""What a reply says that must not go the ordinary ways: each true case beside its nearest harmless twin."""

import re
import time

import pytest

from onboardbot.core.language import lexicon
from onboardbot.core.language.heard import Concerns, Topic
from onboardbot.core.language.hearing import announces, hear
from onboardbot.core.language.utterance import Utterance

SUPERIORS = ("Marek Novak", "Lena Voss")
OTHERS = ("Otto Weber", "Bea Lind", "Priya Rao", "Dana Weiss")
HARASSMENT, ABOUT, SAFETY, DISTRESS = Topic.HARASSMENT, Topic.ABOUT_MANAGER, Topic.SAFETY, Topic.DISTRESS
DISCRIMINATION = Topic.DISCRIMINATION

TOPICS: dict[str, set[Topic]] = {
    "My boss shouts at me in front of everybody.": {ABOUT},
    "Marek shouts at me.": {ABOUT},
    "Lena humiliates me in every meeting.": {ABOUT, HARASSMENT},
    "My boss never has time for me.": {ABOUT},
    "I'd like to complain about my boss.": {ABOUT},
    "I am scared of my manager.": {ABOUT},
    "Could I get a different manager?": {ABOUT},
    "Please keep this from my boss.": {ABOUT},
    "Management doesn't care about us.": {ABOUT},
    "She never answers.": {ABOUT},
    "Mein Chef schreit mich an.": {ABOUT},
    "Meine Vorgesetzte hört mir nie zu.": {ABOUT},
    "My boss is great and always has time for me.": set(),
    "My manager never makes me feel silly.": set(),
    "My manager is travelling this week, we meet next Monday.": set(),
    "Meine Chefin hilft mir sehr.": set(),
    "My buddy ignores me.": set(),
    "Otto touched me in the kitchen.": {HARASSMENT},
    "Somebody makes dirty jokes about me.": {HARASSMENT},
    "A colleague follows me home.": {HARASSMENT},
    "He keeps shouting at me.": {HARASSMENT, ABOUT},
    "Ein Kollege belästigt mich.": {HARASSMENT},
    "I finished the harassment training.": set(),
    "I was harassed during the harassment training.": {HARASSMENT},
    "Nobody harasses anybody here.": set(),
    "They don't take me seriously because I'm a woman.": {DISCRIMINATION},
    "They mock my religion every Friday.": {DISCRIMINATION},
    "Ich werde wegen meiner Herkunft ausgelacht.": {DISCRIMINATION},
    "Women in tech meet on Friday.": set(),
    "We work with broken safety equipment.": {SAFETY},
    "The fire exit is blocked.": {SAFETY},
    "Wir arbeiten ohne Helm.": {SAFETY},
    "The fire drill is at noon, and I learnt about thread safety.": set(),
    "I can't go on any more.": {DISTRESS},
    "I can't go on today.": {DISTRESS},
    "I can't go on to the next step.": set(),
    "I don't see any reason to live.": {DISTRESS},
    "Ich kann nicht mehr.": {DISTRESS},
    "Ich kann nicht mehr auf das Laufwerk zugreifen.": set(),
    "This ticket kills me, and I'm dying for a coffee.": set(),
    "We killed the process and hung the picture.": set(),
    "Our union meets today, we compare our pay and plan a strike.": set(),
    "My pay is unfair.": set(),
    "Could I talk to someone from HR?": set(),
    "We need to jump off the call now.": set(),
    "I don't want to be here today.": set(),
    "I'll end it today, and the server will die tomorrow.": set(),
    "My boss wants me to hit the target.": set(),
    "Our customer threatened to cancel.": set(),
    "I hit my head at the door.": set(),
    "I can't live without coffee.": set(),
    "Ich mache heute Schluss.": set(),
    "No laptop yet. I sit alone.": set(),
    "": set(),
}


@pytest.mark.parametrize("text", TOPICS)
def test_topics_are_heard_and_their_harmless_twins_are_not(text: str) -> None:
    assert hear(Utterance(text, superiors=SUPERIORS, others=OTHERS)).topics == TOPICS[text]


@pytest.mark.parametrize(
    ("text", "concerns"),
    [
        ("My boss touched me.", Concerns.YES),
        ("Lena’s jokes are sexist.", Concerns.YES),
        ("Somebody touched me.", Concerns.UNSURE),
        ("Someone above me touched me.", Concerns.UNSURE),
        ("A colleague touched me.", Concerns.NO),
        ("Otto touched me.", Concerns.NO),
    ],
)
def test_unsure_whether_it_concerns_the_manager_is_said(text: str, concerns: Concerns) -> None:
    assert hear(Utterance(text, superiors=SUPERIORS, others=OTHERS)).concerns is concerns


@pytest.mark.parametrize(
    ("text", "immediate"),
    [
        ("Otto hit me.", True),
        ("Marek hit me today.", True),
        ("Otto hit me to the ground.", True),
        ("Otto hit me to tell me the news.", False),
        ("My manager threatened to hit me.", True),
        ("A colleague threatened to kill me.", True),
        ("Ein Kollege hat mich geschlagen.", True),
        ("There's a gas leak in the warehouse.", True),
        ("Es riecht nach Gas im Keller.", True),
        ("There is a fire in the server room.", True),
        ("The intern is a minor and is left alone with him.", True),
        ("He makes sexual jokes to a 16-year-old.", True),
        ("My manager threatened to fail my probation.", False),
        ("The other team beat us at football.", False),
        ("It hit me that I love this job.", False),
        ("The team is on fire this sprint.", False),
        ("A 16-year-old bug in the code.", False),
        ("Otto insults me.", False),
    ],
)
def test_what_cant_wait_is_told_apart(text: str, *, immediate: bool) -> None:
    assert hear(Utterance(text, superiors=SUPERIORS, others=OTHERS)).immediate is immediate


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("I want to kill myself tonight.", True),
        ("I want to die. I have the pills at home.", True),
        ("I'm going to jump off the bridge.", True),
        ("I took all my pills.", True),
        ("I am in danger.", True),
        ("Ich bringe mich heute Abend um.", True),
        ("I'll do it tonight, I can't go on.", True),
        ("I'm going to take pills tonight.", True),
        ("Heute Nacht bringe ich mich um.", True),
        ("I have taken my medication today.", False),
        ("I cut myself shaving today.", False),
        ("I'll do it tonight.", False),
        ("I want to die.", False),
        ("I've been thinking about suicide since I started.", False),
        ("I'm not in danger.", False),
        ("I would never kill myself today or any day.", False),
        ("I take pills today for my cold.", False),
    ],
)
def test_danger_is_an_intent_with_a_time_or_a_means_or_said_outright(text: str, *, danger: bool) -> None:
    assert hear(Utterance(text)).danger is danger


def test_what_is_taken_back_is_heard_so() -> None:
    assert hear(Utterance("Forget what I said about my boss.")).retracts
    assert hear(Utterance("Vergiss bitte, was ich über meinen Chef gesagt habe.")).retracts
    assert not hear(Utterance("I forget what my boss said.")).retracts


def test_the_clauses_that_led_to_it_are_named_and_no_others() -> None:
    heard = hear(Utterance("The food is great. Otto touched me. Then we had cake.", superiors=SUPERIORS, others=OTHERS))
    assert heard.clauses == ("Otto touched me",)


@pytest.mark.parametrize(
    "text",
    ["a" * 60_000, "no " * 13_000, "my boss " * 5_000, "hat " * 10_000, "droht " + "wort " * 8_000, "’" * 40_000],
)
def test_a_long_text_is_read_in_time(text: str) -> None:
    begin = time.process_time()
    hear(Utterance(text, superiors=SUPERIORS, others=OTHERS))
    assert time.process_time() - begin < 10


def test_no_word_list_looks_for_unions_strikes_or_pay() -> None:
    talk = re.compile(r"union|strike|salary|wage|\bpay\b|gewerkschaft|streik|gehalt|lohn|betriebsrat", re.IGNORECASE)
    for language in lexicon.LANGUAGES:
        for patterns in lexicon._pack(language).values():  # noqa: SLF001 - the lists themselves
            assert not [one for one in patterns if talk.search(one)]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("ok I have pills here and will take them tonight", True),
        ("I have a rope", True),
        ("I'll do it tonight", True),
        ("I will take them now.", True),
        ("yes I am in danger", True),
        ("Ich habe die Tabletten hier und nehme sie heute Abend", True),
        ("Ich tue es heute Abend.", True),
        ("Ich werde es heute Abend tun", True),
        ("I have no pills here.", False),
        ("I would never take the pills", False),
        ("I gave my pills to my sister", False),
        ("I'll do it", False),
        ("I'll call them tonight", False),
        ("Ich rufe da heute Abend an", False),
        ("", False),
    ],
)
def test_what_follows_despair_and_names_a_means_or_a_time_is_danger(text: str, *, more: bool) -> None:
    assert announces(text) is more


@pytest.mark.parametrize(
    ("text", "immediate"),
    [
        ("I am 16 and my supervisor keeps touching me", True),
        ("I'm only sixteen. Otto keeps touching me.", True),
        ("One of the interns is 15 and Otto keeps touching her", True),
        ("Otto touches a girl aged 14.", True),
        ("She is 12 years old, and Otto touched her.", True),
        ("Ich bin 16 und mein Chef begrapscht mich.", True),
        ("Die Praktikantin ist fünfzehn, und Otto belästigt sie.", True),
        ("Sie ist 17 Jahre alt, Otto hat sie belästigt.", True),
        ("Tengo catorce años y Otto me acosa.", True),
        ("J'ai 16 ans et Otto me harcèle.", True),
        ("The intern is 25 and Otto keeps touching her", False),
        ("I have 15 tasks and Otto keeps touching me", False),
        ("The meeting is 15 minutes late, and Otto keeps touching me", False),
        ("Ich bin 25 und Otto belästigt mich.", False),
        ("Das ist 15 Jahre her, Otto belästigt mich.", False),
        ("I am 16 and I love the work.", False),
    ],
)
def test_somebody_under_age_is_known_by_their_age(text: str, *, immediate: bool) -> None:
    assert hear(Utterance(text, superiors=SUPERIORS, others=OTHERS)).immediate is immediate


@pytest.mark.parametrize(
    "text",
    [
        "It was only a joke, but yesterday I cut my wrists.",
        "I have a rope and I will do it tonight.",
        "Never mind me: my boss threw a hammer at my head.",
        "The forklift brakes don't work and it nearly crushed me.",
        "Sorry to bother you, but I'm bleeding.",
        "Ich springe nach der Arbeit von der Brücke.",
        "Vergiss es, aber ein Kollege hat mich mit dem Messer bedroht.",
        "Ich habe mir gestern die Pulsadern aufgeschnitten.",
        "Ein blankes Kabel hängt über meinem Tisch.",
        "Voy a tirarme del puente después del trabajo.",
        "No es nada, pero el encargado me dio una bofetada.",
        "Me corté las venas anoche.",
        "Je vais sauter du pont après le travail.",
        "Je plaisante, mais il y a le feu dans l'entrepôt.",
        "Je me suis ouvert les veines hier soir.",
        "Vou pular da ponte depois do trabalho.",
        "Está cheirando a gás na cozinha.",
        "Cortei os pulsos ontem à noite.",
        "明日、電車に飛び込みます。",
        "台所でガスの臭いがします。",
        "昨夜、手首を切りました。",
    ],
)
def test_danger_that_is_said_outright_is_heard_in_every_language_whatever_is_said_around_it(text: str) -> None:
    heard = hear(Utterance(text, superiors=SUPERIORS, others=OTHERS))
    assert heard.danger or heard.immediate


@pytest.mark.parametrize(
    "text",
    [
        "That quiz nearly killed me, haha.",
        "I will do it tomorrow, no rush.",
        "Bea threatened to bake us a cake.",
        "Der Chef hat heute den Gong geschlagen.",
        "Die Kollegen haben mich beim Kicker geschlagen.",
        "Der Server wurde im Test angegriffen, sehr spannend.",
        "Es brennt mir unter den Nägeln, euch zu zeigen, was ich gebaut habe.",
        "Hoy salto al siguiente tema.",
        "Je me jette à l'eau demain avec ma première présentation.",
        "Mon chef m'a tapé dans l'œil avec son idée.",
        "Vou me jogar nesse projeto hoje.",
        "Meu chefe bateu a meta ontem.",
        "目標を叩き出しました。",
    ],
)
def test_the_same_words_in_harmless_replies_are_no_danger(text: str) -> None:
    heard = hear(Utterance(text, superiors=SUPERIORS, others=OTHERS))
    assert not heard.danger
    assert not heard.immediate
    assert not heard.topics & {Topic.DISTRESS, Topic.HARASSMENT, Topic.SAFETY}
