"""What an optional listener remarks in a reply: what some of its words are about, and these very words."""

from onboardbot.core.language.heard import Category, Topic
from onboardbot.core.when import Value

ABOUT = (
    *Topic,
    Category.LEAVING,
    Category.ACCESS,
    Category.OVERLOAD,
    Category.ISOLATION,
    Category.CONFUSION,
    Category.OTHER,
)  # all that can be remarked, the most pressing first


class Remark(Value):
    """`words` stand in the reply just so; `superior`: they concern the manager or somebody above.

    There is no remark that says "all is well": what the rules found can't be lowered by any.
    """

    about: Topic | Category
    words: str
    superior: bool = False
