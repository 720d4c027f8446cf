"""Whatever an app or a script asks, the workspace answers, and in Slack's shape."""

import copy
import json
import random
from typing import Any

import aiohttp
import pytest

from onboardbot.sandbox import control
from onboardbot.sandbox.server import running
from onboardbot.sandbox.web_api.methods import METHODS
from tests.sandbox.conftest import MODAL, NADIA, NADIAS_DM, QUESTION

ODD: list[Any] = [
    None, "", 0, -1, 1.5, True, "x", NADIA, NADIAS_DM, "1772442000.000100", "nan", "inf", "٣", "\ud800", 10**30,
    [], {}, [None], [[]], {"type": None}, "[", "{}", "[]", "null",
]  # fmt: skip
WHOLE: dict[str, Any] = {
    "channel": NADIA, "text": "hello", "blocks": QUESTION, "view": MODAL, "user_id": NADIA, "metadata":
    {"event_type": "x", "event_payload": {}}, "attachments": [{"text": "x", "blocks": QUESTION}], "user": NADIA,
}  # fmt: skip
NAMES = [
    *WHOLE, "users", "email", "view_id", "trigger_id", "ts", "thread_ts", "limit", "cursor", "oldest", "latest",
    "inclusive", "timestamp", "name", "types", "hash", "markdown_text", "message_ts", "message",
]  # fmt: skip


def odd(dice: random.Random, value: Any) -> Any:
    """Return the value with something in it, or all of it, replaced by something odd."""
    if dice.random() < 0.3 or not isinstance(value, dict | list) or not value:
        return copy.deepcopy(dice.choice(ODD))
    changed = copy.deepcopy(value)
    key = dice.choice(list(changed) if isinstance(changed, dict) else range(len(changed)))
    changed[key] = odd(dice, changed[key])
    return changed


@pytest.mark.parametrize("seed", range(3))
async def test_every_call_has_an_answer(http: aiohttp.ClientSession, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable run, no secret
    async with running(rules={"rate_limits": False}) as workspace:
        for _ in range(150):
            method = dice.choice(list(METHODS))
            given = {name: odd(dice, WHOLE.get(name)) for name in dice.sample(NAMES, dice.randint(0, 6))}
            given = {name: value for name, value in WHOLE.items() if dice.random() < 0.5} | given
            token = workspace.app_token if METHODS[method].holder == "app" else workspace.bot_token
            headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
            async with http.post(f"{workspace.api_url}{method}", data=json.dumps(given), headers=headers) as answer:
                told = await answer.json()
            assert (method, given, answer.status, "error" in told) == (method, given, 200, not told["ok"])


@pytest.mark.parametrize("seed", range(3))
async def test_every_door_has_an_answer(http: aiohttp.ClientSession, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a repeatable run, no secret
    async with running(patience=0.01) as workspace:
        for _ in range(100):
            name, door = dice.choice(list(control.DEEDS.items()))
            fields = [
                field for field in (*door.needs, *door.may) if field not in {"request_url", "seconds", "patience"}
            ]
            given = {field: NADIA if dice.random() < 0.3 else odd(dice, None) for field in fields}
            async with http.post(f"{workspace.control_url}/{name}", data=json.dumps(given)) as answer:
                told = await answer.json()
            assert (name, given, answer.status < 500, "error" in told) == (name, given, True, not told["ok"])
