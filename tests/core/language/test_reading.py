"""A reply as it is read: what is not the writer's own is left out, and every word leads back to how it was written."""

import pytest

from onboardbot.core.language.masking import masks
from onboardbot.core.language.reading import people, read, unaccented
from onboardbot.core.language.utterance import Utterance


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("> he wants to die\nall good", "all good"),
        ("&gt; quoted\nfine", "fine"),
        ("look: `kill -9` and ```panic()\nabort()``` ok", "look: and ok"),
        ("see https://a.example/kill and <https://b.example|here> now", "see and now"),
        ("write to kill@example.com please", "write to please"),
        ("a\u202eb\u200bc\u0000d", "a b c d"),
        ("I’m “fine”", 'i\'m "fine"'),
        ("ＯＫ　です", "ＯＫ です".casefold()),
    ],
)
def test_what_is_not_the_writers_own_is_left_out(text: str, left: str) -> None:
    assert " ".join(read(text).alike.split()) == left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She told her", "he told him"),
        ("a Turkish woman", "a German man"),
        ("my mother", "my grandpa"),
        ("Él me escucha", "ella me escucha"),
        ("she's here", "he's here"),
        ("je n'ai pas reçu l'accès", "je n'ai pas recu l'acces"),
        ("I was harrased", "I was harassed"),
    ],
)
def test_whoever_is_meant_and_however_it_is_spelt_the_same_is_read(one: str, other: str) -> None:
    assert read(one).alike == read(other).alike


def test_words_lead_back_to_how_they_were_written() -> None:
    reading = read("Well, Él me ACOSA cada día. Ya")
    at = reading.alike.index("acosa")
    assert reading.words(at, at + len("acosa")) == "ACOSA"
    assert reading.words(at, len(reading.alike)) == "ACOSA cada día. Ya"
    assert reading.words(3, 3) == ""


def test_half_of_a_sign_is_read_as_one_that_can_be_written() -> None:
    reading = read("sad \ud83d now")
    assert reading.words(0, len(reading.alike)) == "sad \ufffd now"


def test_japanese_keeps_its_marks() -> None:
    assert unaccented("がんばれ für œuvre") == "がんばれ fur oeuvre"
    assert people("women") == "group"
    assert people("because") == "because"


def hidden(text: str, superiors: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> tuple[set[str], set[str]]:
    reply = Utterance(text, superiors=superiors, others=others)
    found = masks(reply)
    one, other = ({reply.reading.words(*span) for span in spans} for spans in (found.hidden, found.superiors))
    return one, other


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I met Oluwaseun and Priya", {"Oluwaseun", "Priya"}),
        ("priya never answers", {"priya"}),
        ("Grace is rude to me", {"Grace"}),
        ("I told Will about it", {"Will"}),
        ("Will never answers me", {"Will"}),
        ("Will I get a laptop?", set()),
        ("Ich war mit Jürgen essen", {"Jürgen"}),
        ("Ich gehe nach Hause, mein Laptop ist da und das ist gut", set()),
        ("on Monday I start", set()),
        ("the grace period ends", set()),
        ("田中さんは山田と話した", {"田中", "山田"}),
        ("皆さんはお元気です", set()),
        ("ファティマさんは中国人です", {"ファティマ", "中国人"}),
        ("母は大丈夫です", {"母"}),
        ("I met Mary-Ann and O'Brien, and Karl's notes", {"Mary", "-", "Ann", "O", "'", "Brien", "Karl", "Karl's"}),
        ("Ich verstehe Priyas Erklärung nicht, das Team-Meeting war gut", {"Priyas"}),
        ("She told me nothing", set()),
        ("My E-Mail works", set()),
    ],
)
def test_names_are_hidden_and_words_are_not(text: str, names: set[str]) -> None:
    assert hidden(text)[0] == names


def test_those_who_are_known_are_hidden_by_whatever_part_and_those_above_are_told_apart() -> None:
    assert hidden("marek and Xyzzy met Lee", ("Marek Novak",), ("Xyzzy Lee",)) == ({"Xyzzy", "Lee"}, {"marek"})
    assert hidden("marek's mails", ("Marek Novak",)) == (set(), {"marek", "marek's"})
    assert hidden("大空課長が怒鳴る", (), ("大空",))[0] == {"大空"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("great :tada:", "great 🎉"),
        ("great:sob:!", "great😭!"),
        (":+1::skin-tone-3:", "👍"),
        (":party-parrot: hello", "hello"),
        ("at 10:30:45", "at 10:30:45"),
    ],
)
def test_emoji_are_read_by_the_names_that_slack_sends(text: str, shown: str) -> None:
    reading = read(text)
    assert " ".join(reading.alike.split()) == shown
    assert reading.words(0, len(reading.alike)) == text
