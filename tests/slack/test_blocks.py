import pytest

from onboardbot.core.message import Button, Buttons, Choices, Message, Note, Part, Quote, Title, Words
from onboardbot.sandbox.blocks.validate import message_complaints
from onboardbot.slack.blocks import blocks, cut, fallback

NAME = "*Nadia* <!channel> <@U1> :x:"
DONE = Button(action_id="task_done:laptop", label="Done", value="1/laptop")


def message(*parts: Part, fallback: str | None = None) -> Message:
    return Message(parts=parts, fallback=fallback)


@pytest.mark.parametrize(
    "part",
    [
        Title(text="Your first day"),
        Title(text="t" * 500),
        Title(text=" "),
        Words(markdown="**Hello**"),
        Words(markdown=""),
        Words(markdown="w" * 20_000),
        Note(text="Only you will see your answer."),
        Note(text="n" * 5000),
        Note(text=""),
        Buttons(buttons=(DONE,)),
        Buttons(buttons=(Button(action_id="x" * 255, label="l" * 200, value="v", primary=True, spoken="s" * 200),)),
        Choices(action_id="answer", block_id="choice:1", options=("a", "b" * 100, "c")),
        Choices(action_id="answer", block_id="choice:1", options=("a", "b"), chosen=1),
        Quote(text="It is hard."),
        Quote(text=""),
        Quote(text="q" * 9000),
    ],
)
def test_slack_takes_every_part(part: Part) -> None:
    assert message_complaints(blocks(message(part))) == []


def test_twenty_tasks_and_the_introduction_fit_into_one_message() -> None:
    tasks = [part for n in range(20) for part in (Words(markdown=f"Task {n} {'x' * 2990}"), Buttons(buttons=(DONE,)))]
    made = blocks(
        message(Title(text="Guide"), Note(text="0 of 20"), *tasks, Words(markdown="Well done"), Note(text="I'm a bot"))
    )
    assert message_complaints(made) == []
    assert len(made) <= 50
    assert sum(block["type"] == "actions" for block in made) == 20
    assert made[-1]["elements"][0]["text"] == "I'm a bot"


def test_a_long_task_is_not_split_into_more_blocks_than_slack_takes() -> None:
    long = Words(markdown=" ".join(["word"] * 650))  # 3249 characters are two blocks where there is room
    tasks = [part for _ in range(20) for part in (long, Buttons(buttons=(DONE,)))]
    made = blocks(message(*tasks))
    assert len(blocks(message(long))) == 2
    assert [block["type"] for block in made] == ["rich_text", "actions"] * 20
    assert message_complaints(made) == []


def test_what_is_more_than_slack_takes_ends_with_dots_and_the_last_part() -> None:
    made = blocks(message(*(Note(text=f"line {n}") for n in range(80))))
    assert len(made) == 50
    assert [block["elements"][0]["text"] for block in made[-2:]] == ["…", "line 79"]


def test_what_was_chosen_is_marked() -> None:
    (block,) = blocks(
        message(Choices(action_id="answer", block_id="choice:1", options=("My team", "Nobody"), chosen=1))
    )
    assert block["elements"][0]["initial_option"]["text"]["text"] == "Nobody"
    (row,) = blocks(message(Buttons(buttons=(DONE, Button(action_id="b", label="B", value="", primary=True)))))
    assert [button.get("style") for button in row["elements"]] == [None, "primary"]


def test_a_screen_reader_tells_the_buttons_apart() -> None:
    button = DONE.model_copy(update={"spoken": "Done: Pick up your laptop"})
    (row,) = blocks(message(Buttons(buttons=(button,))))
    assert row["elements"][0]["accessibility_label"] == "Done: Pick up your laptop"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (message(Words(markdown="**Hi**"), Note(text="Only you.")), "Hi"),
        (message(Title(text="A & B"), Buttons(buttons=(DONE,))), "A &amp; B"),
        (message(Words(markdown="Q?"), Choices(action_id="a", block_id="b", options=("x", "y"))), "Q?\nx · y"),
        (message(Words(markdown="Shall I?"), Quote(text="Nadia tapped Rough")), "Shall I?"),
        (message(Words(markdown="secret"), fallback="A note about <Nadia>"), "A note about &lt;Nadia&gt;"),
        (message(Buttons(buttons=(DONE,)), Note(text="Only you.")), "Done\nOnly you."),
        (message(Quote(text="only this")), "…"),
        (message(), "…"),
        (message(Title(text=NAME)), "*Nadia* &lt;!channel&gt; &lt;@U1&gt; :x:"),
    ],
)
def test_every_message_has_words_for_a_notification(given: Message, expected: str) -> None:
    assert fallback(given) == expected


def test_a_notification_is_cut_between_signs() -> None:
    ampersands = fallback(message(Words(markdown="&" * 2000)))
    assert len(ampersands.encode()) <= 4000
    assert set(ampersands.removesuffix("…").split("&amp;")) == {""}
    mentions = fallback(message(Words(markdown="\ue000U0MAREK00\ue001" * 500)))
    assert len(mentions.encode()) <= 4000
    assert set(mentions.removesuffix("…").split("<@U0MAREK00>")) == {""}


def test_a_notification_counts_bytes() -> None:
    assert len(fallback(message(Words(markdown="😀" * 3000))).encode()) <= 4000


def test_cutting_leaves_what_fits() -> None:
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"
