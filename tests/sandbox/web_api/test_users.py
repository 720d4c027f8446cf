"""Who is who."""

from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.sandbox.workspace import Workspace
from tests.sandbox.conftest import NADIA, refusal


async def test_a_person_is_described_as_slack_does(client: AsyncWebClient) -> None:
    user = (await client.users_info(user=NADIA, include_locale=True))["user"]

    assert (user["tz"], user["locale"], user["deleted"], user["is_bot"]) == ("Europe/Berlin", "en-GB", False, False)
    assert user["tz_offset"] in (3600, 7200)
    assert user["profile"]["email"] == "nadia@northwind.example"
    assert (user["profile"]["first_name"], user["profile"]["last_name"]) == ("Nadia", "Haddad")
    assert "locale" not in (await client.users_info(user=NADIA))["user"]
    profile = await client.users_profile_get(user=NADIA)
    assert profile["profile"]["email"] == "nadia@northwind.example"
    assert (await client.users_profile_get())["profile"]["real_name"] == "onboardbot"


async def test_guests_are_marked(workspace: Workspace, client: AsyncWebClient) -> None:
    guest = await workspace.join("gus@agency.example", "Gus", is_restricted=True)
    single = await workspace.join("sal@agency.example", "Sal", is_ultra_restricted=True)
    found = [(await client.users_info(user=person.id))["user"] for person in (guest, single)]
    assert [(user["is_restricted"], user["is_ultra_restricted"]) for user in found] == [(True, False), (True, True)]
    assert (await client.chat_postMessage(channel=guest.id, text="hi"))["ok"]


async def test_of_a_deactivated_person_little_is_told(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.deactivate(NADIA)
    user = (await client.users_info(user=NADIA, include_locale=True))["user"]
    assert (user["deleted"], user["profile"]["email"]) == (True, "nadia@northwind.example")
    assert not {"tz", "tz_offset", "locale", "real_name", "is_restricted"} & user.keys()


async def test_the_list_of_people_is_paged_and_holds_the_bot(client: AsyncWebClient) -> None:
    names = []
    async for page in await client.users_list(limit=3):
        names += [(member["name"], member["is_bot"]) for member in page["members"]]

    assert names[0] == ("nadia", False)
    assert names[-1] == ("onboardbot", True)
    assert len(names) == 8


async def test_nobody_is_found_by_an_unknown_or_a_deactivated_address(
    workspace: Workspace, client: AsyncWebClient
) -> None:
    await workspace.deactivate("marek@northwind.example")

    for email in ("who@northwind.example", "marek@northwind.example"):
        assert (await refusal(client, "users.lookupByEmail", email=email))["error"] == "users_not_found"
    assert (await refusal(client, "users.info", user="U0NOBODY0"))["error"] == "user_not_found"
    missing = await refusal(client, "users.lookupByEmail")
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: email"]


async def test_small_questions_have_answers(client: AsyncWebClient) -> None:
    dnd = await client.dnd_info(user=NADIA)
    assert dnd["next_dnd_start_ts"] < dnd["next_dnd_end_ts"]
    assert (await client.bots_info(bot="B0ONBOARD0"))["bot"]["app_id"] == "A0ONBOARD0"
    assert (await refusal(client, "bots.info", bot="B1"))["error"] == "bot_not_found"
    assert (await client.team_info())["team"]["domain"] == "northwind"
    assert (await refusal(client, "api.test", error="my_error"))["error"] == "my_error"


async def test_presence_is_that_of_somebody_at_work(workspace: Workspace, client: AsyncWebClient) -> None:
    await workspace.deactivate("marek@northwind.example")
    found = [(await client.users_getPresence(user=user))["presence"] for user in (NADIA, "U0MAREK00")]
    assert found == ["active", "away"]
    assert (await client.api_call("users.getPresence"))["presence"] == "active"
