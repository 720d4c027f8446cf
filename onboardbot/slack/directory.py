"""Who is who, asked in bulk: one paged list instead of a call a person."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from onboardbot.core.delivery import DeliveryError
from onboardbot.core.outbox import Cause
from onboardbot.flows.bot import Profile
from onboardbot.slack.errors import Take, failure, unless_unknown

log = logging.getLogger(__name__)
PAGE = 200  # Slack's own advice for users.list; twenty pages a minute (tier 2), and some at once
ONE_BY_ONE = 3  # up to so many, single look-ups are cheaper than the list of a company


def profile(user: dict[str, Any]) -> Profile | None:
    """Return what a user object says of a person; None for bots, and where Slack hides the e-mail."""
    about = user.get("profile") or {}
    email = about.get("email")
    if user.get("is_bot") or not email:
        return None
    return Profile(
        slack_id=user["id"],
        email=str(email).lower(),
        name=about.get("real_name") or user.get("real_name") or user.get("name") or email,
        zone=user.get("tz") or None,
        locale=user.get("locale") or None,
        deactivated=bool(user.get("deleted")),
    )


@dataclass
class Listing:
    """How far the list of everybody has been read: a Slack that asks to wait half-way is asked for the rest later."""

    members: list[Profile] = field(default_factory=list)
    cursor: str = ""

    def begin_anew(self) -> None:
        """Forget what was read: a place in a list does not hold for ever."""
        self.members, self.cursor = [], ""

    async def read(self, client: AsyncWebClient, take: Take) -> list[Profile] | None:
        """Return everybody, None where the server does not know the method; what was read is kept if it fails."""
        while True:
            await take("users.list")
            page = client.users_list(limit=PAGE, cursor=self.cursor, include_locale=True)
            answer = await unless_unknown(page, "users.list")
            if answer is None:
                return None
            self.members += [one for one in map(profile, answer.get("members") or []) if one]
            self.cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not self.cursor:
                whole, self.members = self.members, []
                return whole


async def profiles(client: AsyncWebClient, emails: Sequence[str], listing: Listing, take: Take) -> Sequence[Profile]:
    """Return the profiles of those whom Slack knows by these e-mails; `listing`: where the last one was broken off.

    Raises:
        DeliveryError: Slack can't be asked, or may not be asked for so much at once.
    """
    wanted = {email.lower() for email in emails}
    try:
        found = await _found(client, wanted, listing, take)
    except SlackApiError as error:
        trouble = failure(error)
        if trouble.cause is not Cause.RATE_LIMITED:
            listing.begin_anew()
        raise trouble from error
    except (TimeoutError, aiohttp.ClientError, OSError) as error:
        raise DeliveryError(Cause.UNREACHABLE, repr(error)) from error
    return found


async def _found(client: AsyncWebClient, wanted: set[str], listing: Listing, take: Take) -> list[Profile]:
    """Ask in the way that costs least, in the other one where the server does not know it."""
    few = len(wanted) <= ONE_BY_ONE
    found = await _each(client, wanted, take) if few else await _list(client, wanted, listing, take)
    if found is None:
        found = await _list(client, wanted, listing, take) if few else await _each(client, wanted, take)
    return found or []


async def _list(client: AsyncWebClient, wanted: set[str], listing: Listing, take: Take) -> list[Profile] | None:
    everybody = await listing.read(client, take)
    return None if everybody is None else [one for one in everybody if one.email in wanted]


async def _each(client: AsyncWebClient, wanted: set[str], take: Take) -> list[Profile] | None:
    found: list[Profile] = []
    for email in sorted(wanted):
        await take("users.lookupByEmail")
        try:
            answer = await unless_unknown(client.users_lookupByEmail(email=email), "users.lookupByEmail")
        except SlackApiError as error:
            if error.response.get("error") != "users_not_found":
                raise
            continue
        if answer is None:
            return None
        if known := profile(answer["user"]):
            found.append(
                known.model_copy(update={"locale": known.locale or await _locale(client, known.slack_id, take)})
            )
    return found


async def _locale(client: AsyncWebClient, user: str, take: Take) -> str | None:
    """A look-up by e-mail says no locale; ask for it, and do without where a server can't say."""
    await take("users.info")
    return (await _info(client, user)).get("locale")


async def look_up(client: AsyncWebClient, user: dict[str, Any]) -> Profile | None:
    """Ask for the profile of a user whose event told no e-mail; None for bots, and where Slack can't say."""
    if user.get("is_bot") or not user.get("id"):
        return None
    return profile(await _info(client, user["id"]))


async def _info(client: AsyncWebClient, user: str) -> dict[str, Any]:
    """Return the user object, an empty one where Slack can't say."""
    try:
        answer = await client.users_info(user=user, include_locale=True)
    except SlackApiError as error:
        log.warning("user_not_told", extra={"method": "users.info", "error": error.response.get("error")})
        return {}
    return answer.get("user") or {}
