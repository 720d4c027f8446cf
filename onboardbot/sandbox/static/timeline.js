// What went out and what is coming, in the time of whoever is looked at, and why.

import { read } from "./api.js";
import { el } from "./dom.js";
import { day, time } from "./times.js";

const PAST = 12; // entries that are shown of what is over, unless all are wanted
const KINDS = { message: "A message", guide: "A list of tasks", check_in: "A check-in" };
const ROLES = { manager: "manager", buddy: "buddy", hr: "HR", it: "IT" };
const FINDINGS = {
  offered: "Their choice is open until then; after that, what the offer said is done",
  announced: "What was announced to them is said, unless they stop it",
  waiting: "A note waits, so that nobody gets too many",
  open: "A reminder of an open note, should nobody have responded",
  taken: "They are asked whether it helped",
};
const STATES = {
  planned: "coming", waiting: "waits for a condition", sending: "on its way", sent: "sent", retry: "tried again", failed: "failed",
  unsure: "unsure", missed: "left out", cancelled: "withdrawn",
};
const CAUSES = { enrolled_late: "they were enrolled later than that", paused: "they were paused", bot_down: "the bot was not running" };
const wanted = { who: "", all: false, key: "" };

export async function showTimeline(box, { zone }) {
  const { now, entries } = await read("timeline");
  const key = JSON.stringify([entries, zone, wanted.who, wanted.all]);
  if (wanted.key === key) return;
  wanted.key = key;
  const again = () => showTimeline(box, { zone });
  const chosen = entries.filter(({ hire, state }) => (!wanted.who || hire === wanted.who) && state !== "cancelled");
  const over = chosen.filter(({ at, state }) => at <= now || state === "sent");
  const coming = chosen.filter((entry) => !over.includes(entry));
  const shown = wanted.all ? over : over.slice(-PAST);
  const more = over.length > shown.length ? el("button", { type: "button", class: "link", onclick: () => { wanted.all = true; again(); } }, `Show all ${over.length} of the past`) : null;
  box.replaceChildren(...[
    el("h2", {}, "What is coming, and why"),
    el("p", { class: "lead" }, `Everything that time alone causes, by the clock of the demo. Times are in ${zone.replace("_", " ")}.`),
    filter(entries, again), more, ...days(shown, zone, "over"), el("p", { class: "now" }, el("span", {}, `Now, ${time(new Date(now), zone)}`)), ...days(coming, zone, "coming"),
    coming.length ? null : el("p", { class: "quiet" }, "Nothing more is due."),
  ].filter(Boolean));
}

function filter(entries, again) {
  const people = new Map(entries.map(({ hire, name }) => [hire, name]));
  const options = [["", "All newcomers"], ...people].map(([value, label]) => el("option", { value, selected: value === wanted.who }, label));
  const select = el("select", { onchange: () => { wanted.who = select.value; again(); } }, ...options);
  return el("label", { class: "filter" }, el("span", {}, "Whose"), select);
}

function days(entries, zone, kind) {
  const found = Map.groupBy ? Map.groupBy(entries, ({ at }) => day(new Date(at), zone)) : grouped(entries, zone);
  return [...found].map(([title, some]) => el("section", { class: `day ${kind}` }, el("h3", {}, title), el("ul", {}, ...some.map((entry) => row(entry, zone)))));
}

function grouped(entries, zone) {
  const found = new Map();
  for (const entry of entries) {
    const title = day(new Date(entry.at), zone);
    found.set(title, [...(found.get(title) ?? []), entry]);
  }
  return found;
}

function row(entry, zone) {
  const { at, name, to, to_name, kind, step, title, state } = entry;
  const receiver = to === "hire" ? name : `${to_name || to}, ${ROLES[to] ?? to} for ${name}`;
  const what = kind === "finding" ? FINDINGS[state] ?? "Something is looked at again" : `${KINDS[kind] ?? kind}: ${title || step.replaceAll("-", " ")}`;
  return el("li", { class: kind === "finding" ? "care" : state },
    el("time", { datetime: at }, time(new Date(at), zone)),
    el("div", {}, el("p", {}, el("strong", {}, kind === "finding" ? name : receiver), " ", what), el("p", { class: "why" }, why(entry))),
    el("span", { class: "chip" }, kind === "finding" ? "by the rules" : STATES[state] ?? state));
}

function why({ kind, when, playbook, cause, to, name }) {
  if (kind === "finding") return `Because of what ${name} said, or did not say; only those who may know read more.`;
  const own = to === "hire" ? `by the clock of ${name}` : "in working hours of whoever gets it";
  const because = cause ? ` Left out, as ${CAUSES[cause] ?? cause.replaceAll("_", " ")}.` : "";
  return `${playbook}.yaml says “${when}”, ${own}.${because}`;
}
