"""Every sentence that `check` says: the table of rules, each with its words and its usual advice."""

from dataclasses import dataclass
from enum import Enum

from onboardbot.core.problem import Level


@dataclass(frozen=True)
class Sentence:
    """A rule in words; the names in braces are filled in where it is broken."""

    message: str
    hint: str = ""
    level: Level = Level.ERROR


class Rule(Enum):
    """A rule by its name."""

    # The file
    TOO_BIG = Sentence(
        "the file is bigger than 1 MB", "a playbook is a few pages of text; split it, or look what is in it"
    )
    NOT_UTF8 = Sentence("this is not UTF-8 text", 'save the file with the encoding "UTF-8"')
    HIDDEN_CHARACTER = Sentence("there is an invisible character here ({code})", "delete it and type this place again")
    EMPTY_FILE = Sentence("the file is empty", "it begins with {begin}")
    SECOND_DOCUMENT = Sentence(
        'a second document begins here, after "---"', "one file holds one document; make it two files"
    )
    TOO_DEEP = Sentence("this is nested too deeply", "look for stray brackets or too many spaces")
    TOO_MANY = Sentence("there are too many entries in this file", "a playbook has some hundreds; split it")
    NOT_YAML_NAME = Sentence("{name} is not read, as its name ends with .yml", 'rename it to "{wanted}"', Level.WARNING)
    EMPTY_FOLDER = Sentence(
        "there is no playbook in this folder", "a playbook is a file that ends with .yaml", Level.WARNING
    )

    # The shape: YAML
    TAG = Sentence('"{tag}" is a YAML tag, which playbooks don\'t use', "leave it out; if it is text, put it in quotes")
    ALIAS = Sentence(
        '"*{name}" is a YAML alias, which playbooks don\'t use', "write the text out; if it is text, use quotes"
    )
    ANCHOR = Sentence(
        '"&{name}" is a YAML anchor, which playbooks don\'t use', "leave it out; if it is text, use quotes"
    )
    BRACES = Sentence(
        "a text that begins with {{{{ needs quotes around it", 'write "{begin}…", or put the text under "|"'
    )
    KEY_NOT_WORD = Sentence("a key is one word, with a colon after it", "if this is text, put it in quotes")
    DUPLICATE_KEY = Sentence('"{key}" is here twice; the first is on line {first}', "keep one of the two")
    TAB = Sentence("there is a tab at the beginning of this line", "indent with spaces")
    BAD_START = Sentence('a text can\'t begin with "{char}" unless it is in quotes', "put the text in quotes")
    OPEN_QUOTE = Sentence(
        "this quotation mark is never closed", "add the closing one; an apostrophe inside is written ''"
    )
    COLON_IN_TEXT = Sentence("a colon with a space after it means a key here", "put the text in quotes")
    NO_COLON = Sentence('"{text}" is no key, as it has no colon with a space after it', "write it as key: value")
    BLOCK_START = Sentence('after "|" or ">" the text begins on the next line', "move the text down and indent it")
    BAD_ESCAPE = Sentence("a backslash in double quotes has a meaning of its own", "use single quotes, or write \\\\")
    INDENTATION = Sentence("this line does not fit what is above it", "check its indentation, its quotes and its colon")
    OPEN_BRACKET = Sentence("this list is not closed properly", 'a list in brackets is written "[one, two]"')
    OPEN_BRACE = Sentence("these braces are not closed properly", 'write them as "{{key: value, key: value}}"')
    NOT_YAML = Sentence("this can't be read", "check the indentation, quotes and colons here")

    # What is there and what is missing
    UNKNOWN_KEY = Sentence('{what} has no "{key}"', "it can have {known}")
    MISSING = Sentence('{what} has no "{key}", and needs one', 'add "{key}:"')
    MISSING_VALUE = Sentence('"{key}" has no value', "write one after the colon, or leave the line out")
    EMPTY_ITEM = Sentence("there is nothing after this dash", "write something, or leave it out")
    WANTS_TEXT = Sentence(
        '"{key}" is one text, not a list or a group', "if it has brackets or braces, put it in quotes"
    )
    WANTS_LIST = Sentence('"{key}" is a list', 'write one entry a line, each after "- "')
    WANTS_GROUP = Sentence("{what} is a group of keys with values", "it can have {known}")
    EMPTY_LIST = Sentence('"{key}" has nothing in it', "give at least {least}, or leave it out")
    TOO_FEW = Sentence('"{key}" has {count}, and needs at least {least}')
    TOO_LONG_LIST = Sentence('"{key}" has {count}, and takes {most} at most', "{advice}")
    DUPLICATE = Sentence('"{text}" is here twice; the first is on line {first}', "each may be there once")
    SMART_QUOTES = Sentence("these quotation marks are typographic ones ({marks})", "use straight ones")
    TOO_LONG = Sentence("{what} is {count} characters long, and may have {most}", "shorten it, or make it two")
    PLACEHOLDER_HERE = Sentence("{what} can't have placeholders", "write it without {{{{ and %}}")

    # Values
    BAD_ID = Sentence('"{text}" is no id: it has a-z, 0-9 and hyphens', "such as first-week")
    BAD_WHEN = Sentence(
        '"{text}" is not a time that I can read',
        'write it like "day 3 at 09:00", "week 1 friday" or "2 weeks after start"',
    )
    NO_DAY_0 = Sentence("there is no day 0", 'did you mean "day 1" or "day -1"?')
    AT_LEAST_ONE = Sentence('"{text}" counts from 1')
    TOO_FAR = Sentence('"{text}" is more than ten years away', "an onboarding takes days, weeks or months")
    NO_TIME_HERE = Sentence('"{key}" takes no time of day')
    ENROLLMENT_TIME = Sentence('"on enrollment" is a moment of its own and takes no time')
    BAD_TIME = Sentence('"{text}" is not a time of day', 'write it with 24 hours, like "09:00"')
    NO_SUCH_DATE = Sentence('there is no date "{text}"', 'write it like "2026-12-24"')
    REVERSED_DATES = Sentence('"{text}" ends before it begins')
    BAD_DATES = Sentence('"{text}" is not a date', 'write it like "2026-12-24" or "2026-12-24..2026-12-31"')
    BAD_HOURS = Sentence('"{text}" are not hours that I can read', 'write them like "09:00-17:30"')
    BACKWARD_HOURS = Sentence(
        'the hours "{text}" end before they begin', 'hours lie within one day, like "09:00-17:30", and end by 23:59'
    )
    BAD_WEEK = Sentence('"{text}" is not a week that I can read', 'write it like "mon-fri" or "mon,tue,thu"')
    BAD_LATE = Sentence('"{text}" is no patience', 'write "same day", "2 days" or "always"')
    BAD_SEEN_BY = Sentence('"{text}" is not who can see an answer', "it is me, buddy, manager, hr or counted")
    BAD_ZONE = Sentence('there is no time zone "{text}"', 'zones have names like "Europe/Berlin"')
    BAD_COUNTRY = Sentence('there is no country code "{text}"', 'countries have two capital letters, like "DE"')
    BAD_SUBDIVISION = Sentence('{country} has no subdivision "{text}"', "{known}")
    BAD_EMAIL = Sentence('"{text}" is not an e-mail address', 'it is written like "priya@northwind.example"')
    BAD_URL = Sentence('"{text}" is not a web address', "it begins with https://")
    BAD_ROLE_NAME = Sentence('"{text}" can\'t be the name of a role', "it has a-z, 0-9 and underscores")
    OWN_ROLE = Sentence(
        '"{text}" is a hire\'s own, not one of the company', "it comes from each hire's row in the people file"
    )
    BAD_COLUMN = Sentence(
        '"{text}" can\'t be a placeholder', "it has a-z, 0-9 and underscores, and begins with a letter"
    )
    OWN_COLUMN = Sentence('"{text}" is known without being listed here', "leave it out")
    OWN_BOSS = Sentence("nobody can be above themselves: {text}", "check who is above whom")
    NO_WAY_TO_REACH = Sentence(
        "nobody could reach this: it has no phone and no url", "add a phone number or a web address"
    )
    KNOWN_ROLE = Sentence('nobody is "{text}"', "roles are {known}, and those under people in company.yaml")
    HELP_BY_HIRE = Sentence("a hire can't be asked to help themselves", "name somebody else, such as manager")
    ONE_KIND = Sentence("{what} has no content", "give it a message, a guide or a check_in")
    TWO_KINDS = Sentence('{what} has a "{key}" as well as a "{first}"', "make it two steps; a step has one of the two")
    NO_QUESTION = Sentence("this question has no words", "begin it with mood:, text: or choice:")
    TWO_QUESTIONS = Sentence('this question is a "{key}" as well as a "{first}"', "make it two questions")
    NOT_FOR_KIND = Sentence('"{key}" is for a choice only', "write the question as choice:")
    COUNTED_TEXT = Sentence(
        "counted is not for text: words can't be counted", "let the question be seen_by me, buddy, manager or hr"
    )
    BAD_IF = Sentence('"{text}" is not a condition', 'write it like "mood <= 2" or "choice is My team"')
    IF_UNKNOWN = Sentence('no question before this one is called "{text}"', "{known}")
    IF_LATER = Sentence('"{text}" is only asked after this question', "move it up, or ask about an earlier one")
    IF_NEVER = Sentence('"{text}" can never be so: {reason}', "{advice}")
    IF_ALWAYS = Sentence('"{text}" is always so', "leave the if out, or ask for less", Level.WARNING)
    TEXT_SYNTAX = Sentence("{message}", "{advice}")

    # Warnings
    FAR_WORKING_DAY = Sentence('"{text}" is a working day, some {weeks} weeks in', level=Level.WARNING)
    BEFORE_HOURS = Sentence(
        "{at} is before the working hours{where}, so this goes at {moved}", "hours are {hours}", Level.WARNING
    )
    AFTER_HOURS = Sentence(
        "{at} is after the working hours{where}, so this goes at {moved}", "hours are {hours}", Level.WARNING
    )
    AFTER_OTHER_HOURS = Sentence(
        "{at} is after the working hours{where}, so this waits for the next ones", "hours are {hours}", Level.WARNING
    )
    BEFORE_DAY_1 = Sentence(
        '"{text}" is before day 1, when most newcomers have no Slack account yet',
        'send it from "day 1" on, or write "late: always" so that it waits for the account',
        Level.WARNING,
    )
    NO_DUTY = Sentence(
        'people names no "duty": nobody could be told of a protected matter or of danger',
        'add "duty" to people, two persons who are trusted with it',
        Level.WARNING,
    )
    NO_RESOURCES = Sentence(
        "there are no resources to show to somebody in distress",
        'add "resources" by country, each with a name and a phone or url',
        Level.WARNING,
    )
    UNKNOWN_LANGUAGE = Sentence(
        '"{text}" is no language that I know', 'write its code, like "en" or "pt-BR"', Level.WARNING
    )
    LONE_SUBDIVISION = Sentence(
        "a subdivision counts only with the country beside it", "add the country to the same place", Level.WARNING
    )
