"""Figures on HR's Home: what newcomers let be counted, never about fewer than five people."""

from onboardbot.core.figures import Figure
from onboardbot.core.message import Note, Part, Title, Words
from onboardbot.flows.figures import all_figures
from onboardbot.flows.home.page import Page

SHOWN = 8  # a block each


async def draw_figures(page: Page) -> list[Part]:
    """Return the figures, and how many questions have none yet; nothing where nothing is counted."""
    found = await all_figures(page.session, page.bot.library)
    known = [one for one in found if not one.empty]
    if not found:
        return []
    parts: list[Part] = [Title(text=page.voice.plain("home.figures"))]
    parts += [Words(markdown=_line(page, one)) for one in known[:SHOWN]]
    if len(known) > SHOWN:
        parts.append(Note(text=page.voice.plain("home.more_figures", count=len(known) - SHOWN)))
    if len(known) < len(found):
        parts.append(Note(text=page.voice.plain("home.figures_few", count=len(found) - len(known))))
    return [*parts, Note(text=page.voice.plain("home.figures_rule"))]


def _line(page: Page, one: Figure) -> str:
    playbook = page.bot.library.playbooks.get(one.asked.playbook)
    counts = ((page.voice.plain(f"mood.{o}") if one.asked.kind == "mood" else o, n) for o, n in one.counts.items())
    return page.voice.words(
        "home.figure",
        words=one.asked.words,
        playbook=playbook.title if playbook else one.asked.playbook,
        answers=one.answers + one.left_out,
        counts=" · ".join(f"{option}: {n}" for option, n in counts),
        left_out=one.left_out,
    )
