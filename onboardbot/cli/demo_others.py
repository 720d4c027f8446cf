"""The others of the demo live on by themselves: the three do their tasks and answer, colleagues tap what is routine."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle

from onboardbot.cli.demo_people import EVERYBODY, OTHERS
from onboardbot.sandbox.conversations import Message
from onboardbot.sandbox.errors import RefusedError
from onboardbot.sandbox.workspace import Workspace

MOODS = ("4", "5", "4", "3")  # what they answer in turn: people for whom it goes well enough
FIRST = 2  # tasks of a list that they do at once, among them what must not stay open
CHOICE = "1"  # the second of the options, such as "Mostly"
ROUTINE = frozenset({"still_right:yes", "drill"})  # what colleagues tap: a start stands, the drill has arrived
OWNERS = {"D" + person.id.removeprefix("U"): person.id for person in EVERYBODY}  # a DM and whose it is
ALIVE = {person.id for person in OTHERS}


@dataclass
class Others:
    """Hears what the bot writes to them, and does what a person would do next."""

    workspace: Workspace
    moods: Iterator[str] = field(default_factory=lambda: cycle(MOODS))
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def hear(self, message: Message) -> None:
        """Begin to react to a message of the bot, where it is to one of them."""
        who = OWNERS.get(message.channel)
        if who is None or message.for_user:
            return
        task = asyncio.get_running_loop().create_task(self._react(who, message))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _react(self, who: str, message: Message) -> None:
        for action_id, selected in self._deeds(message, newcomer=who in ALIVE):
            with suppress(RefusedError):  # it changed meanwhile, as a message in Slack may
                await self.workspace.click(who, action_id, message.ts, selected=selected)

    def _deeds(self, message: Message, *, newcomer: bool) -> list[tuple[str, str | None]]:
        elements = [element for block in message.blocks for element in block.get("elements", ())]
        ids = [str(element["action_id"]) for element in elements if "action_id" in element]
        if not newcomer:
            return [(action_id, None) for action_id in ids if action_id in ROUTINE]
        tasks = [action_id for action_id in ids if action_id.startswith("task_done:")]
        if any(action_id.startswith("mood:") for action_id in ids):
            return [(f"mood:{next(self.moods)}", None)]
        if any(element["type"] == "radio_buttons" for element in elements):
            return [("answer", CHOICE)]
        return [(action_id, None) for action_id in tasks[:FIRST]]

    async def end(self) -> None:
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


@asynccontextmanager
async def living(workspace: Workspace) -> AsyncIterator[None]:
    """Let them live as long as the block lasts."""
    others = Others(workspace)
    workspace.state.listener = others.hear
    try:
        yield
    finally:
        workspace.state.listener = None
        await others.end()
