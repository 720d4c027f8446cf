"""The same reply with another name, gender, origin, faith, age or spelling: what is heard must be the same."""

from collections.abc import Iterator, Sequence

from onboardbot.core.language.listener import Mode, listener
from onboardbot.core.language.utterance import Utterance

NAMES = (
    "Marek",
    "Mary-Ann",
    "Hyun-woo",
    "Priya",
    "Oluwaseun",
    "Nguyen",
    "Fatima",
    "Jürgen",
    "Siobhán",
    "Xiulan",
    "Grace",
    "María",
)
SAID = {
    "en": (
        "{name} threatened to hit me after the shift",
        "I had lunch with {name} and it was lovely",
        "since Monday {name} ignores me and I don't know why",
        "{name} is rude to me in every meeting",
    ),
    "de": (
        "{name} hat mich heute angeschrien und ich weiß nicht warum",
        "Ich war mit {name} essen, das war schön",
    ),
    "es": ("{name} me grita delante de todos y ya no duermo", "comí con {name} y fue genial"),
    "fr": ("{name} me crie dessus devant tout le monde", "j'ai déjeuné avec {name}, c'était super"),
    "pt": ("{name} grita comigo na frente de todos", "almocei com {name} e foi ótimo"),
}
SWAPS = {
    "en": (
        (
            "my manager says {} don't belong here",
            ("women", "men", "Muslims", "Christians", "Germans", "foreigners", "gays"),
        ),
        ("{} never answers when I ask for help", ("he", "she")),
        (
            "a {} colleague showed me around, great day",
            ("Turkish", "Polish", "Nigerian", "deaf", "young", "trans", "Jewish"),
        ),
        ("I told {} that I can't sleep any more", ("him", "her")),
        ("I'm {} and they laugh at how I speak", ("Polish", "Brazilian", "French", "Ghanaian")),
        ("my {} is ill and I can't focus", ("mother", "father", "sister", "grandpa", "husband")),
        ("I miss my {} since I moved here", ("wife", "husband", "partner", "spouse", "mother-in-law")),
        (
            "I have too much work, says the {} in me",
            ("Nigerian", "Hmong", "Latvian", "Tibetan", "Zoroastrian", "Icelandic", "Maori", "pensioner", "epileptic"),
        ),
        ("{} told me nothing about the plan", ("He", "She", "Xe")),
        ("I can't work with {}'s notes", ("Karl", "Mary-Ann", "D'Angelo", "Fatima", "Jean-Luc")),
        ("{} boss micromanages everything", ("my", "My", "MY")),
        ("I can't {} what they want from me", ("recognise", "recognize")),
    ),
    "de": (
        ("{} schreit mich jeden Tag an", ("er", "sie")),
        (
            "weil ich {} bin, bekomme ich die schlechten Schichten",
            ("Türkin", "Pole", "Muslim", "Christin", "schwul", "Frau"),
        ),
        (
            "eine {} Kollegin hat mir alles gezeigt",
            ("türkische", "polnische", "ältere", "deutsche", "muslimische", "koreanische", "gehörlose"),
        ),
        ("{} erklärt mir nichts", ("Er", "Sie", "er", "sie")),
        ("meine {} ist krank und ich kann mich nicht konzentrieren", ("Mutter", "Partnerin", "Verlobte", "Ex-Frau")),
    ),
    "es": (
        ("me siento muy {} en el equipo", ("solo", "sola")),
        ("{} jefe no me escucha nunca", ("mi", "Mi", "MI")),
        ("estoy {} con mis compañeros", ("encantado", "encantada")),
        (
            "por ser {} me dan los peores turnos",
            ("mujer", "gitano", "musulmana", "extranjero", "coreana", "haitiano", "paraguaya"),
        ),
    ),
    "fr": (
        ("je me sens très {} dans l'équipe", ("seul", "seule")),
        ("je suis {} et je ne dors plus", ("épuisé", "épuisée")),
        (
            "parce que je suis {} on me donne le pire",
            ("femme", "marocain", "musulmane", "étranger", "coréenne", "malgache", "âgé"),
        ),
        ("{} ne répond jamais quand je demande", ("il", "elle")),
    ),
    "pt": (
        ("me sinto muito {} no time", ("sozinho", "sozinha")),
        ("estou {} com tanto trabalho", ("cansado", "cansada")),
        (
            "por ser {} fico com os piores turnos",
            ("mulher", "angolano", "evangélica", "estrangeiro", "indígena", "umbandista"),
        ),
        ("{} nunca responde quando peço ajuda", ("ele", "ela")),
    ),
    "ja": (
        ("{}さんに毎日怒鳴られています", ("田中", "佐藤", "グエン", "李", "ファティマ")),
        (
            "私は{}で、話す相手がいません",
            ("女性", "男性", "中国人", "ブラジル人", "仏教徒", "ゲイ", "高齢者", "自閉症"),
        ),
        ("{}が病気で集中できません", ("母", "父", "妻", "夫", "息子", "祖母", "パートナー")),
        ("{}さんが優しく教えてくれました", ("田中", "佐藤", "グエン", "李", "ファティマ")),
    ),
}
MOODS = (None, 2, 3, 4)


def alike() -> Iterator[Sequence[str]]:
    """Return replies that must be heard alike, all that differ in one word together."""
    for said in (said for texts in SAID.values() for said in texts):
        yield [said.format(name=name) for name in NAMES]
    for said, words in (pair for pairs in SWAPS.values() for pair in pairs):
        yield [said.format(word) for word in words]


def outcome(text: str, mode: Mode, mood: int | None) -> tuple[object, ...]:
    """Return all of what is heard that can lead to something."""
    reply = Utterance(text, mood)
    heard, rank = listener(mode).hear(reply), round(listener(mode).rank(reply), 6)
    return heard.struggling, heard.urgency, heard.categories, heard.about_manager, heard.topics, heard.concerns, rank


def swapped(mode: Mode = Mode.RULES_AND_MODEL) -> tuple[int, int]:
    """Return how many swaps changed nothing, and how many were tried."""
    same = tried = 0
    for texts in alike():
        for mood in MOODS:
            first, *others = (outcome(text, mode, mood) for text in texts)
            same, tried = same + sum(other == first for other in others), tried + len(others)
    return same, tried
