// The topmost modal of the person, as a dialog. A block that did not change stays as it is, with what was typed in it.

import { drawOne } from "./blocks.js";
import { el } from "./dom.js";
import { placed } from "./place.js";
import { plain } from "./words.js";

const dialog = document.querySelector("#modal");
let shown = ""; // what the dialog was drawn from
let open = ""; // whose view it is
let drawn = new Map(); // block_id -> [what it was drawn from, its element]
let fields = new Map(); // block_id -> how to read its input

export function showModal(views, context) {
  const view = views.at(-1);
  const key = view ? JSON.stringify([context.user, view.id, view.hash, view.errors]) : "";
  if (key === shown) return;
  shown = key;
  if (!view) return end();
  if (open !== `${context.user} ${view.id}`) begin(view, context);
  fill(view, context);
  if (!dialog.open) dialog.showModal();
  const wrong = dialog.querySelector("[aria-invalid=true]");
  wrong?.focus();
  wrong?.closest(".input")?.scrollIntoView({ block: "center" }); // with the sentence below it
}

function end() {
  open = "";
  dialog.close();
  dialog.replaceChildren();
}

function begin(view, context) {
  open = `${context.user} ${view.id}`;
  [drawn, fields] = [new Map(), new Map()];
  const close = () => context.act("close", { view_id: view.id });
  const submit = () => {
    for (const field of fields.values()) field.drop?.();
    return context.act("submit", { view_id: view.id, values: read() });
  };
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  dialog.replaceChildren(el("form", { method: "dialog", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
    el("h2", { id: "modal-title" }),
    el("div", { class: "blocks" }),
    el("p", { class: "error", id: "modal-notice", role: "alert" }),
    el("div", { class: "ends" },
      el("button", { type: "button", onclick: close }),
      el("button", { class: "primary" }))));
}

const read = () => Object.fromEntries([...fields].map(([block_id, value]) => [block_id, value()]));

function fill(view, context) {
  const [close, submit] = dialog.querySelectorAll(".ends button");
  dialog.querySelector("h2").textContent = plain(view.title.text);
  close.textContent = view.close ? plain(view.close.text) : "Cancel";
  submit.textContent = view.submit ? plain(view.submit.text) : "";
  submit.hidden = !view.submit;
  const click = (where) => context.click({ ...where, view_id: view.id, values: read() });
  const whole = { ...context, state: view.state.values, errors: view.errors, fields, click };
  for (const gone of [...fields.keys()].filter((id) => !view.blocks.some((block) => block.block_id === id))) fields.delete(gone);
  placed(dialog.querySelector(".blocks"), view.blocks.map((block) => kept(block, whole)));
}

function kept(block, context) {
  const key = JSON.stringify([block, context.errors[block.block_id]]);
  if (drawn.get(block.block_id)?.[0] !== key) drawn.set(block.block_id, [key, drawOne(block, context)]);
  return drawn.get(block.block_id)[1];
}
