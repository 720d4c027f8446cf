"""The register of step kinds: one module a kind, one line here."""

from typing import Annotated

from pydantic import Field

from onboardbot.core.steps import check_in, guide, message

Step = Annotated[message.Message | guide.Guide | check_in.CheckIn, Field(discriminator="kind")]
KINDS = {module.KIND: module for module in (message, guide, check_in)}
