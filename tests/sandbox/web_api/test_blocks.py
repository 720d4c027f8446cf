"""blocks.validate, as the real SDK asks it."""

import json
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.sandbox.conftest import MODAL, QUESTION, refusal

LONG = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
TOO_LONG = "must be less than 3001 characters"


@pytest.mark.parametrize(
    "given", [{"blocks": QUESTION}, {"message": {"text": "x", "blocks": QUESTION}}, {"view": MODAL}]
)
async def test_what_is_fine_is_fine_without_a_token(client: AsyncWebClient, given: dict[str, Any]) -> None:
    client.token = None
    written = {name: json.dumps(value) for name, value in given.items()}
    assert (await client.api_call("blocks.validate", params=written))["ok"]


@pytest.mark.parametrize(
    ("given", "code", "pointer"),
    [
        ({"blocks": LONG}, "invalid_blocks", "/0/text/text"),
        ({"message": {"blocks": LONG}}, "invalid_message", "/blocks/0/text/text"),
        ({"view": {**MODAL, "blocks": LONG}}, "invalid_view", "/blocks/0/text/text"),
    ],
)
async def test_a_mistake_has_its_place(client: AsyncWebClient, given: dict[str, Any], code: str, pointer: str) -> None:
    answer = await refusal(client, "blocks.validate", **given)
    error = {"pointer": pointer, "code": "failed_constraint", "message": TOO_LONG}
    assert (answer["error"], answer["errors"]) == (code, [error])


@pytest.mark.parametrize("given", [{}, {"blocks": QUESTION, "view": MODAL}])
async def test_one_thing_is_checked_at_a_time(client: AsyncWebClient, given: dict[str, Any]) -> None:
    assert (await refusal(client, "blocks.validate", **given))["error"] == "invalid_arguments"
