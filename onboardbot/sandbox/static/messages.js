// The direct message of one person with the bot; threads stand under the message that began them.

import { draw } from "./blocks.js";
import { el } from "./dom.js";
import { placed } from "./place.js";
import { mrkdwn } from "./words.js";

const list = document.querySelector("#messages");
const drawn = new Map(); // ts -> [what it was drawn from, its element]

let bottom = true; // whoever reads the newest message goes on seeing it, also when the window changes
const follow = () => { if (bottom) list.scrollTop = list.scrollHeight; };
list.addEventListener("scroll", () => { bottom = list.scrollHeight - list.scrollTop - list.clientHeight < 80; });
new ResizeObserver(follow).observe(list);

export function showMessages(messages, context) {
  const before = list.lastElementChild;
  const items = ordered(messages).map((message) => kept(message, context));
  placed(list, items.length ? items : [nothing(context)]);
  bottom ||= before !== list.lastElementChild;
  follow();
}

export function forget() {
  drawn.clear();
  list.replaceChildren();
}

function nothing({ clock }) {
  const hint = clock ? " Move the clock to “Next thing due”, and look who got something." : "";
  return el("li", { class: "quiet" }, `Nothing here yet.${hint}`);
}

function ordered(messages) {
  const root = (message) => message.thread_ts ?? message.ts;
  return [...messages].sort((a, b) => (root(a) === root(b) ? (a.ts < b.ts ? -1 : 1) : root(a) < root(b) ? -1 : 1));
}

function kept(message, context) {
  const key = JSON.stringify(message);
  if (drawn.get(message.ts)?.[0] !== key) drawn.set(message.ts, [key, item(message, context)]);
  return drawn.get(message.ts)[1];
}

function item(message, context) {
  const reply = message.thread_ts && message.thread_ts !== message.ts;
  const author = message.from_bot ? "onboardbot" : context.people.find((one) => one.id === message.user)?.name ?? message.user;
  const click = (fields) => context.click({ ...fields, ts: message.ts });
  const kind = `${message.from_bot ? "bot" : "own"}${reply ? " reply" : ""}`;
  return el("li", { class: kind, "data-ts": message.ts },
    el("div", { class: "avatar", "aria-hidden": "true" }, author[0].toUpperCase()),
    el("div", { class: "message" },
      el("p", { class: "author" }, el("strong", {}, author),
        message.from_bot ? el("span", { class: "tag" }, "app") : null,
        message.edited ? el("span", { class: "quiet" }, "edited") : null,
        message.ephemeral ? el("span", { class: "quiet" }, "only visible to you") : null),
      ...body(message, { ...context, click }),
      message.reactions ? el("p", { class: "reactions" }, ...message.reactions.map(({ name, count }) => el("span", {}, mrkdwn(`:${name}:`, []), ` ${count}`))) : null,
      deeds(message, reply, context)));
}

function body(message, context) {
  const text = message.blocks?.length ? draw(message.blocks, context) : message.text ? el("p", {}, mrkdwn(message.text, context.people)) : null;
  return [text, ...(message.attachments ?? []).map((one) => attachment(one, context))];
}

function attachment(one, context) {
  const said = [one.pretext, one.title, one.text].filter(Boolean);
  const lines = said.length || one.blocks ? said : [one.fallback];
  return el("div", { class: "attachment", style: /^#[0-9a-f]{3,6}$/i.test(one.color) ? `border-color: ${one.color}` : null },
    ...lines.map((line) => el("p", {}, mrkdwn(line, context.people))),
    one.blocks ? draw(one.blocks, context) : null);
}

function deeds(message, reply, context) {
  if (message.ephemeral) return null;
  const link = (label, onclick) => el("button", { type: "button", class: "link", onclick }, label);
  const replying = reply ? [] : [link("Reply in thread", () => context.reply(message))];
  const own = message.from_bot ? [] : [link("Edit", () => context.edit(message)), link("Delete", () => context.act("delete", { ts: message.ts }))];
  return el("p", { class: "deeds" }, ...replying, ...own);
}
