"""Which playbook a hire gets: the one named in their row, else the one whose audience fits best."""

import unicodedata
from collections.abc import Iterable, Sequence

from onboardbot.core.hire import Hire
from onboardbot.core.playbook import Audience, Playbook


def choose_playbook(
    hire: Hire, playbooks: Sequence[Playbook], *, country: str | None
) -> Playbook | tuple[Playbook, ...]:
    """Return the hire's playbook, or the candidates between which HR must choose.

    `country` is the effective one: of the row, else the location, else the company. The candidates are
    those of a tie, in the order given, or nobody: no audience matches, or the row names none of `playbooks`.
    """
    if hire.playbook:
        named = [playbook for playbook in playbooks if playbook.name == hire.playbook]
        return named[0] if named else ()
    fits = [(fit, playbook) for playbook in playbooks if (fit := fitting_fields(playbook.audience, hire, country)) >= 0]
    best = max((fit for fit, _ in fits), default=0)
    candidates = tuple(playbook for fit, playbook in fits if fit == best)
    return candidates[0] if len(candidates) == 1 else candidates


def fitting_fields(audience: Audience, hire: Hire, country: str | None) -> int:
    """Return how many fields of the audience match the hire; -1 where a given one does not."""
    given = (
        (audience.department, hire.department),
        (audience.location, hire.location),
        (audience.employment, hire.employment),
        (audience.title, hire.title),
        (audience.country, country),
    )
    asked = [_any_of(wanted, value) for wanted, value in given if wanted]
    return len(asked) if all(asked) else -1


def _any_of(wanted: Iterable[str], value: str | None) -> bool:
    return value is not None and _plain(value) in {_plain(word) for word in wanted}


def _plain(word: str) -> str:
    """Return the word as people compare it: case, doubled blanks and the way an accent is stored don't count."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())
