// The guided story: a scene, what one can do next, and one click for each. Free play is possible at any time.

import { act, clock, look, post, read } from "./api.js";
import { el } from "./dom.js";

const TRIES = 40; // looks for something that is about to come
const FEW = 12; // the same for what may be left out
const PAUSE = 150; // milliseconds between them
const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

export class Story {
  constructor(box, { story, again, notice, refresh, begin, shown, forget }) {
    Object.assign(this, { box, story, again, notice, refresh, begin, shown, forget, playing: false });
    this.key = `story ${story.id}`;
    this.place = Math.min(Number(localStorage.getItem(this.key)) || 0, story.scenes.length - 1);
    this.small = false;
    box.hidden = false;
    this.show();
  }

  // The first words can be read while what should be found in the workspace is still being played.
  async prepared(share) {
    if (share >= 1) return;
    const bar = el("progress", { max: 1, value: share, "aria-label": "How much is in place" });
    this.box.querySelector(".choices").replaceChildren(el("p", { class: "preparing", role: "status" }, bar, el("span", {}, this.story.preparing)));
    for (let now = share; now < 1; now = (await read("story")).prepared) {
      bar.value = now;
      await wait(PAUSE);
    }
    this.show();
  }

  get scene() {
    return this.story.scenes[this.place];
  }

  show(focus = false) {
    const last = this.story.scenes.length - 1;
    const title = el("h2", { tabindex: "-1" }, this.scene.title);
    const step = this.place === 0 ? `A story in ${last} clicks` : this.place === last ? "The end" : `${this.place} of ${last}`;
    this.box.classList.toggle("small", this.small);
    this.box.replaceChildren(
      el("div", { class: "told" },
        el("p", { class: "step" }, el("span", {}, step), el("progress", { max: last, value: this.place, "aria-label": "How far the story is" })),
        title, el("p", { class: "text" }, this.scene.text)),
      el("div", { class: "choices" }, ...this.scene.choices.map((choice, n) => this.button(choice, n)), ...this.ways(last)));
    if (focus) title.focus({ preventScroll: true });
  }

  button(choice, n) {
    return el("button", { type: "button", class: n ? "reply" : "reply first", disabled: this.playing, onclick: () => this.choose(choice) }, choice.label);
  }

  ways(last) {
    const fold = el("button", { type: "button", class: "link", onclick: () => { this.small = !this.small; this.show(true); } }, this.small ? "Back to the story" : "Play freely");
    const anew = el("button", { type: "button", class: this.place === last ? "reply first" : "link", onclick: () => this.restart() }, "Begin again");
    return this.again && this.place ? [fold, anew] : [fold];
  }

  async choose(choice, from = 0) {
    if (this.playing) return;
    this.notice("");
    this.playing = true;
    this.box.setAttribute("aria-busy", "true");
    this.show();
    try {
      await this.begin();
      for (const step of choice.do.slice(from)) await this.take(step);
      this.place += 1;
      localStorage.setItem(this.key, this.place);
    } catch (error) {
      this.notice(`The story can't go on from here: ${error.message} Play freely, or begin again.`);
    } finally {
      this.playing = false;
      this.box.removeAttribute("aria-busy");
      this.show(true);
      await this.refresh().catch((error) => this.notice(error.message));
      if (choice.read === "first") this.shown();
    }
  }

  // What somebody does by hand is the same as the choice that stands for it.
  noticed(deed, fields) {
    if (this.playing) return;
    const same = ({ do: [first] }) => first?.deed === deed && first.user === fields.user && first.action_id === fields.action_id && deed === "click";
    const choice = this.scene.choices.find(same);
    if (choice) this.choose(choice, 1);
  }

  async take({ to, deed, may, ...fields }) {
    if (to) {
      if (Date.parse(to) > Date.parse((await clock()).now)) await clock({ to });
    } else {
      await this.attempt(deed, fields, may);
    }
    await this.settled();
    await this.refresh();
  }

  async attempt(deed, fields, may) {
    for (let left = may ? FEW : TRIES; ; left--) {
      try {
        return await act(deed, fields);
      } catch (error) {
        if (error.status !== 404 || left <= 0) { if (may) return null; throw error; }
        await wait(PAUSE);
      }
    }
  }

  async settled() {
    for (let left = TRIES; left > 0; left--) {
      const [{ idle }, { waiting }] = await Promise.all([clock(), look("state")]);
      if (idle && !waiting) return;
      await wait(PAUSE);
    }
  }

  async restart() {
    this.box.setAttribute("aria-busy", "true");
    this.box.replaceChildren(el("p", { class: "text", role: "status" }, "A new workspace is being prepared; this takes a few seconds …"));
    const before = this.story.id;
    const refused = await post("/again", {}).then(() => null, (error) => error);
    if (refused) { this.box.removeAttribute("aria-busy"); this.show(); return this.notice(refused.message); }
    localStorage.removeItem(this.key);
    this.forget();
    for (;;) {
      await wait(5 * PAUSE);
      const story = await fetch("/story").then((response) => response.json()).catch(() => null);
      if (story?.story && story.story.id !== before) break;
    }
    history.replaceState(null, "", location.pathname);
    location.reload();
  }
}
