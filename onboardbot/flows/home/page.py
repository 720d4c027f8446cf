"""What the Home is drawn on: who reads it, in which language, and what they asked to see."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from onboardbot.core.calendar import Calendar
from onboardbot.core.message import Button
from onboardbot.core.person import Person
from onboardbot.core.when import Value
from onboardbot.flows.bot import Bot
from onboardbot.flows.scene import Scene
from onboardbot.texts.catalogue import Voice
from onboardbot.texts.dates import NEAR


class View(Value):
    """What HR asked to see of the list: names that hold `search`, from the `skip`-th on.

    `asked` is another one each time that a Home is asked for, so that it shows whether it was asked for again.
    `erased`: the account in Slack whose Home must be emptied, as nothing else of its owner is kept.
    """

    search: str = ""
    skip: int = 0
    asked: str = ""
    erased: str = ""


@dataclass(frozen=True)
class Page:
    """The Home of `reader` at `now`."""

    bot: Bot
    session: AsyncSession
    reader: Person
    voice: Voice
    now: datetime
    view: View

    def moment(self, instant: datetime, calendar: Calendar) -> str:
        """Return a local time: today, or with the weekday alone where that says which day is meant."""
        local = instant.astimezone(calendar.zone)
        ahead = local.date() - self.now.astimezone(calendar.zone).date()
        if not ahead:
            return self.voice.plain("at_today", time=self.voice.clock(local))
        near = timedelta() <= ahead <= timedelta(days=NEAR)
        day = self.voice.weekday(local.date()) if near else self.voice.day(local.date())
        return self.voice.plain("at", day=day, time=self.voice.clock(local))

    def button(self, action_id: str, value: str, *, key: str | None = None, primary: bool = False) -> Button:
        """Return a button whose label has the key of its action."""
        label = self.voice.plain(f"button.{key or action_id}")
        return Button(action_id=action_id, label=label, value=value, primary=primary)


def met_button(page: Page, current: Scene, role: str, other: Person) -> Button:
    """Return the button that confirms a meeting with somebody, in one tap."""
    label = page.voice.plain(f"button.met_{role}", name=other.first_name)
    return Button(action_id="met:yes", label=label, value=f"{current.enrollment.id}/{role}")
