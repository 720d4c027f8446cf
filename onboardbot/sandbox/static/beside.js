// What others see at the same moment, beside the screen of the person one is.

import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { face } from "./faces.js";

export class Beside {
  constructor(box) {
    this.box = box;
    this.people = [];
    this.panes = new Map(); // person -> {node, conversation, chip, known}
    this.marked = new Map(); // person -> what their messages were when the last step began
  }

  // From here on, what comes counts as new.
  mark() {
    for (const [id, pane] of this.panes) this.marked.set(id, new Set(pane.known));
  }

  show(screens, context, user) {
    this.box.hidden = !screens.length;
    for (const [id, pane] of this.panes) pane.node.hidden = id === user;
    for (const { user: id, messages } of screens) this.showOne(id, messages, context(id));
  }

  showOne(id, messages, context) {
    const pane = this.panes.get(id) ?? this.begin(id, context);
    pane.known = messages.filter((message) => message.from_bot).map((message) => `${message.ts} ${message.words}`);
    const before = this.marked.get(id) ?? this.marked.set(id, new Set(pane.known)).get(id);
    const fresh = pane.known.filter((key) => !before.has(key)).length;
    pane.chip.textContent = fresh ? `${fresh} new` : "nothing new";
    pane.chip.classList.toggle("some", Boolean(fresh));
    pane.conversation.show(messages, { ...context, clock: false });
  }

  begin(id, { people }) {
    const person = people.find((one) => one.id === id);
    const chip = el("span", { class: "chip" });
    const scroller = el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": `Messages of ${person.name}` }, el("ol"));
    const node = el("section", { "aria-label": `What ${person.name} sees` },
      el("h3", {}, face(person), el("span", {}, person.name, el("small", {}, ` ${person.role}`)), chip), scroller);
    this.box.append(node);
    const pane = { node, chip, known: [], conversation: new Conversation(scroller, { top: true }) };
    this.panes.set(id, pane);
    return pane;
  }
}
