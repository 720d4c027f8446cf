"""Check-ins: their circles, questions, options and conditions."""

import pytest

from onboardbot.core.problem import Level
from onboardbot.playbook_files.checking import check_playbook
from onboardbot.playbook_files.notes import Notes
from onboardbot.playbook_files.reading import prepare
from tests.playbook_files.cases import NORTHWIND, check_in, expect, mean, place_of_mark, problems_of_playbook, step

MOOD = "- mood: How was it?\n"
CHOICE = "- choice: Who helped?\n  options: [My team, Nobody yet]\n"
ASK = "- text: Why?\n  if: "
RANGE = "compare it with a number from 1 to 5"
CIRCLES = "it is me, buddy, manager, hr or counted"


@pytest.mark.parametrize(
    "questions",
    [
        "- mood: How was it?",
        "- text: What got in the way?",
        MOOD + ASK + "mood <= 2",
        MOOD + ASK + "mood  >=  4",
        MOOD + ASK + "mood < 5",
        MOOD + ASK + "mood > 1",
        MOOD + ASK + "mood is 3",
        MOOD + ASK + "mood is not 3",
        CHOICE + ASK + "choice is My team",
        CHOICE + ASK + "choice is not Nobody yet",
        MOOD + "- mood: And now?\n  id: now\n" + ASK + "now <= 2",
        "- mood: A\n  id: a\n- mood: B\n  id: b",
        "- choice: A\n  options: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n  seen_by: counted",
        "- text: A {{ hire.first_name }}\n  seen_by: me",
    ],
)
def test_what_the_page_allows_is_fine(questions: str) -> None:
    assert problems_of_playbook(check_in(questions)) == ()


@pytest.mark.parametrize(
    ("questions", "message", "hint"),
    [
        ("- ⟪How was it?", "this question has no words", mean("text: How was it?")),
        ("- ⟪mood", "this question has no words", mean("mood: …")),
        ("- ⟪{seen_by: me}", "this question has no words", "begin it with mood:, text: or choice:"),
        ("- ⟪moood: How?", 'a question has no "moood"', mean("mood")),
        ("- ⟪how: Fine?", 'a question has no "how"', None),
        ("- ⟪mood:", '"mood" has no value', None),
        ("- mood: ⟪{a: b}", '"mood" is one text, not a list or a group', None),
        ("- ⟪[mood]", "a question is a group of keys with values", None),
        ("- mood: A\n  ⟪text: B", 'this question is a "text" as well as a "mood"', "make it two questions"),
        (
            MOOD + "- ⟪mood: Again?",
            '"mood" is here twice; the first is on line 8',
            "give each an id of its own, above its words",
        ),
        (MOOD + "- text: A\n  id: ⟪mood", '"mood" is here twice; the first is on line 8', None),
        ("- mood: A\n  id: ⟪My Mood", '"My Mood" is no id: it has a-z, 0-9 and hyphens', mean("my-mood")),
        ("- mood: A\n  ⟪colour: red", 'a question has no "colour"', None),
        ("- mood: A\n  ⟪options: [a, b]", '"options" is for a choice only', "write the question as choice:"),
        ("- ⟪choice: A", 'a choice has no "options", and needs one', 'add "options:"'),
        ("- choice: A\n  options: ⟪[one]", '"options" has 1, and needs at least 2', ""),
        ("- choice: A\n  options: ⟪one", '"options" is a list', None),
        ("- choice: A\n  options: [Yes, ⟪yes]", '"yes" is here twice; the first is on line 9', None),
        (f"- choice: A\n  options: [B, ⟪{'x' * 76}]", "an option is 76 characters long, and may have 75", None),
        ("- choice: A\n  options: [B, '⟪{{ buddy.name }}']", "an option can't have placeholders", None),
        ("- choice: A\n  options: [B, ⟪“C”]", "these quotation marks are typographic ones (“”)", mean("C")),
        (
            f"- choice: A\n  options: [{', '.join(('⟪' if n == 11 else '') + str(n) for n in range(1, 13))}]",
            '"options" has 12, and takes 10 at most',
            "leave out what is rarely chosen",
        ),
        (
            f"{MOOD}- {{text: A, id: a}}\n- {{text: B, id: b}}\n- ⟪{{text: C, id: c}}",
            '"questions" has 4, and takes 3 at most',
            "ask less at once; the rest can be a check-in of its own",
        ),
        (f"- text: ⟪{'x' * 3001}", "a question is 3001 characters long, and may have 3000", None),
        ("- mood: A\n  seen_by: ⟪boss", '"boss" is not who can see an answer', CIRCLES),
        ("- mood: A\n  seen_by: ⟪Manager", '"Manager" is not who can see an answer', mean("manager")),
        ("- mood: A\n  seen_by: ⟪anonymous", '"anonymous" is not who can see an answer', mean("counted")),
        (
            "- text: A\n  seen_by: ⟪counted",
            "counted is not for text: words can't be counted",
            "let the question be seen_by me, buddy, manager or hr",
        ),
    ],
)
def test_a_mistake_in_a_question_is_one_error(questions: str, message: str, hint: str | None) -> None:
    written, line, column = place_of_mark(check_in(questions))
    found = problems_of_playbook(written)
    expect(found, line, column, message, found[0].hint if hint is None else hint, Level.ERROR)


def test_an_option_may_begin_with_not_and_its_spaces_are_one() -> None:
    asked = "- {id: met, choice: Met them?, options: [yes, 'not   yet']}\n- text: Why?\n  if: met is not yet"
    notes, text = Notes("office.yaml"), check_in(asked)
    values = check_playbook(prepare(text, notes), NORTHWIND, notes).values
    assert values is not None
    choice, why = values["steps"][0]["questions"]  # type: ignore[index] # values are plain, as yet without a type
    assert choice["options"] == ["yes", "not yet"]
    assert why["condition"] == {"question": "met", "operator": "is", "value": "not yet"}


@pytest.mark.parametrize(
    ("questions", "message", "hint"),
    [
        (ASK + "⟪mood <= 2\n" + MOOD, '"mood" is only asked after this question', None),
        (ASK + "⟪text is x", '"text" is only asked after this question', None),
        (ASK + "⟪choice is x", 'no question before this one is called "choice"', "it is the first one"),
        (MOOD + ASK + "⟪moood <= 2", 'no question before this one is called "moood"', mean("mood <= 2")),
        (MOOD + ASK + "⟪feeling <= 2", 'no question before this one is called "feeling"', "before it there is mood"),
        (MOOD + ASK + "⟪low mood", '"low mood" is not a condition', 'write it like "mood <= 2" or "choice is My team"'),
        (MOOD + ASK + "⟪mood<=2", '"mood<=2" is not a condition', mean("mood <= 2")),
        (MOOD + ASK + "⟪mood =< 2", '"mood =< 2" is not a condition', mean("mood <= 2")),
        (MOOD + ASK + "⟪mood == 2", '"mood == 2" is not a condition', mean("mood is 2")),
        (MOOD + ASK + "⟪mood != 2", '"mood != 2" is not a condition', mean("mood is not 2")),
        (MOOD + ASK + "⟪Mood <= 2", '"Mood <= 2" is not a condition', mean("mood <= 2")),
        (MOOD + ASK + "⟪mood < 9", '"mood < 9" can never be so: a mood goes from 1 to 5', RANGE),
        (MOOD + ASK + "⟪mood < 1", '"mood < 1" can never be so: a mood goes from 1 to 5', "ask for more"),
        (MOOD + ASK + "⟪mood is low", '"mood is low" can never be so: a mood goes from 1 to 5', RANGE),
        (CHOICE + ASK + "⟪choice <= My team", None, 'use "is" or "is not"'),
        (CHOICE + ASK + "⟪choice is my team", None, mean("choice is My team")),
        (CHOICE + ASK + '⟪choice is "My team"', None, mean("choice is My team")),
        (CHOICE + ASK + "⟪choice is Otto", None, "options are My team and Nobody yet"),
        ("- text: A\n- mood: B\n  if: ⟪text is x", '"text is x" can never be so: words can\'t be compared', None),
    ],
)
def test_a_condition_that_can_t_work_is_one_error(questions: str, message: str | None, hint: str | None) -> None:
    written, line, column = place_of_mark(check_in(questions))
    found = problems_of_playbook(written)
    expect(found, line, column, message or found[0].message, found[0].hint if hint is None else hint, Level.ERROR)


@pytest.mark.parametrize("condition", ["mood <= 5", "mood >= 1"])
def test_a_condition_that_is_always_so_is_a_warning(condition: str) -> None:
    found = problems_of_playbook(check_in(MOOD + ASK + condition))
    assert [(problem.message, problem.level) for problem in found] == [(f'"{condition}" is always so', Level.WARNING)]


def test_a_condition_on_a_broken_question_is_not_complained_about() -> None:
    text = check_in("- {moood: How?, id: how}\n" + ASK + "how <= 2")
    assert [problem.line for problem in problems_of_playbook(text)] == [8]


def test_a_condition_on_a_choice_without_options_is_not_complained_about() -> None:
    assert len(problems_of_playbook(check_in("- choice: Who?\n" + ASK + "choice is Bea"))) == 1


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        ("check_in:\n      ⟪questions: [{mood: A}]", 'a check-in has no "seen_by", and needs one', 'add "seen_by:"'),
        ("check_in:\n      ⟪seenby: me\n      questions: [{mood: A}]", 'a check-in has no "seenby"', mean("seen_by")),
        ("check_in:\n      ⟪seen_by:\n      questions: [{mood: A}]", '"seen_by" has no value', None),
        ("check_in:\n      seen_by: ⟪bos\n      questions: [{mood: A}]", '"bos" is not who can see an answer', None),
        ("check_in:\n      seen_by: ⟪[me, hr]\n      questions: [{mood: A}]", None, None),
        ("check_in:\n      ⟪seen_by: me", 'a check-in has no "questions", and needs one', 'add "questions:"'),
        ("check_in:\n      seen_by: me\n      questions: ⟪[]", '"questions" has nothing in it', None),
        ("check_in:\n      seen_by: me\n      questions: ⟪A", '"questions" is a list', None),
        ("check_in: ⟪mood", "a check-in is a group of keys with values", None),
        (
            "check_in:\n      seen_by: ⟪counted\n      questions: [{mood: A}, {text: B}, {text: C, id: c}]",
            "counted is not for text: words can't be counted",
            None,
        ),
    ],
)
def test_a_check_in_says_who_sees_what(content: str, message: str | None, hint: str | None) -> None:
    written, line, column = place_of_mark(step("when: day 1", content=content))
    found = problems_of_playbook(written)
    expect(found, line, column, message or found[0].message, found[0].hint if hint is None else hint, Level.ERROR)


def test_a_check_in_needs_no_circle_where_each_question_has_its_own() -> None:
    assert problems_of_playbook(check_in("- {mood: A, seen_by: me}\n- {text: B, seen_by: hr}", seen_by="")) == ()
    found = problems_of_playbook(check_in("- {mood: A, seen_by: me}\n- {text: B}", seen_by=""))
    assert [problem.message for problem in found] == ['a check-in has no "seen_by", and needs one']
