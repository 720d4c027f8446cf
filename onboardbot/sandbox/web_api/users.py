"""users.*, dnd.*, bots.* and team.*: who is who."""

import time

from onboardbot.sandbox.errors import JSON, SlackError
from onboardbot.sandbox.people import profile_object
from onboardbot.sandbox.web_api.call import MOST, Call, page

DAY = 24 * 60 * 60


def info(call: Call) -> JSON:
    locale = call.arguments.flag("include_locale")
    return {"user": call.state.user(call.person(), include_locale=locale)}


def list_(call: Call) -> JSON:
    locale = call.arguments.flag("include_locale")
    shown, cursor = page(call, call.state.everybody(), default=MOST)
    members = [call.state.user(person, include_locale=locale) for person in shown]
    return {"members": members, "cache_ts": int(time.time()), "response_metadata": {"next_cursor": cursor}}


def lookup_by_email(call: Call) -> JSON:
    person = call.state.people.by_email(call.arguments.required("email"))
    if person is None or person.deleted:
        raise SlackError("users_not_found")
    return {"user": call.state.user(person, include_locale=False)}


def profile(call: Call) -> JSON:
    person = call.person() if call.arguments.has("user") else call.state.identity.bot_user()
    with_email = "users:read.email" in call.state.rules.scopes
    return {"profile": profile_object(person, team_id=call.state.identity.team_id, with_email=with_email)}


def presence(call: Call) -> JSON:
    """Answer that whoever is here is active."""
    person = call.person() if call.arguments.has("user") else call.state.identity.bot_user()
    return {"presence": "away" if person.deleted else "active"}


def dnd_info(call: Call) -> JSON:
    """Answer that nobody is undisturbed now: the next pause is a day away."""
    if call.arguments.has("user"):
        call.person()
    start = int(time.time()) + DAY
    return {"dnd_enabled": False, "next_dnd_start_ts": start, "next_dnd_end_ts": start + 1, "snooze_enabled": False}


def bot_info(call: Call) -> JSON:
    identity = call.state.identity
    if call.arguments.text("bot", identity.bot_id) != identity.bot_id:
        raise SlackError("bot_not_found")
    return {"bot": identity.authorship()["bot_profile"]}


def team_info(call: Call) -> JSON:
    identity = call.state.identity
    domain = identity.team_domain
    team = {"id": identity.team_id, "name": identity.team_name, "domain": domain, "email_domain": "", "icon": {}}
    return {"team": team | {"url": f"{call.state.base_url}/"}}
