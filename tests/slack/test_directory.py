"""Who is who: asked in the way that costs least, and in another one where a server does not know it."""

import logging
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.slack.connection import reading_client
from onboardbot.slack.directory import Listing, profile, profiles
from tests.helpers.answers import answering

NADIA = {
    "id": "U1",
    "tz": "Europe/Berlin",
    "locale": "de-DE",
    "profile": {"email": "Nadia@x.example", "real_name": "N"},
}
ONE = {"users.lookupByEmail": {"ok": True, "user": NADIA}}
ALL = {"users.list": {"ok": True, "members": [NADIA, {"id": "B1", "is_bot": True}, {"id": "U2"}]}}
FEW = ["nadia@x.example"]
MANY = [f"nadia{n}@x.example" for n in range(9)] + FEW


async def freely(method: str) -> None:
    del method


async def asked(answers: dict[str, Any], emails: list[str]) -> list[str]:
    with answering(answers) as url:
        async with aiohttp.ClientSession() as session:
            client: AsyncWebClient = reading_client(url, "xoxb-1", session)
            return sorted({found.email for found in await profiles(client, emails, Listing(), freely)})


@pytest.mark.parametrize(
    ("answers", "emails", "unknown"),
    [
        (ONE, FEW, []),
        (ALL, MANY, []),
        (ALL, FEW, ["users.lookupByEmail"]),
        (ONE, MANY, ["users.list"]),
    ],
)
async def test_a_method_that_the_server_does_not_know_is_a_warning(
    answers: dict[str, Any], emails: list[str], unknown: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert await asked(answers, emails) == FEW
    assert [record.__dict__["method"] for record in caplog.records if "unknown" in record.message] == unknown


async def test_nobody_is_known_where_a_server_knows_neither() -> None:
    assert await asked({}, FEW) == []


async def test_who_is_not_in_slack_is_left_out() -> None:
    assert await asked({"users.lookupByEmail": {"ok": False, "error": "users_not_found"}}, FEW) == []


async def test_a_no_that_counts_for_all_is_raised() -> None:
    with pytest.raises(DeliveryError) as caught:
        await asked({"users.list": {"ok": False, "error": "missing_scope", "needed": "users:read"}}, MANY)
    assert (caught.value.cause, caught.value.detail) == (Cause.MISSING_SCOPE, "missing_scope (users:read)")


async def test_a_slack_that_is_not_there_is_said_to_be_unreachable() -> None:
    async with aiohttp.ClientSession() as session:
        client = reading_client("http://127.0.0.1:1/api/", "xoxb-1", session)
        with pytest.raises(DeliveryError) as caught:
            await profiles(client, FEW, Listing(), freely)
    assert caught.value.cause is Cause.UNREACHABLE


def test_bots_and_hidden_addresses_are_nobody() -> None:
    assert profile({"id": "B1", "is_bot": True, "profile": {"email": "bot@x.example"}}) is None
    assert profile({"id": "U1", "profile": {}}) is None


async def refused(code: str, session: aiohttp.ClientSession, listing: Listing) -> Cause:
    with answering({"users.list": {"ok": False, "error": code}}) as url, pytest.raises(DeliveryError) as caught:
        await profiles(reading_client(url, "xoxb-1", session), MANY, listing, freely)
    return caught.value.cause


async def test_a_place_in_the_list_that_does_not_hold_any_more_is_forgotten() -> None:
    listing = Listing(cursor="page 2")
    async with aiohttp.ClientSession() as session:
        assert await refused("invalid_cursor", session, listing) is Cause.RENDER
    assert listing.cursor == ""


async def test_a_list_that_slack_breaks_off_goes_on_where_it_was() -> None:
    listing = Listing(members=[found for found in [profile(NADIA)] if found], cursor="page 2")
    rest = [{"id": f"U{n}", "profile": {"email": f"other{n}@x.example"}} for n in range(3)]
    async with aiohttp.ClientSession() as session:
        assert await refused("ratelimited", session, listing) is Cause.RATE_LIMITED
        assert listing.cursor == "page 2"
        with answering({"users.list": {"ok": True, "members": rest}}) as url:
            found = await profiles(reading_client(url, "xoxb-1", session), MANY, listing, freely)
    assert [one.email for one in found] == FEW
    assert (listing.members, listing.cursor) == ([], "")


class Allowed:
    """So many calls, and no more for ten seconds."""

    def __init__(self, calls: int) -> None:
        self.left, self.methods = calls, set[str]()

    async def take(self, method: str) -> None:
        self.methods.add(method)
        if not self.left:
            raise DeliveryError(Cause.RATE_LIMITED, "used up", retry_after=timedelta(seconds=10))
        self.left -= 1


async def test_a_large_company_is_read_as_far_as_the_budget_allows_and_further_the_next_time() -> None:
    def page(email: str, following: str) -> dict[str, Any]:
        members = [{"id": "U2", "profile": {"email": email}}]
        return {"users.list": {"ok": True, "members": members, "response_metadata": {"next_cursor": following}}}

    listing, allowed = Listing(), Allowed(3)
    async with aiohttp.ClientSession() as session:
        with answering(page(FEW[0], "more")) as url, pytest.raises(DeliveryError) as caught:
            await profiles(reading_client(url, "xoxb-1", session), MANY, listing, allowed.take)
        assert caught.value.retry_after == timedelta(seconds=10)
        with answering(page("otto@x.example", "")) as url:
            found = await profiles(reading_client(url, "xoxb-1", session), MANY, listing, Allowed(1).take)
    assert [one.email for one in found] == FEW * 3
    assert allowed.methods == {"users.list"}


async def test_single_look_ups_have_budgets_too() -> None:
    nobody_says = {"users.lookupByEmail": {"ok": True, "user": NADIA | {"locale": None}}}
    allowed = Allowed(2)
    with answering(nobody_says | {"users.info": {"ok": True, "user": NADIA}}) as url:
        async with aiohttp.ClientSession() as session:
            client = reading_client(url, "xoxb-1", session)
            (found,) = await profiles(client, FEW, Listing(), allowed.take)
    assert (found.locale, allowed.left) == ("de-DE", 0)
    assert allowed.methods == {"users.lookupByEmail", "users.info"}
