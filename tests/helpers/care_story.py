"""What the stories of care have in common: a playbook of check-ins and tasks, and Nadia's first Friday."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from onboardbot.core.person import Person
from onboardbot.flows import inbox, wishes
from onboardbot.store import enrollments, people
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA, World, words_of, world

CHECK_INS = """\
title: First weeks
ends: 3 months after start
steps:
  - id: first-week
    when: week 1 friday at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your first week, all in all?
        - text: What got in the way?
          if: mood <= 2
  - id: second-week
    when: week 2 friday at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your second week?
  - id: third-week
    when: week 3 friday at 15:00
    check_in:
      seen_by: manager
      questions:
        - mood: How was your third week?
"""
TASKS = """\
title: First days
ends: 3 months after start
steps:
  - id: first-day
    when: day 1 at 09:15
    guide:
      title: Your first day
      tasks:
        - id: laptop
          text: Pick up your laptop
          help: it
          due: day 1
        - id: badge
          text: Get a badge
"""
TAPS = count()
ROW: Mapping[str, str] = {
    "email": NADIA,
    "name": "Nadia Haddad",
    "start_date": "2026-03-02",
    "manager_email": MAREK,
    "buddy_email": BEA,
}
EARLY = "2026-03-02T06:00:00+00:00"  # 07:00 in Berlin, on day 1
FRIDAY = "2026-03-06T14:00:00+00:00"  # 15:00 in Berlin
MONDAY_NOON = "2026-03-09T11:00:00+00:00"
SECOND_FRIDAY = "2026-03-13T14:00:00+00:00"


@dataclass(frozen=True)
class Held:
    """A button in somebody's hand."""

    user: str
    channel: str
    ts: str
    element: Mapping[str, str]


@dataclass
class Story(World):
    """A world with Nadia in it; `row` is what the people file says of her."""

    row: dict[str, str] = field(default_factory=lambda: dict(ROW))

    def newest(self, who: str) -> dict[str, Any]:
        """Return the newest message that the bot sent to a person, as Slack has it."""
        return [message for message in self.slack.messages(who) if message.get("from_bot")][-1]

    def held(self, who: str, action_id: str) -> Held:
        """Return a button as a person sees it now, to be tapped later: Slack may show an old message a while."""
        person = self.slack.person(who)
        for message in reversed(self.slack.messages(who)):
            for block in message.get("blocks", []):
                for element in block.get("elements", []):
                    if element.get("action_id") == action_id:
                        return Held(person.id, self.slack.state.dm(person.id).id, message["ts"], element)
        raise LookupError(action_id)

    async def tap_held(self, button: Held, *, by: str | None = None) -> None:
        """Tap a button as it was; `by` somebody who should not see it, as only a forged request could."""
        payload = {
            "user": self.slack.person(by).id if by else button.user,
            "channel": button.channel,
            "message_ts": button.ts,
            "action_id": button.element["action_id"],
            "value": button.element["value"],
            "key": f"held/{next(TAPS)}",
        }
        await inbox.receive(self.bot, key=payload["key"], kind="action", slack_user=payload["user"], payload=payload)
        await self.settle()

    @property
    def question_ts(self) -> str:
        """Return where "What got in the way?" stands, to answer in its thread."""
        found = [m for m in self.slack.messages(NADIA) if m.get("from_bot") and "What got in the way?" in words_of(m)]
        return str(found[0]["ts"])

    async def person(self, who: str) -> Person:
        async with self.bot.database.read() as session:
            found = await people.by_email(session, who)
        assert found is not None
        return found

    async def lose(self, who: str) -> None:
        """Let Slack know nobody any more under the id that the bot has of a person: only sending tells."""
        async with self.bot.database.write() as session:
            await people.change(session, (await self.person(who)).id, slack_id="U0GONE000")

    async def end(self, who: str) -> None:
        """End an onboarding, as the command does."""
        async with self.bot.database.write() as session:
            (enrollment,) = await enrollments.of_person(session, (await self.person(who)).id)
            await wishes.end(session, enrollment, now=self.bot.clock.now())
        await self.settle()


@asynccontextmanager
async def onboarding(
    folder: Path,
    *,
    playbook: str = CHECK_INS,
    company: str = COMPANY,
    start: str = EARLY,
    more: Mapping[str, Any] | None = None,
    **row: str,
) -> AsyncIterator[Story]:
    """Run a world in which Nadia is being onboarded; `row` changes what the people file says of her.

    `more`: further settings.
    """
    files = {"company.yaml": company, "first.yaml": playbook}
    async with world(folder, start=start, files=files, more=more) as here:
        story = Story(here.bot, here.slack, here.folder, dict(ROW) | row)
        await story.enroll(**story.row)
        yield story


@asynccontextmanager
async def hard_first_week(folder: Path, **more: Any) -> AsyncIterator[Story]:
    """Run a world on Nadia's first Friday at 15:00, when she taps "Not great"."""
    async with onboarding(folder, **more) as here:
        await here.to(FRIDAY)
        await here.click(NADIA, "mood:2")
        yield here


def new_words(here: World, before: Mapping[str, int]) -> dict[str, list[str]]:
    """Return what everybody got since `before` was counted, by e-mail; whoever got nothing is left out."""
    found = {who: here.words(who)[count:] for who, count in before.items()}
    return {who: words for who, words in found.items() if words}


def counted(here: World) -> dict[str, int]:
    """Return how many messages everybody has."""
    return {who: len(here.words(who)) for who in (NADIA, MAREK, BEA, PRIYA)}
