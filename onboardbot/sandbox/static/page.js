// Being one person of the workspace: their list, their messages, their Home; looked at again when something changed.

import { act, look, read } from "./api.js";
import { Beside } from "./beside.js";
import { draw } from "./blocks.js";
import { clockZone, startClock } from "./clock.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { showModal } from "./modal.js";
import { showPeople } from "./people.js";
import { Seen } from "./seen.js";
import { Story } from "./story.js";
import { startTabs } from "./tabs.js";
import { startViews } from "./views.js";
import "./theme.js";

const EVERY = 700; // milliseconds between two looks
const $ = (selector) => document.querySelector(selector);

const page = { people: [], user: null, revision: -1, turn: 0, clock: false, unread: "" };
const conversation = new Conversation($("#messages"));
const beside = new Beside($("#beside"));
const composer = new Composer(perform);
let seen = new Seen("");
let story = null;
let views = null;

function notice(text) {
  const modal = $("#modal").open ? $("#modal-notice") : null; // a dialog makes the rest of the page inert
  (modal ?? $("#notice")).textContent = text;
}

async function perform(deed, fields) {
  notice("");
  const whole = { user: page.user, ...fields };
  try {
    const answer = await act(deed, whole);
    if (answer.note) notice(answer.acknowledged ? answer.note : `The app did not answer: ${answer.note}.`);
    story?.noticed(deed, whole);
    return true;
  } catch (error) {
    notice(error.message);
    return false;
  } finally {
    await refresh().catch((error) => notice(error.message));
  }
}

function context(user) {
  const own = (deed, fields) => perform(deed, { user, ...fields });
  const zone = page.people.find(({ id }) => id === user).tz;
  const shared = { people: page.people, user, zone, clock: page.clock, act: own, click: (fields) => own("click", fields) };
  if (user !== page.user) return shared;
  return { ...shared, unread: page.unread, reply: (message) => composer.reply(message), edit: (message) => composer.edit(message) };
}

async function refresh() {
  const user = page.user;
  const turn = ++page.turn;
  const shown = [user, ...beside.people.filter((id) => id !== user)];
  const [{ people }, { view }, ...screens] = await Promise.all([look("people"), look("home", { user }), ...shown.map(screen)]);
  if (turn !== page.turn) return; // somebody else was picked meanwhile, or a later look was quicker
  page.people = people;
  for (const person of people.filter(({ id }) => shown.includes(id))) seen.lookedAt(person);
  clockZone(people.find(({ id }) => id === user).tz);
  showPeople($("#people"), { people, user, seen, become });
  conversation.show(screens[0].messages, context(user));
  beside.show(screens.slice(1), context, user);
  showHome(view);
  const open = screens.find(({ modals }) => modals.length) ?? screens[0];
  showModal(open.modals, context(open.user));
  views?.refresh();
}

async function screen(user) {
  const [{ messages }, { views: modals }] = await Promise.all([look("messages", { user }), look("view", { user })]);
  return { user, messages, modals };
}

function showHome(view) {
  const key = JSON.stringify([page.user, view]);
  const panel = $("#home-panel");
  if (panel.dataset.key === key) return; // what is being typed there stays
  panel.dataset.key = key;
  const click = (fields) => perform("click", { ...fields, view_id: view.id });
  const body = view ? draw(view.blocks, { ...context(page.user), state: view.state.values, click }) : el("p", { class: "quiet" }, "An app draws its Home when somebody opens it.");
  panel.replaceChildren(body);
}

async function become(id) {
  if (page.user !== id) {
    page.unread = await firstUnread(id);
    conversation.forget();
    composer.leave();
  }
  page.user = id;
  $("#who").textContent = page.people.find((one) => one.id === id).name;
  history.replaceState(null, "", `#${id}`);
  notice("");
  await refresh();
  if (!$("#home-panel").hidden) perform("open_home", {});
}

async function firstUnread(user) {
  const last = seen.last(user);
  const { messages } = await look("messages", { user });
  return last ? messages.find((message) => message.from_bot && message.ts > last)?.ts ?? "" : "";
}

async function watch() {
  try {
    const { revision, reachable } = await look("state");
    $("#connection").textContent = reachable ? "" : "No app is connected. What you do waits for it.";
    if (revision !== page.revision) await refresh();
    page.revision = revision;
  } catch {
    $("#connection").textContent = "The sandbox does not answer.";
  }
  setTimeout(watch, EVERY);
}

async function begun(told) {
  const begin = () => { views.show("workspace"); beside.mark(); conversation.mark(); return become(told.story.main); };
  const story = new Story($("#story"), { ...told, notice, refresh, begin, shown: () => conversation.fromMark(), forget: () => seen.forget() });
  const rest = [$("#view-workspace"), $("#views")];
  document.body.classList.add("preparing");
  for (const part of rest) part.inert = true;
  await story.prepared(told.prepared);
  for (const part of rest) part.inert = false;
  document.body.classList.remove("preparing");
  return story;
}

async function start() {
  const told = await read("story");
  if (told.story) story = await begun(told);
  const [{ people }, { clock }] = await Promise.all([look("people"), look("state")]);
  Object.assign(page, { people, clock });
  seen = new Seen(told.story?.id ?? "");
  startTabs((tab) => { if (tab === "home") perform("open_home", {}); });
  views = startViews({ clock, zone: () => page.people.find(({ id }) => id === page.user).tz });
  if (clock) startClock(notice);
  if (told.story) {
    seen.begin(people);
    beside.people = told.story.beside;
  }
  const wanted = location.hash.slice(1) || told.story?.main;
  await become((people.find(({ id }) => id === wanted) ?? people[0]).id);
  watch();
}

start();
