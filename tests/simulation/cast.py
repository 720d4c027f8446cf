"""Who is in the simulated company, and what they are sent: each message of a step names the step and the hire."""

import re

from onboardbot.flows.bot import Profile
from tests.helpers.world import BEA, MAREK, NADIA, PRIYA

TOM = "tom@northwind.example"
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"
ZONES = {NADIA: BERLIN, MAREK: BERLIN, BEA: BERLIN, PRIYA: BERLIN, TOM: NEW_YORK}
HIRES = (NADIA, TOM)
START = "2026-02-26T07:00:00+00:00"  # Thursday, two working days before Nadia starts
COMPANY = """\
name: Northwind
time_zone: Europe/Berlin
hours: 09:00-17:30
people:
  hr: [priya@northwind.example]
"""
PLAYBOOK = """\
title: First days
ends: 2 weeks after start
steps:
  - {id: soon, when: day -1 at 09:30, to: manager, message: "Step soon for {{ hire.first_name }}"}
  - {id: hello, when: day 1 at 09:00, late: always, message: "Step hello for {{ hire.first_name }}"}
  - id: laptop
    when: day 1 at 09:00
    guide: {title: "Step laptop for {{ hire.first_name }}", tasks: [Get your laptop, Get your key]}
  - {id: buddy, when: day 1 at 09:00, to: buddy, message: "Step buddy for {{ hire.first_name }}"}
  - {id: lunch, when: day 1 at 09:01, late: same day, message: "Step lunch for {{ hire.first_name }}"}
  - {id: evening, when: day 1 at 17:30, message: "Step evening for {{ hire.first_name }}"}
  - id: first-check
    when: day 2 at 15:00
    check_in:
      seen_by: manager
      questions: [{mood: "Step first-check-mood for {{ hire.first_name }}"}]
  - {id: morning, when: day 3, message: "Step morning for {{ hire.first_name }}"}
  - {id: third, when: day 3, message: "Step third for {{ hire.first_name }}"}
  - id: second-check
    when: day 4 at 17:00
    check_in:
      seen_by: manager
      questions:
        - mood: Step second-check-mood for {{ hire.first_name }}
        - choice: Step second-check-choice for {{ hire.first_name }}
          options: [My team, Nobody yet]
  - {id: week, when: week 1 friday at 15:00, to: manager, message: "Step week for {{ hire.first_name }}"}
  - {id: last, when: day 7 at 11:00, message: "Step last for {{ hire.first_name }}"}
"""
QUOTED = re.compile("“[^”]*”")
STEP = re.compile(r"Step ([\w-]+) for (\w+)")


def profile(email: str, *, deactivated: bool = False) -> Profile:
    name = email.partition("@")[0]
    shown = {"zone": ZONES[email], "name": name.title(), "email": email, "deactivated": deactivated}
    return Profile(slack_id=f"U{name.upper()}", **shown)


def row(email: str, start: str) -> str:
    """Return a hire's row of a people file; Tom has no buddy."""
    name = email.partition("@")[0].title()
    return f"{email},{name} Test,{start},{MAREK},{'' if email == TOM else BEA},{ZONES[email]}"


HEADER = "email,name,start_date,manager_email,buddy_email,time_zone"
