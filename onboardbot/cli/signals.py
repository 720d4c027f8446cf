"""`onboardbot signals`: replies in, what is heard in each out; nothing is kept."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from onboardbot.cli.examples import examples
from onboardbot.cli.listening import asking, listens
from onboardbot.core.language.besides import Besides
from onboardbot.core.language.heard import Heard
from onboardbot.core.language.hiding import Masked, masked
from onboardbot.core.language.listener import Listener, Mode, listener
from onboardbot.core.language.reading import HALVES
from onboardbot.core.language.remark import Remark
from onboardbot.core.language.utterance import Utterance

MISTAKES = 2
MOODS = range(1, 6)


@click.command(
    "signals",
    epilog=examples("onboardbot signals --jsonl < replies.jsonl", "tail -3 replies.jsonl | onboardbot signals --jsonl"),
)
@click.option("--jsonl", is_flag=True, required=True, help="Read replies and write what is heard as JSON, one a line.")
@click.option("--besides", is_flag=True, help="Ask the optional listeners of the settings, too; else nothing leaves.")
@listens
def command(*, jsonl: bool, besides: bool, mode: Mode) -> None:
    """Hear replies from standard input, and write at once what is heard in each.

    Every line needs "id" and "text"; "mood" (1-5), "lang", "manager" (a name) and "names" (a list) may be there.
    "score" ranks one text among others for tests; nothing else of onboardbot knows it. A line with a mistake is told
    with its number, the others go on; then it exits 2.
    """
    del jsonl
    with asking(besides=besides) as ask:
        mistaken = _hear(listener(mode), ask)
    if mistaken:
        sys.exit(MISTAKES)


def _hear(ears: Listener, ask: Callable[[Masked], tuple[Remark, ...]] | None) -> bool:
    """Answer line by line, each at once; True if some were mistaken."""
    mistaken = False
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            key, reply = understood(raw)
        except ValueError as error:
            mistaken = True
            click.echo(f"line {number}: {error}", err=True)
            continue
        besides = Besides(ears, ask(masked(reply)) if ask else ())
        click.echo(_line(answer(key, reply, besides)))
        sys.stdout.flush()
    return mistaken


def _line(heard: Mapping[str, Any]) -> str:
    """Return a line of JSON; an id with half a sign in it, which no text can hold, is written by its number."""
    line = json.dumps(heard, ensure_ascii=False)
    return json.dumps(heard) if HALVES.search(line) else line


def understood(raw: bytes) -> tuple[str | int, Utterance]:
    """Return a line as the id of a reply and the reply.

    Raises:
        ValueError: with what is wrong, in a sentence.
    """
    try:
        said = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"is not JSON in UTF-8: {error}") from error
    if not isinstance(said, dict):
        raise ValueError('is not an object, as in {"id": "1", "text": "all good", "mood": 4}')  # noqa: TRY004 - a mistake in a file
    if wrong := next(_mistakes(said), None):
        raise ValueError(wrong)
    return said["id"], _utterance(said)


def _mistakes(said: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(said.get("id"), str | int) or isinstance(said.get("id"), bool):
        yield '"id" is missing or no text'
    if not isinstance(said.get("text"), str):
        yield '"text" is missing or no text'
    mood = said.get("mood")
    if mood is not None and (not isinstance(mood, int) or isinstance(mood, bool) or mood not in MOODS):
        yield '"mood" is neither null nor a whole number from 1 to 5'
    for key in ("lang", "manager"):
        if not isinstance(said.get(key), str | None):
            yield f'"{key}" is neither null nor a text'
    names = said.get("names")
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        yield '"names" is no list of names'


def _utterance(said: Mapping[str, Any]) -> Utterance:
    superiors = tuple(name for name in (said.get("manager"),) if name)
    others = tuple(name for name in said.get("names") or () if name and name not in superiors)
    return Utterance(said["text"], said.get("mood"), said.get("lang"), superiors, others)


def answer(key: str | int, reply: Utterance, ears: Listener) -> Mapping[str, Any]:
    """Return what is heard in a reply, as a line of this door."""
    heard, score = ears.both(reply)
    return {"id": key, "score": round(score, 4), **_told(heard)}


def _told(heard: Heard) -> Mapping[str, Any]:
    return {
        "struggling": heard.struggling,
        "urgency": heard.urgency.value,
        "categories": [category.value for category in heard.categories],
        "about_manager": heard.about_manager,
        "reasons": list(dict.fromkeys(reason.words for reason in heard.reasons)),
        "lang": heard.lang,
    }
