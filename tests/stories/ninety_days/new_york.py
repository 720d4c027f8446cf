"""New York: clocks go forward in the first week (8 March), Memorial Day is on 25 May; HR and IT sit in Berlin."""

DIARY = """\
Thu 2026-02-12
  16:30 Priya imports playbook ninety-days
  10:30 Nadia gets hello *
Fri 2026-02-13
  10:00 IT gets order *                 # two weeks before the start is Washington's Birthday
Mon 2026-02-23
  10:00 Marek gets manager-note *
Thu 2026-02-26
  11:00 Priya gets hr-note *
Fri 2026-02-27
  09:00 Marek gets still-right | Monday | 9:00 AM
  10:00 Bea gets buddy-note *

Mon 2026-03-02
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
  09:50 Nadia taps task_done:coffee
  10:00 Nadia taps task_help:laptop
  16:00 IT gets laptop-help
  10:00 Nadia gets asked-it
  10:00 Nadia reads first-day-with-help
  16:40 IT taps works_now
  10:40 Nadia gets works-now
  12:00 Nadia says Where is the canteen?
  12:00 Nadia gets help
  13:30 Nadia taps task_done:lunch
Wed 2026-03-04
  15:00 Nadia gets surprise
  15:30 Nadia says That everybody has lunch together.
  15:30 Nadia gets thanks-surprise
Fri 2026-03-06
  15:00 Nadia gets first-week
  15:10 Nadia taps mood:4
  15:10 Nadia gets who-helped
  15:11 Nadia picks My buddy
  15:11 Nadia gets noted-buddy

Mon 2026-03-09                          # summer time since yesterday
  09:30 Nadia gets second-week | 6
Thu 2026-03-12
  15:00 Nadia gets week-two
  15:20 Nadia taps mood:2
  15:20 Nadia gets easier
  15:20 Nadia gets offer | Friday at 12:00 PM | Thursday
  15:24 Nadia answers The build takes an hour, and nobody knows why.
  15:24 Nadia gets thanks-easier
  15:25 Nadia taps offer:manager
  15:25 Marek gets alert | Thursday
  15:25 Nadia gets asked-marek | Thursday
  15:27 Nadia taps share_words
  15:27 Marek reads alert-with-her-words | Thursday
  16:10 Marek taps alert_take
  16:10 Nadia gets marek-reaches-out
  16:10 Marek reads alert-taken | Thursday
Mon 2026-03-16
  09:30 Nadia gets tools
  10:00 Marek gets two-weeks
  10:00 Nadia gets three-weeks          # sooner: two working days after a low mood
  10:05 Nadia picks Mostly
  10:05 Nadia gets noted-mostly
Tue 2026-03-17
  16:10 Nadia gets did-it-help
  16:30 Nadia taps helped:yes
Wed 2026-03-18
  12:00 Nadia gets stuck | Wednesday at 12:15 PM
  12:05 Nadia taps cancel_alert
Thu 2026-03-26
  14:00 Nadia gets week-four | 19
Wed 2026-04-01
  10:00 Nadia gets thirty
  10:30 Nadia taps mood:4
  10:30 Nadia gets change
  11:00 Nadia replies Say on day one where the quiet rooms are.
  11:00 Nadia gets thanks-change
Mon 2026-04-06
  09:30 Nadia gets looking-back
  09:45 Nadia taps task_done:done
Thu 2026-04-09
  16:00 Priya imports leave 2026-04-13..2026-04-17

Mon 2026-04-20
  11:00 Nadia gets week-seven           # not on Wednesday the 15th
  11:30 Nadia taps mood:4
  11:30 Nadia gets good
  15:00 Nadia gets still-asking         # nor on Friday the 17th
Tue 2026-04-21
  10:00 Nadia gets week-eight
Tue 2026-04-28
  10:00 Nadia gets week-nine
Thu 2026-04-30
  10:00 Nadia gets silence | Thursday at 10:15 AM
  10:15 Marek gets silence-alert
  10:15 Nadia gets asked-marek-to-say-hello
Mon 2026-05-04
  10:15 Marek gets reminder
  14:00 Marek taps alert_take
  14:00 Nadia gets marek-reaches-out
  14:00 Marek reads silence-taken
  16:00 Nadia taps mood:4
  16:00 Nadia gets good
Thu 2026-05-07
  14:00 Nadia gets did-it-help
  14:30 Nadia taps helped:yes
Mon 2026-05-11
  10:00 Bea gets ten-weeks
Wed 2026-05-13
  15:00 Priya imports manager_email lena@northwind.example
Thu 2026-05-14
  16:00 Nadia gets week-eleven
  16:30 Nadia taps mood:3
  16:30 Nadia gets okay
Fri 2026-05-15
  09:00 Lena gets month-three *         # the 14th is a holiday of the company, Ascension Day
Tue 2026-05-26
  09:30 Nadia gets looking-ahead        # Memorial Day was yesterday
  09:40 Nadia taps task_done:goals
Mon 2026-06-01                          # the 90th day is a Sunday
  16:00 Priya gets hr-end
  15:00 Nadia gets closing
  15:05 Nadia gets next-newcomer
  15:20 Nadia answers Ask everything twice.
  15:20 Nadia gets thanks-next
Mon 2026-06-08
  17:30 Nadia gets farewell | 65
Tue 2026-06-09
  10:00 Nadia says Thank you!
  10:00 Nadia gets goodbye
"""
