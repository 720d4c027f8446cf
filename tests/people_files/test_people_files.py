from datetime import date
from pathlib import Path

import pytest

from onboardbot.core.company import Company, Days, Place
from onboardbot.core.problem import Level
from onboardbot.people_files import PeopleFile, load, parse
from onboardbot.people_files.decode import MAX_BYTES

COMPANY = Company(locations={"Berlin": Place(), "New York": Place()}, columns=("desk", "manage"))
HEADER = "email,name,start_date"
NADIA = "nadia@northwind.example,Nadia Haddad,2026-03-02"


def read(text: str | bytes, company: Company = COMPANY) -> PeopleFile:
    data = text.encode() if isinstance(text, str) else text
    return parse(data, "people.csv", company=company, playbooks=("office", "remote"))


def told(text: str | bytes) -> list[str]:
    return [str(problem) for problem in read(text).problems]


def test_a_row_says_only_what_its_columns_say() -> None:
    (row,) = read(f"{HEADER},title,desk\n{NADIA},,12 b\n").rows

    assert row.values == {
        "email": "nadia@northwind.example",
        "name": "Nadia Haddad",
        "start_date": date(2026, 3, 2),
        "title": None,
    }
    assert row.extra == {"desk": "12 b"}


def test_every_column_is_read() -> None:
    columns = "time_zone,country,subdivision,department,location,employment,title,week,leave,language"
    people = "manager_email,buddy_email,playbook"
    values = "Asia/Jerusalem,DE,BE,Sales,Berlin,part-time,Analyst,sun-thu,2026-03-05..2026-03-06 2026-04-01,de"
    file = read(f"{HEADER},{columns},{people}\n{NADIA},{values},Marek@Northwind.example,bea@northwind.example,office\n")

    assert file.problems == ()
    values_read = file.rows[0].values
    assert values_read["week"] == frozenset({6, 0, 1, 2, 3})
    assert values_read["leave"] == (
        Days(first=date(2026, 3, 5), last=date(2026, 3, 6)),
        Days(first=date(2026, 4, 1), last=date(2026, 4, 1)),
    )
    assert values_read["manager_email"] == "marek@northwind.example"
    assert values_read["subdivision"] == "BE"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n{NADIA}\n",
        f"{HEADER}\r\n{NADIA}\r\n",
        f"{HEADER}\r{NADIA}\r",
        f"{HEADER}\n{NADIA}",  # no line end at the end
        f"\n\n{HEADER}\n\n{NADIA}\n\n",
        f"{HEADER}\n,,\n{NADIA}\n , , \n",  # blank rows of a spreadsheet
        f"{HEADER};;\n{NADIA};;\n".replace(",", ";"),  # empty columns behind
        f"{HEADER}\n{NADIA}\n".replace(",", ";"),
        f"{HEADER}\n{NADIA}\n".replace(",", "\t"),
        f"sep=;\r\n{HEADER}\r\n{NADIA}\r\n".replace(",", ";"),  # Excel's own first line
        f"\ufeff{HEADER}\n{NADIA}\n",
        f"Email, Name ,Start Date\n{NADIA}\n",
        f"E-Mail,NAME,start-date\n{NADIA}\n",
        f'{HEADER}\n"nadia@northwind.example" , "Nadia Haddad", "2026-03-02" \n',
        f"{HEADER}\nNadia@Northwind.Example,Nadia\u00a0 Haddad,2026-03-02\n",
    ],
)
def test_spreadsheets_write_one_table_in_many_ways(text: str) -> None:
    file = read(text)

    assert file.problems == ()
    assert [(row.email, row.values["name"]) for row in file.rows] == [("nadia@northwind.example", "Nadia Haddad")]


def test_what_excel_calls_unicode_text_is_read() -> None:
    file = read(f"{HEADER}\n{NADIA.replace('Haddad', 'Müller')}\n".replace(",", "\t").encode("utf-16"))

    assert file.rows[0].values["name"] == "Nadia Müller"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "1:1: the file is empty"),
        (b"\n \n\t\n", "1:1: the file is empty"),
        (b"\xef\xbb\xbf", "1:1: the file is empty"),
        (b"email,name,start_date\nn@x.example,M\xfcller,2026-03-02", '2:14: the byte 0xFC is not UTF-8, near "Müller"'),
        (b"email,name,start_date\r\n\r\n\x81", "3:1: the byte 0x81 is not UTF-8"),
        (b"\xff\xfee\x00m", "1:1: the file begins like UTF-16, but ends in the middle of a character"),
        ("email,name".encode("utf-16-le"), "1:2: there is a NUL byte here"),
        (b"email,name,start_date\nn@x.example,N\0,2026-03-02", "2:14: there is a NUL byte here"),
        (b"PK\x03\x04\x14\x00", "1:1: this is a workbook, not a CSV file"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, problem: str) -> None:
    (found,) = told(data)
    assert found.startswith(f"people.csv:{problem}")
    assert read(data).rows == ()


@pytest.mark.parametrize(
    ("header", "problems"),
    [
        ("email,name", ['1:1: there is no column "start_date" (add the column start_date)']),
        ("email,name,start", ['1:1: there is no column "start_date" (rename the column "start")']),
        (
            "mail,name,startdat",
            [
                '1:1: there is no column "email" (rename the column "mail")',
                '1:1: there is no column "start_date" (rename the column "startdat")',
            ],
        ),
        (
            f"{HEADER},Name",
            ['1:23: the column "name" stands here a second time; the first is at column 7 (keep one of them)'],
        ),
        (
            f"{HEADER},manager,Bemerkung",
            ['1:23: warning: the column "manager" is kept as text (did you mean "manager_email"?)'],
        ),
        (
            f"{HEADER},departement",
            ['1:23: warning: the column "departement" is kept as text (did you mean "department"?)'],
        ),
        (f"{HEADER},manager,manager_email", []),  # a name beside the address is no slip
        (f"{HEADER},Manage", []),  # company.yaml names it
        (
            NADIA,
            [
                (
                    "1:1: this line does not name the columns: email, name and start_date are needed"
                    " (begin with a line as in email,name,start_date,manager_email)"
                )
            ],
        ),
        (
            f'{HEADER},"de"sk',
            ['1:23: there is text after the closing quote (a quote inside of a text is written twice: "")'],
        ),
    ],
)
def test_the_header_says_what_is_wrong_with_it(header: str, problems: list[str]) -> None:
    found = [problem for problem in told(f"{header}\n") if "nobody in this file" not in problem]
    assert found == [f"people.csv:{problem}" for problem in problems]


def test_a_file_of_nobody_is_a_warning() -> None:
    file = read(f"{HEADER}\n")
    assert [(problem.message, problem.level) for problem in file.problems] == [
        ("there is nobody in this file", Level.WARNING)
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            f"{NADIA},x",
            (
                "2:49: the row has more cells (4) than the header (3) "
                '(put a text that holds the separator in quotes: "...")'
            ),
        ),
        (
            "nadia@northwind.example,Nadia",
            ("2:25: the row has fewer cells (2) than the header (3) (an empty cell still needs its separator)"),
        ),
        (f"{NADIA},", None),  # empty cells behind say nothing
        (
            '"nadia@northwind.example,Nadia,2026-03-02',
            ('2:1: the quote that begins here is never closed (a quote inside of a text is written twice: "")'),
        ),
        (
            'nadia@northwind.example,"Nadia" Haddad,2026-03-02',
            ('2:25: there is text after the closing quote (a quote inside of a text is written twice: "")'),
        ),
        ('nadia@northwind.example,"Nadia ""Nad"" Haddad",2026-03-02', None),
        ('nadia@northwind.example,Nadia "Nad" Haddad,2026-03-02', None),  # as spreadsheets don't, but people do
        (",Nadia,2026-03-02", "2:1: email is empty (every row needs it)"),
        ("nadia@northwind.example, ,2026-03-02", "2:25: name is empty (every row needs it)"),
        ("nadia@northwind.example,Nadia,", "2:31: start_date is empty (every row needs it)"),
        (
            f"nadia@northwind.example,{'N' * 1001},2026-03-02",
            (f'2:25: name "{"N" * 60}…" is longer than 1000 characters (is a quote missing or left open?)'),
        ),
        (
            "nadia@northwind.example,Na\x0bdia,2026-03-02",
            (
                r'2:25: name "Na\x0bdia" holds a control character '
                "(type the text anew)"
            ),
        ),
    ],
)
def test_a_row_says_what_is_wrong_with_it(row: str, problem: str | None) -> None:
    assert told(f"{HEADER}\n{row}\n") == ([f"people.csv:{problem}"] if problem else [])


def test_a_cell_under_no_heading_is_not_lost_in_silence() -> None:
    assert told("email,,name,start_date\nnadia@northwind.example,x,Nadia,2026-03-02\n") == [
        "people.csv:2:25: the column of this cell has no name (name it in the header)"
    ]


def test_cells_over_several_lines_keep_the_lines_right() -> None:
    text = f'{HEADER},note\nnadia@northwind.example,"Nadia\nHaddad",2026-13-01,"a\r\nb"\nbad,Bo,2026-03-02,\n'
    assert [(problem.line, problem.column) for problem in read(text).problems] == [(3, 9), (5, 1)]


def test_a_note_keeps_its_lines_and_a_name_does_not() -> None:
    (row,) = read(f'{HEADER},note\nnadia@northwind.example,"Nadia\nHaddad",2026-03-02,"a\nb"\n').rows
    assert (row.values["name"], row.extra["note"]) == ("Nadia Haddad", "a\nb")


def test_the_same_person_twice_names_the_first_line() -> None:
    text = f"{HEADER}\n{NADIA}\n\n{NADIA.replace('nadia@', 'NADIA@')}\n{NADIA}\n"
    twice = "nadia@northwind.example stands here a second time; the first is in line 2 (keep one row a person)"
    assert told(text) == [f"people.csv:4:1: {twice}", f"people.csv:5:1: {twice}"]


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("playbook", "offise", 'there is no playbook "offise" (did you mean "office"? there are: office, remote)'),
        (
            "playbook",
            "office.yaml",
            ('there is no playbook "office.yaml" (did you mean "office"? there are: office, remote)'),
        ),
        ("playbook", "x", 'there is no playbook "x" (there are: office, remote)'),
        (
            "location",
            "Berln",
            (
                'warning: the location "Berln" is not in company.yaml, so the values of the company count '
                '(did you mean "Berlin"?)'
            ),
        ),
        (
            "manager_email",
            "NADIA@northwind.example",
            (
                'manager_email "NADIA@northwind.example" is the new hire\'s own, and nobody is their own manager '
                "(leave it empty if it is not known yet)"
            ),
        ),
        (
            "buddy_email",
            "nadia@northwind.example",
            (
                'buddy_email "nadia@northwind.example" is the new hire\'s own, and nobody is their own buddy '
                "(leave it empty if it is not known yet)"
            ),
        ),
        (
            "subdivision",
            "BE",
            'warning: subdivision "BE" does not count without the country in the same row (fill in the column country)',
        ),
    ],
)
def test_a_row_is_checked_against_what_is_around_it(column: str, value: str, problem: str) -> None:
    assert told(f"{HEADER},{column}\n{NADIA},{value}\n") == [f"people.csv:2:49: {problem}"]


def test_no_playbooks_are_said_to_be_none() -> None:
    data = f"{HEADER},playbook\n{NADIA},office\n".encode()
    (problem,) = parse(data, "people.csv", company=Company(), playbooks=()).problems
    assert (problem.message, problem.hint) == ('there is no playbook "office"', "there are none")


def test_a_location_is_only_text_where_the_company_names_none() -> None:
    assert read(f"{HEADER},location\n{NADIA},Mars\n", Company()).problems == ()


def test_an_unknown_location_is_said_once() -> None:
    other = NADIA.replace("nadia@", "otto@")
    file = read(f"{HEADER},location\n{NADIA},Mars\n{other},Mars\n")
    assert [(problem.line, problem.level) for problem in file.problems] == [(2, Level.WARNING)]
    assert len(file.rows) == 2


def test_all_mistakes_come_at_once_in_order_and_nothing_is_half_read() -> None:
    file = read(f"{HEADER},country\nnadia,Nadia,2.3.2026,Atlantis\n{NADIA},DE\n")
    assert file.rows == ()
    assert [(problem.line, problem.column) for problem in file.problems] == [(2, 1), (2, 13), (2, 22)]


def test_a_wrong_country_is_not_also_a_wrong_subdivision() -> None:
    assert len(told(f"{HEADER},country,subdivision\n{NADIA},uk,ENG\n")) == 1


def test_a_file_on_disk_is_named_as_given(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"{HEADER}\n{NADIA}\n", encoding="utf-8")
    assert len(load(path, company=COMPANY, playbooks=()).rows) == 1


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.csv", None, "the file can't be read: No such file or directory"),
        (".", None, "this is not a file"),
        ("big.csv", b"a" * (MAX_BYTES + 1), "the file is larger than 5 MB"),
        ("empty.csv", b"", "the file is empty"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    (problem,) = load(path, company=COMPANY, playbooks=()).problems
    assert (problem.file, problem.message) == (str(path), message)
