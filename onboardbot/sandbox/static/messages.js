// The direct message of one person with the bot; threads stand under the message that began them.

import { draw } from "./blocks.js";
import { el } from "./dom.js";
import { mrkdwn } from "./words.js";

const list = document.querySelector("#messages");
const drawn = new Map(); // ts -> [what it was drawn from, its element]

export function showMessages(messages, context) {
  const bottom = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const before = list.lastElementChild;
  const items = ordered(messages).map((message) => kept(message, context));
  const wanted = items.length ? items : [el("li", { class: "quiet" }, "Nothing here yet.")];
  place(wanted);
  if (bottom || before !== list.lastElementChild) list.scrollTop = list.scrollHeight;
}

export function forget() {
  drawn.clear();
  list.replaceChildren();
}

function place(wanted) {
  // Elements that stay are not moved, so that a button keeps the focus.
  wanted.forEach((item, index) => { if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null); });
  while (list.children.length > wanted.length) list.lastElementChild.remove();
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
  const body = message.blocks?.length ? draw(message.blocks, { ...context, click }) : el("p", {}, mrkdwn(message.text, context.people));
  const kind = `${message.from_bot ? "bot" : "own"}${reply ? " reply" : ""}`;
  return el("li", { class: kind, "data-ts": message.ts },
    el("div", { class: "avatar", "aria-hidden": "true" }, author[0].toUpperCase()),
    el("div", { class: "message" },
      el("p", { class: "author" }, el("strong", {}, author),
        message.from_bot ? el("span", { class: "tag" }, "app") : null,
        message.edited ? el("span", { class: "quiet" }, "edited") : null,
        message.ephemeral ? el("span", { class: "quiet" }, "only visible to you") : null),
      body,
      reply || message.ephemeral ? null : el("button", { type: "button", class: "thread", onclick: () => context.reply(message.ts) }, "Reply in thread")));
}
