"""A check-in that comes sooner after a low mood: one question, and of a mood in words that fit any day."""

from onboardbot.core.steps.check_in import CheckIn


def shorter(step: CheckIn, *, sooner: str | None) -> CheckIn:
    """Return the check-in with its mood alone, else with its first question: always the same one, as it was sent.

    `sooner` is how a mood is asked for on another day than HR had in mind; None: it is that day.
    """
    moods = (question for question in step.questions if question.kind == "mood" and question.condition is None)
    asked = next(moods, step.questions[0])
    if sooner is not None and asked.kind == "mood":
        asked = asked.model_copy(update={"words": sooner})
    return step.model_copy(update={"questions": (asked,)})
