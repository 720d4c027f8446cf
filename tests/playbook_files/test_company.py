"""company.yaml: every rule of its values, with the mend for what people write instead."""

import pytest

from onboardbot.core.problem import Level
from tests.playbook_files.cases import expect, mean, place_of_mark, problems_of_company

HOURS = 'write them like "09:00-17:30"'
BACKWARD = 'hours lie within one day, like "09:00-17:30", and end by 23:59'
WEEK = 'write it like "mon-fri" or "mon,tue,thu"'
DATES = 'write it like "2026-12-24" or "2026-12-24..2026-12-31"'
ADDRESS = 'it is written like "priya@northwind.example"'
ONCE = "each may be there once"
FILL = "write one after the colon, or leave the line out"
GERMANY = "it can be BB, BE, BW, BY, HB, HE, HH, MV, NI, NW, RP, SH, SL, SN, ST, TH and Augsburg"


@pytest.mark.parametrize(
    "lines",
    [
        "language: de",
        "language: pt-BR",
        "language: zh-Hant-TW",
        "language: de-CH-1996",
        "language: EN",
        "time_zone: Europe/Berlin",
        "time_zone: CET",
        "country: NO",
        "country: XK",
        "country: DE\nsubdivision: BE",
        "hours: 00:00-23:59",
        'hours: "09:00-17:30"',
        "week: mon-fri",
        "week: sun-thu",
        "week: sat-wed",
        "week: mon-wed,fri",
        'week: "mon,tue,thu"',
        "week: fri",
        "week: mon-sun",
        "closed: [2026-12-24..2026-12-31, 2027-05-14]",
        "closed: [2026-12-24..2026-12-24]",
        "people: {hr: priya@northwind.example, duty: dana@northwind.example}\nresources: {DE: [{name: T, phone: 1}]}",
        "people: {duty: [p@b.example, {name: Omar, email: OMAR@b.example}]}\nresources: {DE: [{name: T, phone: 1}]}",
        "people: {duty: {name: Priya Rao, email: priya@northwind.example}}\nresources: {DE: [{name: T, phone: 1}]}",
        "columns: [desk, laptop_2]",
        "reports_to: {a@b.example: b@b.example, b@b.example: c@b.example}",
        "reports_to: {a@b.example: {name: Bo, email: b@b.example}}",
        "resources: {DE: [{name: T, phone: 0800 111, url: https://t.example, hours: always}]}",
        "locations: {Tel Aviv: {country: IL, time_zone: Asia/Jerusalem, week: sun-thu, hours: 08:30-17:00}}",
        "locations: {Berlin: {}}",
    ],
)
def test_what_the_page_allows_is_fine(lines: str) -> None:
    assert problems_of_company(f"name: Northwind\n{lines}\n") == ()


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("⟪timezone: Europe/Berlin", 'company.yaml has no "timezone"', mean("time_zone")),
        ("⟪time-zone: Europe/Berlin", 'company.yaml has no "time-zone"', mean("time_zone")),
        ("⟪Country: DE", 'company.yaml has no "Country"', mean("country")),
        ("⟪holidays: [2026-12-24]", 'company.yaml has no "holidays"', mean("closed")),
        ("⟪name: Southwind", '"name" is here twice; the first is on line 1', "keep one of the two"),
        ("⟪country:", '"country" has no value', FILL),
        ("time_zone: ⟪Berlin", 'there is no time zone "Berlin"', mean("Europe/Berlin")),
        ("time_zone: ⟪europe/berlin", 'there is no time zone "europe/berlin"', mean("Europe/Berlin")),
        ("time_zone: ⟪Europe/Berln", 'there is no time zone "Europe/Berln"', mean("Europe/Berlin")),
        ("time_zone: ⟪Mars", 'there is no time zone "Mars"', 'zones have names like "Europe/Berlin"'),
        ("country: ⟪de", 'there is no country code "de"', mean("DE")),
        ("country: ⟪UK", 'there is no country code "UK"', mean("GB")),
        ("country: ⟪Germany", 'there is no country code "Germany"', mean("DE")),
        ("country: ⟪Germny", 'there is no country code "Germny"', mean("DE")),
        ("country: ⟪DE-BE", 'there is no country code "DE-BE"', mean("DE")),
        ("country: ⟪XX", 'there is no country code "XX"', 'countries have two capital letters, like "DE"'),
        ("country: DE\nsubdivision: ⟪DE-BY", 'DE has no subdivision "DE-BY"', mean("BY")),
        ("country: DE\nsubdivision: ⟪by", 'DE has no subdivision "by"', mean("BY")),
        ("country: DE\nsubdivision: ⟪Bayern", 'DE has no subdivision "Bayern"', mean("BY")),
        ("country: DE\nsubdivision: ⟪XX", 'DE has no subdivision "XX"', GERMANY),
        (
            "country: IL\nsubdivision: ⟪JM",
            'IL has no subdivision "JM"',
            "leave it out: its holidays are the same everywhere",
        ),
        ("hours: ⟪9:00-17:30", '"9:00-17:30" are not hours that I can read', mean("09:00-17:30")),
        ("hours: ⟪09:00 - 17:30", '"09:00 - 17:30" are not hours that I can read', mean("09:00-17:30")),
        ("hours: ⟪09:00–17:30", '"09:00–17:30" are not hours that I can read', mean("09:00-17:30")),
        ("hours: ⟪9am to 5pm", '"9am to 5pm" are not hours that I can read', mean("09:00-17:00")),
        ("hours: ⟪09:00-24:00", '"09:00-24:00" are not hours that I can read', mean("09:00-23:59")),
        ("hours: ⟪always", '"always" are not hours that I can read', HOURS),
        ("hours: ⟪09:00", '"09:00" are not hours that I can read', HOURS),
        ("hours: ⟪17:30-09:00", 'the hours "17:30-09:00" end before they begin', BACKWARD),
        ("hours: ⟪09:00-09:00", 'the hours "09:00-09:00" end before they begin', BACKWARD),
        (
            "hours: ⟪[09:00, 17:30]",
            '"hours" is one text, not a list or a group',
            "if it has brackets or braces, put it in quotes",
        ),
        ("week: ⟪monday-friday", '"monday-friday" is not a week that I can read', mean("mon-fri")),
        ("week: ⟪Mon-Fri", '"Mon-Fri" is not a week that I can read', mean("mon-fri")),
        ("week: ⟪Monday to Friday", '"Monday to Friday" is not a week that I can read', mean("mon-fri")),
        ("week: ⟪mon, tue and thu", '"mon, tue and thu" is not a week that I can read', mean("mon,tue,thu")),
        ("week: ⟪mo-fr", '"mo-fr" is not a week that I can read', mean("mon-fri")),
        ("week: ⟪mon-mon", '"mon-mon" is not a week that I can read', mean("mon")),
        ("week: ⟪mon,mon", '"mon,mon" is not a week that I can read', mean("mon")),
        ("week: ⟪mon-wed,tue", '"mon-wed,tue" is not a week that I can read', mean("mon-wed")),
        ("week: ⟪mon-wed-fri", '"mon-wed-fri" is not a week that I can read', WEEK),
        ("week: ⟪full time", '"full time" is not a week that I can read', WEEK),
        ("week: ⟪[mon, tue]", '"week" is one text, not a list or a group', mean("mon,tue")),
        ("closed: ⟪2026-12-24", '"closed" is a list', mean("closed: [2026-12-24]")),
        ("closed: ⟪[]", '"closed" has nothing in it', "give at least one, or leave it out"),
        (
            "closed: [2026-12-24, ⟪2026-12-31..2026-12-24]",
            '"2026-12-31..2026-12-24" ends before it begins',
            mean("2026-12-24..2026-12-31"),
        ),
        ("closed: [⟪2026-2-3]", '"2026-2-3" is not a date', mean("2026-02-03")),
        ("closed: [⟪24.12.2026]", '"24.12.2026" is not a date', mean("2026-12-24")),
        ("closed: [⟪2026-02-30]", 'there is no date "2026-02-30"', mean("2026-02-28")),
        ("closed: [⟪2026-12-24..2026-13-01]", 'there is no date "2026-13-01"', DATES.split(" or", maxsplit=1)[0]),
        (
            "closed: [⟪2026-12-24 .. 2026-12-31]",
            '"2026-12-24 .. 2026-12-31" is not a date',
            mean("2026-12-24..2026-12-31"),
        ),
        (
            "closed: [⟪2026-12-24 to 2026-12-31]",
            '"2026-12-24 to 2026-12-31" is not a date',
            mean("2026-12-24..2026-12-31"),
        ),
        (
            "closed: [⟪2026-12-24-2026-12-31]",
            '"2026-12-24-2026-12-31" is not a date',
            mean("2026-12-24..2026-12-31"),
        ),
        ("people: {hr: ⟪p@x..example}", '"p@x..example" is not an e-mail address', mean("p@x.example")),
        ("closed: [⟪2026-12-24..]", '"2026-12-24.." is not a date', DATES),
        ("closed: [⟪Christmas]", '"Christmas" is not a date', DATES),
        (
            "people: ⟪[priya@northwind.example]",
            '"people" is a group of keys with values',
            "it can have hr, duty, it and any other role",
        ),
        ("people: {hr: ⟪priya}", '"priya" is not an e-mail address', ADDRESS),
        ("people: {hr: ⟪priya@northwind}", '"priya@northwind" is not an e-mail address', ADDRESS),
        (
            "people: {hr: ⟪Priya Rao <priya@northwind.example>}",
            '"Priya Rao <priya@northwind.example>" is not an e-mail address',
            mean("{name: Priya Rao, email: priya@northwind.example}"),
        ),
        (
            'people: {hr: ⟪"mailto:priya@northwind.example"}',
            '"mailto:priya@northwind.example" is not an e-mail address',
            mean("priya@northwind.example"),
        ),
        ("people: {hr: ⟪[]}", '"hr" has nothing in it', "give at least one, or leave it out"),
        ("people: {⟪hr: }", '"hr" has no value', FILL),
        ("people: {hr: ⟪{name: Priya Rao}}", 'a person has no "email", and needs one', 'add "email:"'),
        ("people: {hr: {⟪nmae: Priya, email: p@n.example}}", 'a person has no "nmae"', mean("name")),
        ("people: {hr: [p@n.example, ⟪P@N.example]}", '"P@N.example" is here twice; the first is on line 2', ONCE),
        (
            "people: {⟪manager: m@n.example}",
            '"manager" is a hire\'s own, not one of the company',
            "it comes from each hire's row in the people file",
        ),
        (
            "people: {⟪Office Manager: m@n.example}",
            '"Office Manager" can\'t be the name of a role',
            mean("office_manager"),
        ),
        ("people: {⟪7: m@n.example}", '"7" can\'t be the name of a role', "it has a-z, 0-9 and underscores"),
        ("columns: ⟪desk", '"columns" is a list', mean("columns: [desk]")),
        ("columns: [⟪Desk Number]", '"Desk Number" can\'t be a placeholder', mean("desk_number")),
        (
            "columns: [⟪1st]",
            '"1st" can\'t be a placeholder',
            "it has a-z, 0-9 and underscores, and begins with a letter",
        ),
        ("columns: [⟪email]", '"email" is known without being listed here', "leave it out"),
        ("columns: [desk, ⟪desk]", '"desk" is here twice; the first is on line 2', ONCE),
        (
            "reports_to: ⟪[m@n.example]",
            '"reports_to" is a group of keys with values',
            "it can have an e-mail, a colon and the e-mail above it",
        ),
        ("reports_to: {⟪marek: l@n.example}", '"marek" is not an e-mail address', ADDRESS),
        ("reports_to: {m@n.example: ⟪lena}", '"lena" is not an e-mail address', ADDRESS),
        ("reports_to: {⟪m@n.example: }", '"m@n.example" has no value', FILL),
        (
            "reports_to: {m@n.example: l@n.example, ⟪M@n.example: o@n.example}",
            '"M@n.example" is here twice; the first is on line 2',
            ONCE,
        ),
        (
            "reports_to: {m@n.example: ⟪m@n.example}",
            "nobody can be above themselves: m@n.example < m@n.example",
            "check who is above whom",
        ),
        (
            "reports_to: {m@n.example: l@n.example, l@n.example: o@n.example, o@n.example: ⟪m@n.example}",
            "nobody can be above themselves: o@n.example < m@n.example < l@n.example < o@n.example",
            "check who is above whom",
        ),
        ("resources: {⟪de: [{name: T, phone: 1}]}", 'there is no country code "de"', mean("DE")),
        ("resources: {DE: ⟪{name: T, phone: 1}}", '"resources" is a list', mean("- name: …")),
        (
            "resources: {DE: [⟪T]}",
            "a resource is a group of keys with values",
            "it can have name, phone, url and hours",
        ),
        ("resources: {DE: [⟪{phone: 1}]}", 'a resource has no "name", and needs one', 'add "name:"'),
        (
            "resources: {DE: [⟪{name: T}]}",
            "nobody could reach this: it has no phone and no url",
            "add a phone number or a web address",
        ),
        (
            "resources: {DE: [{name: T, url: ⟪www.t.example}]}",
            '"www.t.example" is not a web address',
            mean("https://www.t.example"),
        ),
        (
            "resources: {DE: [{name: T, url: ⟪somewhere}]}",
            '"somewhere" is not a web address',
            "it begins with https://",
        ),
        ("resources: {⟪DE: }", '"DE" has no value', FILL),
        ("resources: ⟪none", '"resources" is a group of keys with values', "it can have a line for each, with a colon"),
        (
            "locations: ⟪[Berlin]",
            '"locations" is a group of keys with values',
            "it can have a line for each, with a colon",
        ),
        (
            "locations: {Berlin: ⟪DE}",
            'location "Berlin" is a group of keys with values',
            "it can have country, subdivision, time_zone, week and hours",
        ),
        ("locations: {⟪Berlin: }", '"Berlin" has no value', FILL),
        ("locations: {Berlin: {⟪contry: DE}}", 'location "Berlin" has no "contry"', mean("country")),
        (
            "locations: {Berlin: {country: DE}, ⟪berlin: {country: DE}}",
            '"berlin" is here twice; the first is on line 2',
            ONCE,
        ),
        ("locations: {Berlin: {country: DE, subdivision: ⟪DE-BE}}", 'DE has no subdivision "DE-BE"', mean("BE")),
    ],
)
def test_a_mistake_is_one_error_at_its_place(lines: str, message: str, hint: str) -> None:
    written, line, column = place_of_mark(f"name: Northwind\n{lines}\n")
    expect(problems_of_company(written), line, column, message, hint, Level.ERROR)


@pytest.mark.parametrize(
    ("lines", "message", "hint"),
    [
        ("language: ⟪xx", '"xx" is no language that I know', 'write its code, like "en" or "pt-BR"'),
        ("language: ⟪english", '"english" is no language that I know', mean("en")),
        ("language: ⟪Germn", '"Germn" is no language that I know', mean("de")),
        ("language: ⟪en_US", '"en_US" is no language that I know', mean("en-US")),
        ("language: ⟪en-UK", '"en-UK" is no language that I know', mean("en-GB")),
        (
            "subdivision: ⟪BE",
            "a subdivision counts only with the country beside it",
            "add the country to the same place",
        ),
        (
            "country: DE\nlocations: {Berlin: {subdivision: ⟪BE}}",
            "a subdivision counts only with the country beside it",
            "add the country to the same place",
        ),
        (
            "people: ⟪{hr: priya@northwind.example}\nresources: {DE: [{name: T, phone: 1}]}",
            'people names no "duty": nobody could be told of a protected matter or of danger',
            'add "duty" to people, two persons who are trusted with it',
        ),
        (
            "people: ⟪{duty: dana@northwind.example}",
            "there are no resources to show to somebody in distress",
            'add "resources" by country, each with a name and a phone or url',
        ),
    ],
)
def test_what_can_be_lived_with_is_a_warning(lines: str, message: str, hint: str) -> None:
    written, line, column = place_of_mark(f"name: Northwind\n{lines}\n")
    expect(problems_of_company(written), line, column, message, hint, Level.WARNING)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("⟪language: en\n", 'company.yaml has no "name", and needs one', 'add "name:"'),
        ("⟪company: Northwind\n", 'company.yaml has no "company"', mean("name")),
        ("⟪", "the file is empty", "it begins with a name"),
        ("⟪# nothing yet\n", "the file is empty", "it begins with a name"),
        ("⟪name:\n", '"name" has no value', FILL),
        ("⟪Northwind\n", "company.yaml is a group of keys with values", None),
    ],
)
def test_a_company_has_a_name(text: str, message: str, hint: str | None) -> None:
    written, line, column = place_of_mark(text)
    found = problems_of_company(written)
    expect(found, line, column, message, found[0].hint if hint is None else hint, Level.ERROR)


def test_every_mistake_is_told_at_once() -> None:
    found = problems_of_company("nmae: N\ncountry: de\nhours: 9-17\npeople: {hr: x}\n")
    assert [problem.line for problem in found] == [1, 2, 3, 4]


def test_an_address_of_a_novel_s_length_is_no_address() -> None:
    assert len(problems_of_company(f"name: N\npeople: {{hr: {'a' * 300}@n.example}}\n")) == 1


def test_a_long_line_of_managers_is_read_from_either_end() -> None:
    lines = [f"  p{number}@n.example: p{number + 1}@n.example" for number in range(300)]
    assert problems_of_company("name: N\nreports_to:\n" + "\n".join(lines)) == ()
    assert problems_of_company("name: N\nreports_to:\n" + "\n".join(reversed(lines))) == ()
