// The direct message of one person with the bot; threads stand under the message that began them.

import { draw } from "./blocks.js";
import { el } from "./dom.js";
import { face } from "./faces.js";
import { placed } from "./place.js";
import { day, time, when } from "./times.js";
import { mrkdwn } from "./words.js";

const NEAR = 80; // pixels from the end within which a reader goes on seeing the newest message
const TOGETHER = 5 * 60 * 1000; // milliseconds within which messages of one author stand under one name

export class Conversation {
  // `top`: in a small window a long message is read from its beginning.
  constructor(scroller, { top = false } = {}) {
    this.scroller = scroller;
    this.top = top;
    this.list = scroller.querySelector("ol");
    this.drawn = new Map(); // key -> [what it was drawn from, its element]
    this.bottom = true;
    scroller.addEventListener("scroll", () => { this.bottom = this.top || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR; });
    new ResizeObserver(() => this.follow()).observe(scroller);
  }

  // A change is read at its end, where what became of it stands.
  follow(changed = false) {
    if (!this.bottom) return;
    const newest = this.list.lastElementChild;
    const long = this.top && !changed && newest && newest.offsetHeight > this.scroller.clientHeight;
    this.scroller.scrollTop = long ? newest.offsetTop - this.list.offsetTop : this.scroller.scrollHeight;
  }

  show(messages, context) {
    const before = this.list.lastElementChild;
    const items = this.items(ordered(messages), context);
    placed(this.list, items.length ? items : [this.kept("nothing", context.clock, () => nothing(context))]);
    this.bottom ||= before !== this.list.lastElementChild;
    const newest = this.list.lastElementChild;
    if (!this.top || before !== newest) this.follow(before?.dataset.ts === newest.dataset.ts);
  }

  // From here on, what comes is new; until somebody scrolls, it is followed to its end.
  mark() {
    this.marked = new Set(this.stamps().keys());
    this.bottom = true;
  }

  // Let what came since be read from its beginning.
  fromMark() {
    const first = [...this.stamps()].find(([ts]) => !this.marked.has(ts))?.[1];
    if (first) this.scroller.scrollTop = first.offsetTop - this.list.offsetTop;
  }

  stamps() {
    return new Map([...this.list.querySelectorAll("[data-ts]")].map((node) => [node.dataset.ts, node]));
  }

  forget() {
    this.drawn.clear();
    this.list.replaceChildren();
    this.bottom = true;
  }

  items(messages, context) {
    const found = [];
    let last = null;
    for (const message of messages) {
      const today = day(when(message), context.zone);
      if (!reply(message) && (!last || day(when(last), context.zone) !== today)) found.push(this.kept(`day ${today} ${message.ts}`, today, () => divider("day", today)));
      if (message.ts === context.unread) found.push(this.kept("unread", message.ts, () => divider("unread", "New")));
      const follows = last && goesOn(last, message) && message.ts !== context.unread;
      found.push(this.kept(message.ts, JSON.stringify([message, follows, context.zone]), () => item(message, follows, context)));
      last = message;
    }
    return found;
  }

  kept(key, from, make) {
    if (this.drawn.get(key)?.[0] !== from) this.drawn.set(key, [from, make()]);
    return this.drawn.get(key)[1];
  }
}

const reply = (message) => message.thread_ts && message.thread_ts !== message.ts;
const divider = (kind, words) => el("li", { class: `divider ${kind}` }, el("span", {}, words));

function goesOn(last, message) {
  return last.user === message.user && Boolean(reply(last)) === Boolean(reply(message)) && !message.ephemeral && !last.ephemeral
    && when(message) - when(last) < TOGETHER && when(message).toDateString() === when(last).toDateString();
}

function nothing({ clock }) {
  const hint = clock ? " Move the clock to “Next thing due”, and look who got something." : "";
  return el("li", { class: "nothing quiet" }, `Nothing here yet.${hint}`);
}

function ordered(messages) {
  const root = (message) => message.thread_ts ?? message.ts;
  return [...messages].sort((a, b) => (root(a) === root(b) ? (a.ts < b.ts ? -1 : 1) : root(a) < root(b) ? -1 : 1));
}

function item(message, follows, context) {
  const person = message.from_bot ? null : context.people.find((one) => one.id === message.user);
  const author = message.from_bot ? "onboardbot" : person?.name ?? message.user;
  const click = (fields) => context.click({ ...fields, ts: message.ts });
  const kind = [message.from_bot ? "bot" : "own", reply(message) && "reply", follows && "follows", message.ephemeral && "ephemeral"];
  return el("li", { class: kind.filter(Boolean).join(" "), "data-ts": message.ts },
    face(message.from_bot ? null : person ?? { id: message.user, name: author }),
    el("div", { class: "message" },
      message.ephemeral ? el("p", { class: "only quiet" }, "Only visible to you") : null,
      el("p", { class: "author" }, el("strong", {}, author),
        message.from_bot ? el("span", { class: "tag" }, "app") : null,
        el("time", { class: "quiet", datetime: when(message).toISOString() }, time(when(message), context.zone))),
      ...body(message, { ...context, click }),
      message.edited ? el("p", { class: "quiet edited" }, "(edited)") : null,
      message.reactions ? el("p", { class: "reactions" }, ...message.reactions.map(({ name, count }) => el("span", {}, mrkdwn(`:${name}:`, []), ` ${count}`))) : null,
      message.reply_count ? el("p", { class: "replies quiet" }, message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`) : null,
      deeds(message, context)));
}

function body(message, context) {
  const text = message.blocks?.length ? draw(message.blocks, context) : message.text ? el("div", { class: "blocks" }, el("p", {}, mrkdwn(message.text, context.people))) : null;
  return [text, ...(message.attachments ?? []).map((one) => attachment(one, context))];
}

function attachment(one, context) {
  const said = [one.pretext, one.title, one.text].filter(Boolean);
  const lines = said.length || one.blocks ? said : [one.fallback];
  return el("div", { class: "attachment", style: /^#[0-9a-f]{3,6}$/i.test(one.color) ? `border-color: ${one.color}` : null },
    ...lines.map((line) => el("p", {}, mrkdwn(line, context.people))),
    one.blocks ? draw(one.blocks, context) : null);
}

function deeds(message, context) {
  if (message.ephemeral || !context.reply) return null;
  const link = (label, onclick) => el("button", { type: "button", class: "link", onclick }, label);
  const replying = reply(message) ? [] : [link("Reply in thread", () => context.reply(message))];
  const own = message.from_bot ? [] : [link("Edit", () => context.edit(message)), link("Delete", () => context.act("delete", { ts: message.ts }))];
  return el("p", { class: "deeds" }, ...replying, ...own);
}
