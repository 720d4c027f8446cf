"""Fixed words, help in her country, and a human as soon as she says that she is in danger."""

from pathlib import Path

from onboardbot.store import answers
from tests.helpers.care_story import CHECK_INS, counted, hard_first_week, new_words, onboarding
from tests.helpers.world import COMPANY, NADIA

DANA = "dana@northwind.example"
NIGHT = "2026-03-05T22:00:00+00:00"  # a Thursday, 23:00 in Berlin
DUTY = COMPANY.replace("people:\n", "people:\n  duty: [dana@northwind.example]\n") + (
    "resources:\n  DE: [{name: TelefonSeelsorge, phone: '0800 111 0 111', hours: always}]\n"
)
NOBODY = COMPANY.replace("  hr: [priya@northwind.example]\n", "")
DESPAIR = "I don't want to live any more."


async def test_she_reads_where_help_is_at_any_hour_and_nobody_is_told(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(NIGHT)
        before = counted(here)
        await here.say(NADIA, DESPAIR)
        told = new_words(here, before)
        assert set(told) == {NADIA}
        assert "TelefonSeelsorge: 0800 111 0 111 · at any hour" in told[NADIA][-1]
        assert "Are you in danger right now?" in told[NADIA][-1]
        assert "[Yes, I'm in danger][No]" in told[NADIA][-1]
        assert "If you tap “Yes”, I tell Dana at once." in told[NADIA][-1]
        assert here.held(NADIA, "talk").ts == here.newest(NADIA)["ts"]
        assert here.newest(NADIA)["text"] == "I've answered you; please have a look when you can"
        assert here.words(DANA) == []


async def test_in_a_country_without_help_of_its_own_she_reads_no_number_of_another_one(tmp_path: Path) -> None:
    elsewhere = DUTY + "locations:\n  Tel Aviv: {country: IL, time_zone: Asia/Jerusalem}\n"
    async with onboarding(tmp_path, company=elsewhere, location="Tel Aviv") as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        assert "Please talk to someone you trust, or to a doctor." in here.words(NADIA)[-1]
        assert "TelefonSeelsorge" not in here.words(NADIA)[-1]


async def test_yes_tells_the_duty_contact_at_once_and_only_then_does_she_read_so(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        await here.click(NADIA, "danger:yes")
        assert here.words(DANA)[-1].startswith("Nadia may need somebody at once")
        assert "\n[I'll reach out][We already talked][Why did I get this?]\n" in here.words(DANA)[-1]
        assert "live" not in here.words(DANA)[-1].split("For helping")[0].replace("deliver", "")
        assert here.newest(DANA)["text"] == "Please open this now"
        assert here.words(NADIA)[-1].startswith("I've told Dana.")


async def test_no_tells_nobody_and_a_yes_counts_all_the_same(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        await here.click(NADIA, "danger:no")
        assert "I tell nobody, and a human is one tap away" in here.words(NADIA)[-1]
        assert here.words(DANA) == []
        await here.click(NADIA, "danger:yes")
        assert len(here.words(DANA)) == 1


async def test_an_intent_with_a_time_is_told_without_asking(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(NIGHT)
        before = counted(here)
        await here.say(NADIA, "I will kill myself tonight.")
        mine = new_words(here, before)[NADIA]
        assert "TelefonSeelsorge" in mine[0]
        assert mine[-1].startswith("I've told Dana.")
        assert here.newest(NADIA)["text"] == "I've told Dana."
        assert len(here.words(DANA)) == 1
        await here.to("2026-03-10T12:00:00+00:00")
        assert here.words(DANA)[-1].startswith("My note about Nadia is still open. Please look at it now.")
        assert here.newest(DANA)["text"] == "Please open this now"


async def test_with_nobody_to_tell_the_bot_says_so(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=NOBODY) as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        assert "There is nobody here whom I could tell." in here.words(NADIA)[-1]
        await here.click(NADIA, "danger:yes")
        assert "There is nobody here whom I can tell" in here.words(NADIA)[-1]
        assert not any("I've told" in words for words in here.words(NADIA))


async def test_ordinary_messages_rest_for_two_days(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY, playbook=CHECK_INS) as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        before = counted(here)
        await here.to("2026-03-07T21:00:00+00:00")
        assert new_words(here, before) == {}
        await here.to("2026-03-09T08:00:00+00:00")
        assert any("How was your first week, all in all?" in words for words in here.words(NADIA))


async def test_yes_in_words_is_a_yes(tmp_path: Path) -> None:
    async with onboarding(tmp_path, company=DUTY) as here:
        await here.to(NIGHT)
        await here.say(NADIA, DESPAIR)
        await here.say(NADIA, "yes")
        assert len(here.words(DANA)) == 1
        assert here.words(NADIA)[-1].startswith("I've told Dana.")


async def test_to_an_open_question_she_reads_the_fixed_words_alone_and_the_answer_is_sealed(tmp_path: Path) -> None:
    async with hard_first_week(tmp_path, company=DUTY) as here:
        before = counted(here)
        await here.say(NADIA, DESPAIR)
        mine = new_words(here, before)[NADIA]
        assert len(mine) == 1
        assert "Are you in danger right now?" in mine[0]
        assert not any("as your answer" in words or "[Not an answer]" in words for words in here.words(NADIA))
        await here.say(NADIA, "I have pills here and will take them tonight")
        assert len(here.words(DANA)) == 1
        assert here.words(NADIA)[-1].startswith("I've told Dana.")
        async with here.bot.database.read() as session:
            kept = await answers.of_enrollment(session, await here.enrollment_id(NADIA))
        assert {answer.value: answer.circle for answer in kept}[DESPAIR] == ()
