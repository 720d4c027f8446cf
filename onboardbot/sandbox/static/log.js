// The bot's own log in plain words, newest first: ids only, and never what somebody wrote.

import { read } from "./api.js";
import { el } from "./dom.js";
import { stamp } from "./times.js";

const wanted = { trouble: false, key: "" };
const SEVERE = { WARNING: "look at it", ERROR: "trouble", CRITICAL: "trouble" };

export async function showLog(box, { zone }) {
  const { events } = await read("log");
  const key = JSON.stringify([events.length, events.at(-1), zone, wanted.trouble]);
  if (wanted.key === key) return;
  wanted.key = key;
  const chosen = events.filter(({ level }) => !wanted.trouble || SEVERE[level]).reverse();
  const only = el("input", { type: "checkbox", checked: wanted.trouble, onchange: () => { wanted.trouble = only.checked; showLog(box, { zone }); } });
  box.replaceChildren(
    el("h2", {}, "What the bot noted"),
    el("p", { class: "lead" }, "The log that an operator reads, in plain words. It holds ids, and never what somebody wrote."),
    el("label", { class: "filter" }, only, el("span", {}, "Only what someone should look at")),
    chosen.length ? el("ol", { class: "events" }, ...chosen.map((event) => row(event, zone))) : el("p", { class: "quiet" }, "Nothing to look at."));
}

function row({ at, level, event, words, facts }, zone) {
  const moment = new Date(at);
  return el("li", { class: level.toLowerCase() },
    el("time", { datetime: at }, stamp(moment, zone)),
    el("p", {}, words, SEVERE[level] ? el("span", { class: "chip bad" }, SEVERE[level]) : null),
    el("code", {}, `${event} ${facts}`.trim()));
}
