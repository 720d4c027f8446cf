"""What is wrong with the inputs of a form, in the words of whoever fills it in."""

from collections.abc import Iterable, Sequence

from onboardbot.core.calendar import NoWorkingDayError, hire_calendar
from onboardbot.core.company import Company
from onboardbot.core.hire import Hire
from onboardbot.core.problem import Level, Problem
from onboardbot.texts.catalogue import Voice


def by_column(columns: Sequence[str], problems: Iterable[Problem], voice: Voice) -> dict[str, str]:
    """Return a sentence for each column with a mistake; a problem's `column` counts them from 1."""
    found: dict[str, str] = {}
    for problem in problems:
        if problem.level is Level.ERROR:
            found.setdefault(columns[problem.column - 1], sentence(problem, voice))
    return found


def in_words(problems: Iterable[Problem], voice: Voice) -> str:
    """Return the mistakes as Markdown, a paragraph each: something was right when it was sent, and is not any more."""
    wrong = (problem for problem in problems if problem.level is Level.ERROR)
    return "\n\n".join(voice.words(f"mistake.{problem.rule}", **problem.facts) for problem in wrong)


def starts_never(hire: Hire, company: Company) -> bool:
    """Return whether a hire has no working day within a year of the start: nothing could be planned."""
    try:
        hire_calendar(hire, company).next_workday(hire.start_date)
    except NoWorkingDayError:
        return True
    return False


def sentence(problem: Problem, voice: Voice) -> str:
    """Return a mistake in a form: its label stands above it, so the sentence does not name the column."""
    return voice.plain(f"mistake.{problem.rule}", **problem.facts)
