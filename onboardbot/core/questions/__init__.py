"""The register of question kinds: one module a kind, one line here."""

from typing import Annotated

from pydantic import Field

from onboardbot.core.questions import choice, mood, text

Question = Annotated[mood.Mood | text.Text | choice.Choice, Field(discriminator="kind")]
KINDS = {module.KIND: module for module in (mood, text, choice)}
COUNTED = frozenset({mood.KIND, choice.KIND})  # whose answers make figures; words never do
