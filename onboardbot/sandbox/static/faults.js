// What goes wrong on request: a form to ask for it, and the list of what was asked for.

import { act, look } from "./api.js";
import { el } from "./dom.js";

const KINDS = {
  rate_limited: "Told to wait (429)",
  server_error: "Server error (500)",
  lost_before: "Answer lost, nothing done",
  lost_after: "Done, but the answer is lost",
  slow: "Slow answer",
  error: "An error code",
  socket_cut: "Connections cut",
  dead_url: "An address that never opens",
  ack_lost: "Acknowledgement lost",
};
const SECONDS = ["rate_limited", "slow", "socket_cut"];
const PEOPLE = ["rate_limited", "server_error", "lost_before", "lost_after", "slow", "error", "ack_lost"];
let key = "";

export async function showFaults(box) {
  const [{ faults }, { people }] = await Promise.all([look("faults"), look("people")]);
  const now = JSON.stringify([faults, people.map(({ id }) => id)]);
  if (key === now && box.childElementCount) return; // what is being filled in stays
  const names = Object.fromEntries(people.map(({ id, name }) => [id, name]));
  const list = el("div", { id: "faults" }, ...listed(faults, names, () => showFaults(box)));
  if (box.querySelector("form")) box.querySelector("#faults").replaceWith(list);
  else box.replaceChildren(
    el("h2", {}, "Let something go wrong"),
    el("p", { class: "lead" }, "Slack fails now and then. Try what the bot makes of it: each fault strikes as often as you say, and the journal marks what it struck."),
    form(people, () => showFaults(box)), list);
  key = now;
}

function form(people, again) {
  const kind = el("select", { name: "kind" }, ...Object.entries(KINDS).map(([value, words]) => el("option", { value }, words)));
  const person = el("select", { name: "user" }, el("option", { value: "" }, "Anybody"), ...people.map(({ id, name }) => el("option", { value: id }, name)));
  const fields = {
    methods: labelled("Only these", el("input", { name: "methods", placeholder: "chat.postMessage", autocomplete: "off" })),
    user: labelled("For", person),
    times: labelled("How often", el("input", { name: "times", type: "number", min: "0", value: "1", title: "0: until it is cleared" })),
    seconds: labelled("Seconds", el("input", { name: "seconds", type: "number", min: "0", step: "any", placeholder: "1" })),
    error: labelled("Code", el("input", { name: "error", placeholder: "user_disabled", autocomplete: "off" })),
  };
  const notice = el("p", { role: "alert" });
  const fit = () => {
    fields.seconds.hidden = !SECONDS.includes(kind.value);
    fields.error.hidden = kind.value !== "error";
    fields.user.hidden = !PEOPLE.includes(kind.value);
  };
  kind.onchange = fit;
  fit();
  const whole = el("form", { class: "fault" }, labelled("What", kind), ...Object.values(fields), el("button", { class: "primary" }, "Let it happen"), notice);
  whole.onsubmit = async (event) => {
    event.preventDefault();
    notice.textContent = "";
    try {
      await act("fault", asked(whole, fields));
      await again();
    } catch (error) {
      notice.textContent = error.message;
    }
  };
  return whole;
}

function asked(form, fields) {
  const given = Object.fromEntries([...new FormData(form)].filter(([name, value]) => value !== "" && !fields[name]?.hidden));
  for (const name of ["times", "seconds"]) if (name in given) given[name] = Number(given[name]);
  return given;
}

const labelled = (words, field) => el("label", {}, el("span", {}, words), field);

function listed(faults, names, again) {
  if (!faults.length) return [el("p", { class: "quiet" }, "Nothing goes wrong on purpose.")];
  const clear = (fields) => async () => { await act("clear_faults", fields); await again(); };
  return [
    el("ul", { class: "armed" }, ...faults.map((fault) => el("li", {}, el("p", {}, words(fault, names)),
      el("span", { class: fault.struck ? "chip bad" : "chip" }, `struck ${fault.struck}`),
      el("button", { type: "button", "aria-label": `Clear ${fault.id}`, onclick: clear({ id: fault.id }) }, "Clear")))),
    el("button", { type: "button", onclick: clear({}) }, "Clear all")];
}

function words({ id, kind, methods, user, channel, seconds, error, left, probability, seed }, names) {
  const parts = [
    `${id}: ${KINDS[kind]}`,
    error, seconds && `${seconds} s`,
    methods.length && methods.join(", "),
    user && `for ${names[user] ?? user}`, channel,
    probability < 1 && `${probability * 100} % of them, seed ${seed}`,
    left === null ? "until it is cleared" : left ? `${left} more` : "over",
  ];
  return parts.filter(Boolean).join(" · ");
}
