"""Tel Aviv: Sunday to Thursday, 08:30 to 17:00; clocks go forward on 27 March, Passover and Independence Day come.

Manager and buddy stand in no people file: their zone is that of Slack, their week the company's, Monday to Friday.
"""

DIARY = """\
Fri 2026-02-20
  11:00 Priya imports playbook ninety-days
Sun 2026-02-22
  08:30 Nadia gets hello *              # enrolled on a Friday
Mon 2026-02-23
  09:00 IT gets order *                 # not on Sunday
Mon 2026-03-02
  09:00 Marek gets manager-note *       # not on Sunday
Wed 2026-03-04
  11:00 Priya gets hr-note *
Thu 2026-03-05
  09:00 Marek gets still-right | Sunday | 08:30   # Nadia's last working day before it
  10:00 Bea gets buddy-note *

Sun 2026-03-08
  09:00 Nadia gets welcome
  09:15 Nadia gets first-day
  09:50 Nadia taps task_done:coffee
  10:00 Nadia taps task_help:laptop
  09:00 IT gets laptop-help
  10:00 Nadia gets asked-it
  10:00 Nadia reads first-day-with-help
  09:40 IT taps works_now
  10:40 Nadia gets works-now
  12:00 Nadia says Where is the canteen?
  12:00 Nadia gets help
  13:30 Nadia taps task_done:lunch
Tue 2026-03-10
  15:00 Nadia gets surprise
  15:30 Nadia says That everybody has lunch together.
  15:30 Nadia gets thanks-surprise
Sun 2026-03-15
  09:30 Nadia gets second-week | 6
  15:00 Nadia gets first-week           # her first Friday is no working day
  15:10 Nadia taps mood:4
  15:10 Nadia gets who-helped
  15:11 Nadia picks My buddy
  15:11 Nadia gets noted-buddy

Wed 2026-03-18
  15:00 Nadia gets week-two
  15:20 Nadia taps mood:2
  15:20 Nadia gets easier
  15:20 Nadia gets offer | Thursday at 12:00 | Wednesday
  15:24 Nadia answers The build takes an hour, and nobody knows why.
  15:24 Nadia gets thanks-easier
  15:25 Nadia taps offer:manager
  15:25 Marek gets alert | Wednesday
  15:25 Nadia gets asked-marek | Wednesday
  15:27 Nadia taps share_words
  15:27 Marek reads alert-with-her-words | Wednesday
  16:10 Marek taps alert_take
  16:10 Nadia gets marek-reaches-out
  16:10 Marek reads alert-taken | Wednesday
Sun 2026-03-22
  09:30 Nadia gets tools
  10:00 Nadia gets three-weeks          # sooner: two working days after a low mood
  10:05 Nadia picks Mostly
  10:05 Nadia gets noted-mostly
Mon 2026-03-23
  09:00 Marek gets two-weeks            # not on Sunday
  16:10 Nadia gets did-it-help
  16:30 Nadia taps helped:yes
Tue 2026-03-24
  12:00 Nadia gets stuck | Tuesday at 12:15
  12:05 Nadia taps cancel_alert
Sun 2026-04-05
  14:00 Nadia gets week-four | 20       # summer time since 27 March; Thursday was Passover
Tue 2026-04-07
  10:00 Nadia gets thirty
  10:30 Nadia taps mood:4
  10:30 Nadia gets change
  11:00 Nadia replies Say on day one where the quiet rooms are.
  11:00 Nadia gets thanks-change
Thu 2026-04-09
  16:00 Priya imports leave 2026-04-12..2026-04-16

Sun 2026-04-19
  09:30 Nadia gets looking-back         # not on Sunday the 12th
  09:45 Nadia taps task_done:done
Thu 2026-04-23
  11:00 Nadia gets week-seven           # Independence Day was yesterday
  11:30 Nadia taps mood:4
  11:30 Nadia gets good
Sun 2026-04-26
  15:00 Nadia gets still-asking
Tue 2026-04-28
  10:00 Nadia gets week-eight
Tue 2026-05-05
  10:00 Nadia gets week-nine
Thu 2026-05-07
  10:00 Nadia gets silence | Thursday at 10:15
  10:15 Marek gets silence-alert
  10:15 Nadia gets asked-marek-to-say-hello
Mon 2026-05-11
  10:15 Marek gets reminder             # Sunday and Monday are two working days of hers
  14:00 Marek taps alert_take
  14:00 Nadia gets marek-reaches-out
  14:00 Marek reads silence-taken
  16:00 Nadia taps mood:4
  16:00 Nadia gets good
Thu 2026-05-14
  14:00 Nadia gets did-it-help
  14:30 Nadia taps helped:yes
Mon 2026-05-18
  09:00 Bea gets ten-weeks              # not on Sunday
Wed 2026-05-20
  15:00 Priya imports manager_email lena@northwind.example
Thu 2026-05-21
  10:00 Lena gets month-three *
  16:00 Nadia gets week-eleven
  16:30 Nadia taps mood:3
  16:30 Nadia gets okay
Sun 2026-05-31
  09:30 Nadia gets looking-ahead
  09:40 Nadia taps task_done:goals
Sun 2026-06-07                          # the 90th day is a Saturday
  15:00 Nadia gets closing
  15:05 Nadia gets next-newcomer
  15:20 Nadia answers Ask everything twice.
  15:20 Nadia gets thanks-next
Mon 2026-06-08
  09:00 Priya gets hr-end               # not on Sunday
Mon 2026-06-15                          # five working days of hers after the last step, which was for Priya
  17:00 Nadia gets farewell | 64
Tue 2026-06-16
  10:00 Nadia says Thank you!
  10:00 Nadia gets goodbye
"""
