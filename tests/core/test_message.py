import pytest

from onboardbot.core.message import Button, Buttons, Divider, Message, Note, Part, Words, beside, together

WHY = Button(action_id="why", label="Why did I get this?", value="1")
WORDS, NOTE = Words(markdown="Hello"), Note(text="Only you see it.")


def row(*actions: str) -> Buttons:
    return Buttons(buttons=tuple(Button(action_id=action, label=action, value="1") for action in actions))


def with_why(buttons: Buttons) -> Buttons:
    return Buttons(buttons=(*buttons.buttons, WHY))


ALONE = Buttons(buttons=(WHY,))
ANSWER, ALERT, MOODS = row("answer"), row("take", "remind", "no"), row("1", "2", "3", "4", "5")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), (ALONE,)),
        ((NOTE,), (NOTE, ALONE)),
        ((WORDS,), (WORDS, ALONE)),
        ((WORDS, ANSWER, NOTE), (WORDS, with_why(ANSWER), NOTE)),
        ((WORDS, ALERT, NOTE), (WORDS, with_why(ALERT), NOTE)),
        ((WORDS, MOODS, NOTE), (WORDS, MOODS, NOTE, ALONE)),  # six would break into two rows
        ((ANSWER, WORDS), (ANSWER, WORDS, ALONE)),  # the row belongs to what stands above it
    ],
)
def test_one_more_button_stands_in_the_last_row_if_there_is_room(
    parts: tuple[Part, ...], expected: tuple[Part, ...]
) -> None:
    assert beside(parts, WHY) == expected


def test_several_messages_are_one_with_a_line_between_and_what_the_bot_is_at_the_end() -> None:
    bot = Note(text="I am a bot.", introduces=True)
    one = Message(parts=(WORDS, NOTE, bot, ANSWER), fallback="A note")
    both = together([one, Message(parts=(WORDS, ALERT))])
    assert both == Message(parts=(WORDS, NOTE, Divider(), WORDS, ALERT, bot, ANSWER), fallback="A note")
    assert together([one]) == one


def test_a_locked_phone_shows_no_words_of_a_second_message_where_the_first_has_no_fallback() -> None:
    withdrawn, note = Message(parts=(WORDS,)), Message(parts=(Words(markdown="Two hard days"),), fallback="A note")
    assert together([withdrawn, note]).fallback == "A note"
    assert together([withdrawn, withdrawn]).fallback is None


def test_a_row_of_its_own_if_the_last_one_belongs_to_one_line_only() -> None:
    assert beside((WORDS, ANSWER), WHY, own_row=True) == (WORDS, ANSWER, ALONE)
