"""The language model: what it gets, what counts of what it answers, and all the ways in which it may fail."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from onboardbot.core.language.heard import Category
from onboardbot.core.language.hiding import masked
from onboardbot.core.language.remark import Remark
from onboardbot.core.language.utterance import Utterance
from onboardbot.ears.llm import LONGEST, LanguageModel, host_of, session
from onboardbot.flows.ears import REST, EarError
from tests.helpers.language_model import Model, language_model

SAID = masked(Utterance("Marek makes me work on Sundays", superiors=("Marek Weber",)))
SUNDAYS = {"about": "overload", "quote": "work on Sundays"}


@asynccontextmanager
async def heard_by(
    limit: float = 30, path: str = "", key: str | None = None
) -> AsyncIterator[tuple[Model, LanguageModel]]:
    async with language_model() as model, session(limit) as shared:
        yield model, LanguageModel(shared, f"{model.url}{path}", "tiny", key)


@pytest.mark.parametrize("path", ["", "/", "/chat/completions"])
async def test_it_is_asked_about_masked_words_by_the_usual_way(path: str) -> None:
    async with heard_by(path=path, key="s3cret") as (model, ear):
        model.remarks = [SUNDAYS]
        assert await ear.hear(SAID) == (Remark(about=Category.OVERLOAD, words="work on Sundays"),)
        (asked,) = model.asked
        assert (asked["model"], model.keys) == ("tiny", ["Bearer s3cret"])
        assert model.read == "<reply>[MANAGER_1] makes me work on Sundays</reply>"
        assert "Marek" not in json.dumps(asked)


async def test_without_a_key_none_is_sent_and_what_it_thinks_aloud_is_left_out() -> None:
    async with heard_by() as (model, ear):
        model.content = '<think>{"remarks": []} perhaps {</think>' + json.dumps({"remarks": [SUNDAYS]})
        assert len(await ear.hear(SAID)) == 1
        assert model.keys == [None]


@pytest.mark.parametrize(
    ("answers", "cause", "rest"),
    [
        ({"status": 500}, "500", None),
        ({"status": 401, "body": "no"}, "401", None),
        ({"status": 307, "headers": {"Location": "http://elsewhere.example/"}}, "307", None),
        ({"status": 429}, "429", REST),
        ({"status": 429, "headers": {"Retry-After": "7"}}, "429", 7.0),
        ({"status": 429, "headers": {"Retry-After": "tomorrow"}}, "429", REST),
        ({"body": "<html>"}, "no_answer", None),
        ({"body": "{}"}, "no_answer", None),
        ({"body": '{"choices": []}'}, "no_answer", None),
        ({"body": '{"choices": [{"message": {"content": null}}]}'}, "no_answer", None),
        ({"body": "[" * 60_000}, "no_answer", None),
        ({"body": "x" * (LONGEST + 1)}, "too_long", None),
    ],
)
async def test_a_broken_service_is_said_in_a_word(answers: dict[str, Any], cause: str, rest: float | None) -> None:
    async with heard_by() as (model, ear):
        vars(model).update(answers)
        with pytest.raises(EarError) as failed:
            await ear.hear(SAID)
        assert (failed.value.cause, failed.value.rest) == (cause, rest)


async def test_a_slow_service_is_given_up() -> None:
    async with heard_by(limit=0.1) as (model, ear):
        model.delay = 3
        with pytest.raises(EarError, match="timeout"):
            await ear.hear(SAID)


async def test_a_service_that_is_not_there_is_given_up() -> None:
    async with session(30) as shared:
        with pytest.raises(EarError, match="unreachable"):
            await LanguageModel(shared, "http://127.0.0.1:9", "tiny").hear(SAID)


def test_newcomers_read_of_its_host() -> None:
    assert host_of("https://llm.example.com:8443/v1") == "llm.example.com"
    assert host_of("llm") == "llm"
