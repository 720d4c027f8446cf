// Being one person of the workspace: their list, their messages, their Home; looked at again when something changed.

import { act, look } from "./api.js";
import { draw } from "./blocks.js";
import { clockZone, startClock } from "./clock.js";
import { el } from "./dom.js";
import { forget, showMessages } from "./messages.js";
import { showModal } from "./modal.js";

const EVERY = 700; // milliseconds between two looks
const $ = (selector) => document.querySelector(selector);

const page = { people: [], user: null, revision: -1, thread: null, tab: "messages", seen: {} };

function notice(text) {
  const modal = $("#modal").open ? $("#modal-notice") : null; // a dialog makes the rest of the page inert
  (modal ?? $("#notice")).textContent = text;
}

async function perform(deed, fields) {
  notice("");
  try {
    const answer = await act(deed, { user: page.user, ...fields });
    if (answer.note) notice(`The app did not answer: ${answer.note}.`);
    return true;
  } catch (error) {
    notice(error.message);
    return false;
  } finally {
    await refresh();
  }
}

const context = () => ({
  people: page.people, user: page.user, act: perform, click: (fields) => perform("click", fields), reply: enterThread,
});

async function refresh() {
  const user = page.user;
  const [{ people }, { messages }, { views }, { view }] = await Promise.all(
    [look("people"), look("messages", { user }), look("view", { user }), look("home", { user })]);
  if (user !== page.user) return; // somebody else was picked meanwhile
  page.people = people;
  page.seen[user] = people.find((one) => one.id === user)?.latest;
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

function person({ id, name, role, latest, deleted }) {
  const news = latest && latest !== page.seen[id];
  return el("li", {}, el("button", { type: "button", "data-person": id, "aria-current": page.user === id, disabled: deleted, onclick: () => become(id) },
    el("span", { class: "name" }, name), news ? el("span", { class: "news" }, "new") : null,
    el("small", {}, deleted ? "deactivated" : role)));
}

async function become(id) {
  Object.assign(page, { user: id, thread: null });
  const { name, tz } = page.people.find((one) => one.id === id);
  $("#who").textContent = name;
  location.hash = id;
  clockZone(tz);
  leaveThread();
  notice("");
  forget();
  await refresh();
}

function enterThread(ts) {
  page.thread = ts;
  $("#replying").hidden = false;
  $("#text").focus();
}

function leaveThread() {
  page.thread = null;
  $("#replying").hidden = true;
}

async function send() {
  const text = $("#text").value.trim();
  if (!text) return;
  const [command, ...rest] = text.split(" ");
  const sent = text.startsWith("/")
    ? await perform("command", { command, text: rest.join(" ") })
    : await perform("say", { text, thread_ts: page.thread });
  if (sent) $("#text").value = "";
}

function show(tab) {
  page.tab = tab;
  for (const name of ["messages", "home"]) {
    $(`#tab-${name}`).setAttribute("aria-selected", String(name === tab));
    $(`#${name}-panel`).hidden = name !== tab;
  }
  if (tab === "home") perform("open_home", {});
}

async function watch() {
  try {
    const { revision, connections } = await look("state");
    $("#connection").textContent = connections ? "" : "No app is connected yet.";
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
  };
  $("#leave-thread").onclick = leaveThread;
  $("#tab-messages").onclick = () => show("messages");
  $("#tab-home").onclick = () => show("home");
}

async function start() {
  listen();
  page.people = (await look("people")).people;
  for (const { id, latest } of page.people) page.seen[id] = latest;
  if ((await look("state")).clock) startClock(notice);
  const wanted = location.hash.slice(1);
  await become((page.people.find(({ id }) => id === wanted) ?? page.people[0]).id);
  watch();
}

start();
