// Where one writes: into the conversation, into a thread, in place of an own message, or a command.

const $ = (selector) => document.querySelector(selector);
const short = (words) => (words.length > 60 ? `${words.slice(0, 60)}…` : words).replaceAll("\n", " ");

export class Composer {
  constructor(perform) {
    this.perform = perform;
    this.aim = {};
    this.text = $("#text");
    $("#composer").onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.text.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
      if (event.key === "Escape") this.leave();
    };
    $("#leave").onclick = () => { this.leave(); this.text.focus(); };
  }

  reply({ ts, words }) {
    this.point({ thread_ts: ts }, `Replying to “${short(words)}”`);
  }

  edit({ ts, words }) {
    this.point({ ts }, "Changing what you wrote", words);
  }

  leave() {
    this.point();
  }

  point(where = {}, words = "", text = "") {
    this.aim = where;
    $("#aim").hidden = !words;
    $("#aim-words").textContent = words;
    this.text.value = text;
    if (words) this.text.focus();
  }

  async send() {
    const text = this.text.value.trim();
    if (!text) return;
    const [command, ...rest] = text.split(" ");
    const { ts, thread_ts } = this.aim;
    const sent = text.startsWith("/") ? await this.perform("command", { command, text: rest.join(" ") })
      : ts ? await this.perform("edit", { ts, text })
      : await this.perform("say", { text, thread_ts });
    if (!sent) return;
    this.text.value = "";
    if (ts) this.leave();
  }
}
