"""Whoever reads German gets everything of the bot in German, by choice, by Slack, or by the company."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from onboardbot.sandbox.people import NORTHWIND
from tests.helpers.pulse import PULSE
from tests.helpers.world import BEA, COMPANY, MAREK, NADIA, PRIYA, World, words_of, world
from tests.stories.test_check_in import message

GERMAN_STEPS = (
    PULSE.replace("Your **first** day, {{ hire.first_name }}", "Dein erster Tag")
    .replace("Pick up your *laptop*", "Laptop abholen")
    .replace("Get a badge", "Ausweis holen")
    .replace("How was **yesterday**?", "Wie war gestern?")
    .replace("What got in the way?", "Was war im Weg?")
    .replace("Who helped you most?", "Wer hat dir geholfen?")
    .replace("[My team, My buddy, Nobody yet]", "[Mein Team, Mein Buddy, Noch niemand]")
    .replace("What would you change?", "Was würdest du ändern?")
    .replace("First days", "Erste Tage")
)
ENGLISH = (" the ", " you", " and ", "Thank", "answer", "Done", "help ", " day", "I'm", "Why ")


async def live(here: World) -> None:
    """Let Nadia's weeks go by with a hard day, a note that is taken, a pause, a wish to talk, and the end."""
    await here.to("2026-03-02T08:30:00+00:00")
    await here.click(NADIA, "task_help:laptop")
    await here.to("2026-03-03T09:00:00+00:00")
    await here.click(NADIA, "mood:2")
    await here.say(NADIA, "Nichts ging voran.")
    await here.click(NADIA, "offer:manager", ts=message(here, "Soll ich Marek")["ts"])
    await here.click(MAREK, "alert_take")
    await here.to("2026-03-06T09:30:00+00:00")
    await here.click(NADIA, "helped:yes")
    for text in ("Wo ist die Kantine?", "Pause", "Weiter!", "mit einem Menschen sprechen"):
        await here.say(NADIA, text)
    await talked(here)
    await here.say(NADIA, "hilfe")
    await here.click(NADIA, "my_data")
    await here.to("2026-06-02T15:30:00+00:00")
    await here.click(NADIA, "answer")
    await here.submit(NADIA, {"answer": "Fragt alles."})
    await here.click(NADIA, "send_advice")
    await here.to("2026-06-03T09:00:00+00:00")


async def talked(here: World) -> None:
    """Let Nadia pick Marek, who suggests a time that doesn't fit, and then one that does."""
    await here.click(NADIA, "within:week")
    await here.click(NADIA, "offer:manager")
    for hour, answer in ((11, "time_other"), (13, "time_fits")):
        await here.click(MAREK, "handoff_propose")
        time = int(datetime(2026, 3, 6, hour, tzinfo=UTC).timestamp())
        await here.submit(MAREK, {"time": time})
        await here.click(NADIA, answer)
    await here.click(NADIA, "handoff_close")


@pytest.mark.parametrize("by", ["choice", "slack", "company"])
async def test_everything_is_german(tmp_path: Path, by: str) -> None:
    locale = {"choice": "en-GB", "slack": "de-DE", "company": ""}[by]
    people = tuple(replace(person, locale=locale) for person in NORTHWIND)
    company = COMPANY + "language: de\n" if by == "company" else COMPANY
    files = {"first.yaml": GERMAN_STEPS, "company.yaml": company}
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files=files, people=people) as here:
        row = {"language": "de"} if by == "choice" else {}
        if by == "choice":  # Marek chose it, too: she reads his note word for word
            await here.enroll(email=MAREK, name="Marek Nowak", start_date="2031-01-06", **row)
        await here.enroll(
            email=NADIA, name="Nadia Haddad", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA, **row
        )
        await live(here)
        said = [
            words
            for words in here.words(NADIA)
            if "Was IT lesen kann" not in words and "IT das geschrieben" not in words
        ]
        assert len(said) > 12
        for words in said:
            assert not any(english in words for english in ENGLISH), words
        fallbacks = " ".join(str(one["text"]) for one in here.slack.messages(NADIA) if one["from_bot"])
        assert not any(english in fallbacks for english in (" you", " and ", "Thank"))
        for words in (words for words in here.words(MAREK) if "möchte mit dir sprechen" in words or "Uhr" in words):
            assert not any(english in words for english in ENGLISH), words


async def test_times_moods_and_buttons_read_as_germans_write_them(tmp_path: Path) -> None:
    people = tuple(replace(person, locale="de-DE") for person in NORTHWIND)
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": PULSE}, people=people) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.say(NADIA, "Nicht so gut", thread_ts=message(here, "How was yesterday?")["ts"])
        offer = message(here, "Soll ich")["words"]
        assert "Soll ich Marek, Bea oder Priya um Hilfe bitten, oder bleibt es unter uns?" in offer
        assert "Nadia hat im Check-in am Dienstag „🙁 Nicht so gut“ angetippt." in offer
        assert "sage ich Marek am Mittwoch um 12:00 Uhr genau das." in offer
        assert "[Marek fragen][Bea fragen][Priya fragen][Unter uns lassen]" in offer.replace("] [", "][")
        await here.click(NADIA, "why", ts=message(here, "How was yesterday?\n")["ts"])
        (modal,) = here.slack.state.views.stack(here.slack.person(NADIA).id)
        assert "geplant für Dienstag um 10:00 Uhr." in words_of(modal.slack(here.slack.state.identity.of_view()))


async def test_each_reads_their_own_language_about_the_same_thing(tmp_path: Path) -> None:
    people = tuple(
        replace(person, locale="de-AT" if person.email == PRIYA else "fr-FR" if person.email == MAREK else "en-GB")
        for person in NORTHWIND
    )
    async with world(tmp_path, start="2026-03-02T06:00:00+00:00", files={"first.yaml": PULSE}, people=people) as here:
        await here.enroll(email=NADIA, name="Nadia", start_date="2026-03-02", manager_email=MAREK, buddy_email=BEA)
        await here.to("2026-03-03T09:00:00+00:00")
        await here.click(NADIA, "mood:1")
        await here.click(NADIA, "offer:hr")
        assert "Nadia hat im Check-in am Dienstag „😞 Gar nicht gut“ angetippt." in here.words(PRIYA)[0]
        await here.say(MAREK, "bonjour")
        assert here.words(MAREK)[0].startswith("Hello Marek. I'm a bot")
