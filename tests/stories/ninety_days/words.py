"""What is said in the stories, word for word, buttons in brackets; `{0}` is filled by the diary, `{start}` by the city.

The words of steps are those of tests/playbooks/good/ninety-days.yaml, all others are the bot's own.
"""

WHAT_I_AM = "I'm onboardbot, a bot that Northwind runs to help new colleagues settle in; I'm not a person. "
TO_NADIA = (
    "Before you answer a question I say who may read it, and anything else you write here stays between you and me. "
    "Write “pause” and I go quiet. Write “talk to a person” and I'll ask someone for you, "
    "or write to Priya Rao directly."
)
OTHERWISE = "Nobody else reads what you write here. To pause me, mute this conversation. For a human, ask "
TO_OTHERS = {
    "Priya": (
        "I send what your playbooks say, each at its own local time, and tell you here when something doesn't go "
        "out or a newcomer asks for you. Nobody else reads what you write here, and newcomers can read what I tell you "
        "about them. To pause me, mute this conversation. For a human, ask "
    ),
    "Marek": (
        "I send you what helps your newcomers start well, and a note when one of them may be glad of a hand. I send no "
        "lists of their answers and no scores, and newcomers can read what I tell you about them. " + OTHERWISE
    ),
    "Bea": (
        "What a buddy does, in three lines:\n"
        "• Say hello on the first day, and have a coffee or lunch together.\n"
        "• Be there for the questions that feel too small for anybody else.\n"
        "• Meet for a few minutes each week of the first three months.\n"
        "I write only when I have something for you, never what newcomers answer in confidence, and newcomers can read "
        "what I tell you about them. " + OTHERWISE
    ),
    "IT": (
        "I send you what is yours to prepare, and a note when a newcomer needs your help with a task, never what they "
        "answer in confidence. Newcomers can read what I tell you about them, and nobody else reads what you write "
        "here. To pause me, mute this conversation. For a human, ask "
    ),
}
TO_OTHERS["Lena"] = TO_OTHERS["Marek"]
WHY = "[Why did I get this?]"
MOODS = "[😞 Rough] [🙁 Not great] [😐 Okay] [🙂 Good] [😄 Great]"
MAREK_MAY = "Besides you, only Marek may be told of it, and only if it sounds as if help is needed."
SMALLER = "[Keep it to myself] [Only count it]"
LENA_MAY = MAREK_MAY.replace("Marek", "Lena")
FOR_HELPING = "For helping only, not for performance, probation or termination. Nadia can read exactly what I told you."
ALERT_BUTTONS = "[I'll reach out] [Pass to HR] [Remind me tomorrow] [We already talked] [Not useful because…]"
IF_YOU_TAP = (
    "If you tap “I'll reach out”, Nadia reads that you will. After “We already talked” I ask Nadia whether it helped. "
    "“Not useful because…” closes this note, and nobody minds."
)
BESIDES = "Besides you, nobody got this note."
LOW_MOOD = """\
Nadia asked me to tell you. I'm a bot; the rest is better said between people.
Nadia tapped “🙁 Not great” in {0}'s check-in."""
HER_WORDS = """\
Nadia chose to share these words with you:
and nobody knows why."""
ASK_WHAT = "One thing that helps: ask “What would make next week easier?” and listen, ten minutes are enough."
SILENCE = """\
A note about Nadia, who may be glad of a hand. I'm a bot; the rest is better said between people.
Nadia hasn't answered the last two check-ins. That can mean many things.
One thing that helps: a friendly hello, without mentioning the check-ins."""
NEEDS_LAPTOP = "Nadia Haddad needs help with a task: Pick up your laptop"
SIDE_BY_SIDE = "One thing that helps: a short reply or five minutes side by side. Tap “Works now” once it's solved."
IT_HELPED = "Nadia says it helped. Thank you!"
MAREK_READS = "I've asked Marek to get in touch with you.\nWhat Marek can read, word for word:"

WORDS = {
    # --- Before the first day
    "hello": f"Hello Nadia. We look forward to your first day, {{start}}.\n{WHY}",
    "order": f"Please prepare a laptop for Nadia Haddad, who starts in {{city}} on {{start}}.\n{WHY}",
    "manager-note": f"""\
Nadia joins you on {{start}}. Three things help:
• a buddy: <@U0BEA0000> knows about it
• a laptop, ordered
• an hour with you on the first day
{WHY}""",
    "buddy-note": f"You are the buddy of Nadia. Thank you for having lunch together on the first day!\n{WHY}",
    "hr-note": f"Nadia Haddad starts in {{city}} on {{start}}. Is the contract signed?\n{WHY}",
    "still-right": "Nadia starts on {0} at {1}. Still right?\n[Yes] [The date moved] [Not coming] " + WHY,
    # --- The first week
    "welcome": f"""\
Good morning Nadia, welcome to Northwind.

<@U0MAREK00> is your manager, and <@U0BEA0000> your buddy.
{WHY}""",
    "first-day": f"""\
Your first day
0 of 3 done
⬜ To do: Pick up your laptop
[Done] [I need help]
⬜ To do: Have lunch with Bea
[Done] [I need help]
⬜ To do: Find the coffee
[Done] [I need help]
{WHY}""",
    "laptop-help": f"""\
{NEEDS_LAPTOP}
{SIDE_BY_SIDE}
[I'll reach out] [Works now] {WHY}
{FOR_HELPING}""",
    "asked-it": f"""\
I've asked IT to help you with “Pick up your laptop”.
What IT can read, word for word:
{NEEDS_LAPTOP}
{SIDE_BY_SIDE}
{FOR_HELPING}""",
    "works-now": "IT says that “Pick up your laptop” works now, so I've ticked it off. If it doesn't, please tell IT.",
    "help": """\
Thanks for writing, Nadia. I'm a bot and can't chat well, and nobody else reads this. \
I can get you a human, go quiet for a while, or show what I keep about you.
[Talk to a person] [Pause] [What you keep about me]""",
    "surprise": f"""\
What surprised you so far?
[Write an answer] {WHY}
Only you will see your answer.""",
    "thanks-surprise": """\
Lovely to read, Nadia, thank you! I took it as your answer to “What surprised you so far?”.
[Not an answer]""",
    "first-week": f"How was your first week, all in all?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "who-helped": """\
Good to hear, Nadia, and thank you for telling me.
Who helped you most?
[My team / My buddy / Nobody yet]
Nobody sees your answer as yours. It counts in figures over five people or more. \
You are the only one on this plan right now, too few to hide in: there is no figure before five people have answered.
[Keep it to myself]""",
    "noted-buddy": "Thank you, Nadia; I've noted “My buddy”.",
    # --- Week two, a low mood, and what came of it
    "second-week": f"This is your working day {{0}}, Nadia. Many feel slow now; it passes.\n{WHY}",
    "week-two": f"How has this week been for you?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "easier": f"""\
Thank you for telling me, Nadia; that doesn't sound easy.
What would make next week easier?
[Write an answer]
{MAREK_MAY}
[Keep it to myself]""",
    "offer": f"""\
Shall I ask Marek, Bea or Priya to help, or keep it between us?
Whoever I ask reads this, and none of your own words:
Nadia tapped “🙁 Not great” in {{1}}'s check-in.
If you don't pick, I'll tell Marek just that on {{0}}.
[Ask Marek] [Ask Bea] [Ask Priya] [Keep it between us]
{WHY}""",
    "thanks-easier": "Thank you for telling me, Nadia; I'm sorry that it is this way.",
    "alert": f"{LOW_MOOD}\n{ASK_WHAT}\n{BESIDES}\n{IF_YOU_TAP}\n{ALERT_BUTTONS}\n{FOR_HELPING}\n{WHY}",
    "asked-marek": f"""\
{MAREK_READS}
{LOW_MOOD}
{ASK_WHAT}
{BESIDES}
{IF_YOU_TAP}
{FOR_HELPING}
Only if you like, I can add these words of yours:
and nobody knows why.
[Share these words with Marek]""",
    "marek-reaches-out": "Marek has seen it and will reach out to you.",
    "did-it-help": f"""\
A few days ago I asked Marek to help. Did it help?
[Yes, it helped] [A bit] [Not yet] {WHY}
If it did, Marek reads so. Nothing else is passed on.""",
    # --- Weeks three to five
    "two-weeks": f"Two weeks with Nadia. Did you find time to talk alone?\n{WHY}",
    "tools": f"""\
Your tools
0 of 2 done
⬜ To do: Log in once to each tool
[Done] [I need help]
⬜ To do: Write down what is missing
[Done] [I need help]
{WHY}""",
    "stuck": f"""\
I'd like to tell Marek this on {{0}}:
Nadia may be stuck on a task: Log in once to each tool
Nothing else goes with it, and none of your own words. Until then you can stop it, or have me ask someone else.
[Don't say anything] [Ask someone else] {WHY}""",
    "three-weeks": f"""\
I know who to ask when I am stuck.
[Completely / Mostly / Not really]
Besides you, only Bea may be told of it, and only if it sounds as if help is needed.
{SMALLER} {WHY}""",
    "noted-mostly": "Thank you, Nadia; I've noted “Mostly”.",
    "week-four": f"Working day {{0}} already. What is one thing that you would like to learn?\n{WHY}",
    "thirty": f"How has your first month been?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "change": f"""\
Good to hear, Nadia, and thank you for telling me.
What should we change for the next newcomer?
[Write an answer]
{MAREK_MAY}
[Keep it to myself]""",
    "thanks-change": """\
Thank you for putting that into words, Nadia. \
I took it as your answer to “What should we change for the next newcomer?”.
[Not an answer]""",
    "looking-back": f"""\
Looking back
0 of 2 done
⬜ To do: Write down three things that you did
[Done] [I need help]
⬜ To do: Ask Marek what to go on doing
[Done] [I need help]
{WHY}""",
    # --- The second month, and a silence
    "week-seven": f"How are things going?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "good": "Good to hear, Nadia, and thank you for telling me.",
    "still-asking": f"If a question feels too late to ask, it isn't.\n{WHY}",
    "week-eight": f"How is your work, week by week?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "week-nine": f"And how was the last week?\n{MOODS}\n{MAREK_MAY}\n{SMALLER} {WHY}",
    "silence": f"""\
I'd like to tell Marek this on {{0}}:
Nadia hasn't answered the last two check-ins. That can mean many things.
Nothing else goes with it, and none of your own words. Until then you can stop it, or have me ask someone else.
[Don't say anything] [Ask someone else] {WHY}""",
    "silence-alert": f"""\
{SILENCE}
{BESIDES}
{IF_YOU_TAP}
{ALERT_BUTTONS}
{FOR_HELPING}
{WHY}""",
    "asked-marek-to-say-hello": f"""\
{MAREK_READS}
{SILENCE}
{BESIDES}
{IF_YOU_TAP}
{FOR_HELPING}
{WHY}""",
    "reminder": f"""\
A gentle reminder: my note about Nadia is still open. A short hello today is enough.
{IF_YOU_TAP}
{ALERT_BUTTONS}
{FOR_HELPING}
{WHY}""",
    "ten-weeks": f"Ten weeks with Nadia. A walk is a good place for late questions.\n{WHY}",
    # --- Another manager, and the end
    "month-three": f"Nadia's first three months are nearly over. Ask what comes next.\n{WHY}",
    "week-eleven": f"How have these months been?\n{MOODS}\n{LENA_MAY}\n{SMALLER} {WHY}",
    "okay": "Thanks for telling me, Nadia; okay is a fair answer.",
    "looking-ahead": f"""\
Looking ahead
0 of 1 done
⬜ To do: Agree with Lena on the next three months
[Done] [I need help]
{WHY}""",
    "closing": f"""\
Ninety days are behind you, Nadia. <@U0LENA000> stays your first address.

One question is left.
{WHY}""",
    "next-newcomer": f"""\
What would you tell the next newcomer?
[Write an answer]
Besides you, only Priya may be told of it, and only if it sounds as if help is needed. What it is about, as in \
“access” or “workload”, may be counted for HR once a month, over ten people or more and never with your words or \
your name. What is confidential never is.
[Keep it to myself] {WHY}""",
    "thanks-next": "Thank you, Nadia; that is a good thing to hear about.",
    "hr-end": f"Nadia Haddad has been here for 90 days.\n{WHY}",
    "farewell": f"""\
That was it, Nadia: your onboarding with me has come to its end. Thank you for letting me come along.

What you did: {{0}} working days, 5 tasks ticked off, 9 check-ins answered.

Who was there for you: Lena, Bea, IT and Marek.

From here on I write only when you write to me. All of this stays on my Home tab for 30 more days.
One last question, only if you like: what would you tell the next newcomer?
[Write an answer] {WHY}
Only you see your answer, until you send it to Priya.""",
    "goodbye": """\
You're welcome, Nadia. If there is anything a human should know, I can get you one.
[Talk to a person] [What you keep about me]""",
}

# What some messages said in between.
MEANWHILE = {
    "first-day-with-help": f"""\
Your first day
1 of 3 done
⬜ To do: Pick up your laptop
I've asked IT for help.
[Done]
⬜ To do: Have lunch with Bea
[Done] [I need help]
✅ Done: Find the coffee
{WHY}""",
    "alert-with-her-words": f"""\
{LOW_MOOD}
{HER_WORDS}
{ASK_WHAT}
{BESIDES}
{IF_YOU_TAP}
{ALERT_BUTTONS}
{FOR_HELPING}
{WHY}""",
    "alert-taken": f"""\
{LOW_MOOD}
{HER_WORDS}
{ASK_WHAT}
{BESIDES}
Marek is reaching out. Thank you.
[We already talked] {WHY}
{FOR_HELPING}""",
    "silence-taken": f"""\
{SILENCE}
{BESIDES}
Marek is reaching out. Thank you.
[We already talked] {WHY}
{FOR_HELPING}""",
}
