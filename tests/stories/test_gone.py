"""Modals that are submitted when what they are about is not there any more: a sentence, and nothing changes."""

import json
from dataclasses import replace
from pathlib import Path

from onboardbot.flows.drawing import voice_of
from onboardbot.texts.catalogue import Voice
from tests.helpers.world import COMPANY, NADIA, world

PLAYBOOK = """\
title: First days
steps:
  - {id: pulse, when: day 1 at 09:00, check_in: {seen_by: me, questions: [{text: How is it?}]}}
"""


async def test_an_answer_to_a_question_that_is_gone_is_not_lost_in_silence(tmp_path: Path) -> None:
    async with world(tmp_path, start="2026-03-02T07:00:00+00:00", files={"first.yaml": PLAYBOOK}) as here:
        await here.enroll(email=NADIA, name="Nadia Haddad", start_date="2026-03-02")
        await here.to("2026-03-02T08:00:00+00:00")
        await here.slack.click(NADIA, "answer")
        (view,) = here.slack.state.views.stack(here.slack.person(NADIA).id)
        gone = {**view.content, "private_metadata": json.dumps({"message": "0000"})}
        here.slack.state.views.put(replace(view, content=gone))
        done = await here.slack.submit(NADIA, {"answer": "Fine"})
        assert done.payload == {
            "response_action": "errors",
            "errors": {
                "answer": "This question isn't there any more, so there is nothing to answer. Thank you all the same."
            },
        }


async def test_whom_we_do_not_know_any_more_reads_the_company_s_language(tmp_path: Path) -> None:
    files = {"company.yaml": f"{COMPANY}language: de-AT\n", "first.yaml": PLAYBOOK}
    async with world(tmp_path, start="2026-03-02T07:00:00+00:00", files=files) as here:
        assert voice_of(here.bot, None).plain("pick.over") == Voice("de").plain("pick.over")
