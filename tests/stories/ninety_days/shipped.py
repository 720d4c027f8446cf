"""When each step of the playbooks that we ship arrives, by the clock of whoever gets it, written down by hand."""

OFFICE_IN_NEW_YORK = """\
Mon 2026-02-23
  10:00 Priya gets hr-ready             # in Berlin
  10:00 IT gets it-ready                # there, too
  10:00 Marek gets manager-ready
Fri 2026-02-27
  10:00 Bea gets buddy-ready
  10:00 Marek gets manager-eve
Mon 2026-03-02
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
Tue 2026-03-03
  09:30 Nadia gets tools
Wed 2026-03-04
  09:30 Nadia gets people
  15:00 Nadia gets who-to-ask
Thu 2026-03-05
  09:30 Nadia gets role
Fri 2026-03-06
  09:30 Nadia gets formalities
  15:00 Nadia gets first-week
Mon 2026-03-09                          # summer time since yesterday
  09:30 Nadia gets second-week
Tue 2026-03-10
  09:30 Nadia gets buddy-time
Thu 2026-03-12
  15:00 Nadia gets second-week-check
Mon 2026-03-16
Mon 2026-03-23
  10:00 Nadia gets three-weeks
Mon 2026-03-30
  10:00 Priya gets hr-month-1
  10:00 Marek gets manager-month-1
Wed 2026-04-01
  10:00 Nadia gets day-30
Mon 2026-04-06                          # Easter Monday is no holiday here
  09:30 Nadia gets first-month
Mon 2026-04-13
  10:00 Nadia gets settling-in
Mon 2026-04-20
  09:30 Nadia gets still-asking
Mon 2026-04-27
  10:00 Marek gets manager-month-2
Fri 2026-05-01                          # neither is 1 May
  10:00 Nadia gets day-60
Mon 2026-05-11
  09:30 Nadia gets looking-ahead
Tue 2026-05-26                          # Memorial Day was yesterday
  10:00 Marek gets manager-month-3
Mon 2026-06-01                          # the 90th day is a Sunday
  10:00 Nadia gets day-90
  11:00 Bea gets buddy-thanks
  15:00 Nadia gets closing
"""

OFFICE_IN_BERLIN = """\
Mon 2026-03-09
  10:00 Marek gets manager-ready
  10:00 Priya gets hr-ready
  10:00 IT gets it-ready
Fri 2026-03-13
  10:00 Bea gets buddy-ready
  10:00 Marek gets manager-eve
Mon 2026-03-16
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
Tue 2026-03-17
  09:30 Nadia gets tools
Wed 2026-03-18
  09:30 Nadia gets people
  15:00 Nadia gets who-to-ask
Thu 2026-03-19
  09:30 Nadia gets role
Fri 2026-03-20
  09:30 Nadia gets formalities
  15:00 Nadia gets first-week
Mon 2026-03-23
  09:30 Nadia gets second-week
Tue 2026-03-24
  09:30 Nadia gets buddy-time
Thu 2026-03-26
  15:00 Nadia gets second-week-check
Mon 2026-03-30                          # summer time since yesterday
Tue 2026-04-07                          # Easter Monday was yesterday
  10:00 Nadia gets three-weeks
Mon 2026-04-13
  10:00 Marek gets manager-month-1
  10:00 Priya gets hr-month-1
Wed 2026-04-15
  10:00 Nadia gets day-30
Mon 2026-04-20
  09:30 Nadia gets first-month
Mon 2026-04-27
  10:00 Nadia gets settling-in
Mon 2026-05-04
  09:30 Nadia gets still-asking
Mon 2026-05-11
  10:00 Marek gets manager-month-2
Fri 2026-05-15
  10:00 Nadia gets day-60
Tue 2026-05-26                          # Whit Monday was yesterday
  09:30 Nadia gets looking-ahead
Mon 2026-06-08
  10:00 Marek gets manager-month-3
Mon 2026-06-15                          # the 90th day is a Sunday
  10:00 Nadia gets day-90
  11:00 Bea gets buddy-thanks
  15:00 Nadia gets closing
"""

# What is planned for a Sunday reaches those around her on Monday: their week is the company's.
OFFICE_IN_TEL_AVIV = """\
Mon 2026-03-02
  09:00 Marek gets manager-ready
  09:00 Priya gets hr-ready
  09:00 IT gets it-ready
Thu 2026-03-05
  10:00 Bea gets buddy-ready
  10:00 Marek gets manager-eve
Sun 2026-03-08
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
Mon 2026-03-09
  09:30 Nadia gets tools
Tue 2026-03-10
  09:30 Nadia gets people
  15:00 Nadia gets who-to-ask
Wed 2026-03-11
  09:30 Nadia gets role
Thu 2026-03-12
  09:30 Nadia gets formalities
  15:00 Nadia gets first-week
Sun 2026-03-15
  09:30 Nadia gets second-week
Mon 2026-03-16
  09:30 Nadia gets buddy-time
Wed 2026-03-18
  15:00 Nadia gets second-week-check
Mon 2026-03-23
Sun 2026-03-29                          # summer time since Friday
  10:00 Nadia gets three-weeks
Tue 2026-04-07                          # Easter Monday was yesterday, in Berlin
  09:00 Marek gets manager-month-1
  10:00 Nadia gets day-30
  09:00 Priya gets hr-month-1
Sun 2026-04-12
  09:30 Nadia gets first-month
Sun 2026-04-19
  10:00 Nadia gets settling-in
Sun 2026-04-26
  09:30 Nadia gets still-asking
Mon 2026-05-04
  09:00 Marek gets manager-month-2
Thu 2026-05-07
  10:00 Nadia gets day-60
Sun 2026-05-17
  09:30 Nadia gets looking-ahead
Mon 2026-06-01
  09:00 Marek gets manager-month-3
Sun 2026-06-07                          # the 90th day is a Saturday
  10:00 Nadia gets day-90
  15:00 Nadia gets closing
Mon 2026-06-08
  09:00 Bea gets buddy-thanks
"""

# She starts on Labor Day, 7 September: day 1 is the day after, weeks count from the 7th.
REMOTE_IN_NEW_YORK = """\
Mon 2026-08-24
  10:00 Marek gets manager-ready
Mon 2026-08-31
  10:00 IT gets parcel                  # in Berlin
  10:00 Priya gets hr-ready
Fri 2026-09-04
  10:00 Bea gets buddy-ready
  10:00 Marek gets manager-eve
Tue 2026-09-08
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
Wed 2026-09-09
  09:30 Nadia gets tools
Thu 2026-09-10
  09:30 Nadia gets people
  15:00 Nadia gets who-to-ask
Fri 2026-09-11
  09:30 Nadia gets role
Mon 2026-09-14
  09:30 Nadia gets formalities
  15:00 Nadia gets first-week
Tue 2026-09-15
  09:30 Nadia gets second-week
Wed 2026-09-16
  09:30 Nadia gets buddy-time
Fri 2026-09-18
  15:00 Nadia gets second-week-check
Mon 2026-09-21
Mon 2026-09-28
  10:00 Nadia gets three-weeks
Mon 2026-10-05
  10:00 Priya gets hr-month-1
  10:00 Marek gets manager-month-1
Wed 2026-10-07
  10:00 Nadia gets day-30
Tue 2026-10-13                          # Columbus Day was yesterday
  09:30 Nadia gets first-month
Mon 2026-10-19
  10:00 Nadia gets settling-in
Mon 2026-10-26
  09:30 Nadia gets still-asking
Mon 2026-11-02                          # winter time since yesterday
  10:00 Marek gets manager-month-2
Fri 2026-11-06
  10:00 Nadia gets day-60
Mon 2026-11-16
  09:30 Nadia gets looking-ahead
Mon 2026-11-30
  10:00 Marek gets manager-month-3
Mon 2026-12-07                          # the 90th day is a Sunday
  10:00 Nadia gets day-90
  11:00 Bea gets buddy-thanks
  15:00 Nadia gets closing
"""
