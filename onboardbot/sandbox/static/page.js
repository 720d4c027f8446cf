// Being one person of the workspace: their list, their messages, their Home; looked at again when something changed.

import { act, look } from "./api.js";
import { draw } from "./blocks.js";
import { clockZone, startClock } from "./clock.js";
import { el } from "./dom.js";
import { forget, showMessages } from "./messages.js";
import { showModal } from "./modal.js";
import { plain } from "./words.js";

const EVERY = 700; // milliseconds between two looks
const $ = (selector) => document.querySelector(selector);

const page = { people: [], user: null, revision: -1, turn: 0, aim: {}, clock: false, seen: remembered() };

function remembered() {
  try {
    return JSON.parse(localStorage.getItem("seen")) ?? {}; // person -> ts of the newest message that was looked at
  } catch {
    return {};
  }
}

function lookedAt(id) {
  page.seen[id] = page.people.find((one) => one.id === id)?.latest ?? "";
  localStorage.setItem("seen", JSON.stringify(page.seen));
}

function notice(text) {
  const modal = $("#modal").open ? $("#modal-notice") : null; // a dialog makes the rest of the page inert
  (modal ?? $("#notice")).textContent = text;
}

async function perform(deed, fields) {
  notice("");
  try {
    const answer = await act(deed, { user: page.user, ...fields });
    if (answer.note) notice(answer.acknowledged ? answer.note : `The app did not answer: ${answer.note}.`);
    return true;
  } catch (error) {
    notice(error.message);
    return false;
  } finally {
    await refresh().catch((error) => notice(error.message));
  }
}

const context = () => ({
  people: page.people, user: page.user, clock: page.clock, act: perform, click: (fields) => perform("click", fields),
  reply: ({ ts, words }) => aim({ thread_ts: ts }, `Replying to “${short(words)}”`),
  edit: ({ ts, words }) => aim({ ts }, "Changing what you wrote", words),
});

async function refresh() {
  const user = page.user;
  const turn = ++page.turn;
  const [{ people }, { messages }, { views }, { view }] = await Promise.all(
    [look("people"), look("messages", { user }), look("view", { user }), look("home", { user })]);
  if (turn !== page.turn) return; // somebody else was picked meanwhile, or a later look was quicker
  page.people = people;
  lookedAt(user);
  clockZone(people.find(({ id }) => id === user).tz);
  showPeople();
  showMessages(messages, context());
  showHome(view);
  showModal(views, context());
}

function showHome(view) {
  const click = (fields) => perform("click", { ...fields, view_id: view.id });
  const body = view ? draw(view.blocks, { ...context(), state: view.state.values, click }) : el("p", { class: "quiet" }, "The app has not published a Home for this person.");
  $("#home-panel").replaceChildren(body);
}

function showPeople() {
  const list = $("#people");
  const key = JSON.stringify([page.people, page.user, page.seen]);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const focused = document.activeElement?.dataset.person;
  list.replaceChildren(...page.people.map(person));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
}

function person({ id, name, role, latest, latest_text, deleted }) {
  const news = latest > (page.seen[id] ?? "");
  return el("li", {}, el("button", { type: "button", "data-person": id, "aria-current": page.user === id, disabled: deleted, onclick: () => become(id) },
    el("span", { class: "name" }, name), news ? el("span", { class: "news" }, "new") : null,
    el("small", {}, deleted ? "deactivated" : role),
    news ? el("small", { class: "push", title: "What a phone shows of it while it is locked" }, plain(latest_text)) : null));
}

async function become(id) {
  page.user = id;
  $("#who").textContent = page.people.find((one) => one.id === id).name;
  history.replaceState(null, "", `#${id}`);
  aim();
  notice("");
  forget();
  await refresh();
}

const short = (words) => (words.length > 60 ? `${words.slice(0, 60)}…` : words).replaceAll("\n", " ");

// Where the next text goes: into a thread, in place of an own message, or simply into the conversation.
function aim(where = {}, words = "", text = "") {
  page.aim = where;
  $("#aim").hidden = !words;
  $("#aim-words").textContent = words;
  $("#text").value = text;
  if (words) $("#text").focus();
}

async function send() {
  const text = $("#text").value.trim();
  if (!text) return;
  const [command, ...rest] = text.split(" ");
  const { ts, thread_ts } = page.aim;
  const sent = text.startsWith("/") ? await perform("command", { command, text: rest.join(" ") })
    : ts ? await perform("edit", { ts, text })
    : await perform("say", { text, thread_ts });
  if (!sent) return;
  $("#text").value = "";
  if (ts) aim();
}

function show(tab) {
  for (const name of ["messages", "home"]) {
    $(`#tab-${name}`).setAttribute("aria-selected", String(name === tab));
    $(`#tab-${name}`).tabIndex = name === tab ? 0 : -1;
    $(`#${name}-panel`).hidden = name !== tab;
  }
  if (tab === "home") perform("open_home", {});
}

async function watch() {
  try {
    const { revision, connections } = await look("state");
    $("#connection").textContent = connections ? "" : "No app is connected. What you do waits for it.";
    if (revision !== page.revision) await refresh();
    page.revision = revision;
  } catch {
    $("#connection").textContent = "The sandbox does not answer.";
  }
  setTimeout(watch, EVERY);
}

function listen() {
  $("#composer").onsubmit = (event) => { event.preventDefault(); send(); };
  $("#text").onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    if (event.key === "Escape") aim();
  };
  $("#leave").onclick = () => { aim(); $("#text").focus(); };
  $("[role=tablist]").onkeydown = (event) => {
    const other = { ArrowLeft: "messages", ArrowRight: "home" }[event.key];
    if (other) { show(other); $(`#tab-${other}`).focus(); }
  };
  $("#tab-messages").onclick = () => show("messages");
  $("#tab-home").onclick = () => show("home");
}

async function start() {
  listen();
  page.people = (await look("people")).people;
  page.clock = (await look("state")).clock;
  if (page.clock) startClock(notice);
  const wanted = location.hash.slice(1);
  await become((page.people.find(({ id }) => id === wanted) ?? page.people[0]).id);
  watch();
}

start();
