"""Which language a reply is written in."""

import pytest

from onboardbot.core.language.heard import UNKNOWN
from onboardbot.core.language.masking import masks
from onboardbot.core.language.tongue import language
from onboardbot.core.language.utterance import Utterance


def tongue(text: str, hint: str | None = None) -> str:
    reply = Utterance(text, lang=hint)
    return language(reply, masks(reply))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("I have no idea what to do", "en"),
        ("Ich weiß nicht, was ich tun soll", "de"),
        ("no sé qué se espera de mí", "es"),
        ("je ne sais pas ce qu'on attend de moi", "fr"),
        ("não sei o que esperam de mim", "pt"),
        ("何をすればいいのか分かりません", "ja"),
        ("gracias", "es"),
        ("danke", "de"),
        ("obrigada", "pt"),
        ("Meeting war super, but ich bin heute wirklich müde", "de"),
        ("nie wiem co mam tutaj robić i nikt mi nie pomaga", UNKNOWN),
        ("Не знаю, что мне делать", UNKNOWN),
        ("لا أعرف ماذا أفعل", UNKNOWN),
        ("我不知道该做什么工作", UNKNOWN),
        ("Tôi rất mệt và không ai giúp tôi", UNKNOWN),
        ("Mám moc práce a nikdo mi nepomáhá", UNKNOWN),
        ("Çok yorgunum, kimse bana yardım etmiyor", UNKNOWN),
        ("Bonjour à toute l'équipe, ça va, le café et le naïf garçon", "fr"),
        ("I had lunch with Çağla and Łukasz", "en"),
        ("😄", "en"),
        ("xyzzy", "en"),
        ("xyzzy qwrt plugh zzt mnop", UNKNOWN),
    ],
)
def test_the_language_is_detected_and_what_is_none_of_ours_is_said(text: str, lang: str) -> None:
    assert tongue(text) == lang


def test_a_hint_decides_where_the_words_do_not() -> None:
    assert tongue("ok", "fr-FR") == "fr"
    assert tongue("ok", "pl") == "en"
    assert tongue("ich weiß es nicht", "en") == "de"
    assert tongue("了解", None) == "ja"
    assert tongue("了解致之旨", "ja") == "ja"
    assert tongue("了解致之旨") == UNKNOWN
