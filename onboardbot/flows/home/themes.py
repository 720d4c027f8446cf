"""Themes on HR's Home: how many people wrote to HR of what, in months that are over."""

from datetime import date

from onboardbot.core.language.heard import Category
from onboardbot.core.message import Note, Part, Title, Words
from onboardbot.core.themes import Group
from onboardbot.flows.home.page import Page
from onboardbot.store import themes

SHOWN = 3  # groups, a block each


async def draw_themes(page: Page) -> list[Part]:
    """Return the newest groups; nothing before the first one has closed."""
    found = await themes.newest(page.session, SHOWN)
    if not found:
        return []
    parts: list[Part] = [Title(text=page.voice.plain("home.themes"))]
    parts += [Words(markdown=_line(page, group)) for group in found]
    return [*parts, Note(text=page.voice.plain("home.themes_rule"))]


def _line(page: Page, group: Group) -> str:
    counts = [f"{_named(page, theme)}: {count}" for theme, count in group.counts.items()]
    return page.voice.words("home.theme", when=_months(page, group.since, group.until), counts=" · ".join(counts))


def _named(page: Page, theme: Category) -> str:
    return page.voice.plain(f"theme.{theme}")


def _months(page: Page, since: date, until: date) -> str:
    first, last = page.voice.month(since), page.voice.month(until)
    return first if first == last else page.voice.plain("home.months", first=first, last=last)
