// Every call of the Web API, newest first, with what was asked and answered.

import { look } from "./api.js";
import { el } from "./dom.js";

const LAST = 200; // calls
const wanted = { method: "", key: "" };

export async function showJournal(box) {
  const { calls } = await look("journal", { last: LAST });
  const chosen = calls.filter(({ method }) => !wanted.method || method === wanted.method);
  const key = JSON.stringify([calls.length, calls.at(-1)?.at, wanted.method]);
  if (wanted.key === key) return;
  wanted.key = key;
  const open = new Set([...box.querySelectorAll("details[open]")].map((one) => one.dataset.at));
  box.replaceChildren(
    el("h2", {}, "Every call of the bot"),
    el("p", { class: "lead" }, `The newest ${LAST} calls of Slack's Web API, with arguments and answers. Open one to read it whole.`),
    filter(calls, () => showJournal(box)),
    chosen.length ? el("ol", { class: "calls" }, ...chosen.reverse().map((call) => row(call, open))) : el("p", { class: "quiet" }, "No calls yet."));
}

function filter(calls, again) {
  const methods = [...new Set(calls.map(({ method }) => method))].sort();
  const options = [["", "All methods"], ...methods.map((one) => [one, one])].map(([value, label]) => el("option", { value, selected: value === wanted.method }, label));
  const select = el("select", { onchange: () => { wanted.method = select.value; again(); } }, ...options);
  return el("label", { class: "filter" }, el("span", {}, "Method"), select);
}

function row({ at, method, arguments: given, answer, status, fault }, open) {
  const about = given.channel ?? given.user ?? given.user_id ?? given.users ?? "";
  const moment = new Date(at * 1000).toLocaleTimeString("en-GB", { hour12: false });
  return el("li", {}, el("details", { "data-at": at, open: open.has(String(at)) },
    el("summary", {}, el("time", {}, moment), el("code", {}, method), el("span", { class: "quiet" }, String(about)),
      el("span", { class: answer.ok && !fault ? "chip" : "chip bad" }, outcome(answer, status, fault))),
    el("h4", {}, "Asked"), whole(given, "What was asked"),
    el("h4", {}, "Answered"), whole(answer, "What was answered")));
}

function outcome(answer, status, fault) {
  if (fault) return `${fault.replaceAll("_", " ")}${status ? ` (${status})` : ""}`;
  return answer.ok ? "ok" : answer.error ?? "error";
}

const whole = (value, label) => el("pre", { tabindex: "0", role: "group", "aria-label": label }, JSON.stringify(value, null, 2));
