// The topmost modal of the person, as a dialog.

import { draw } from "./blocks.js";
import { el } from "./dom.js";
import { plain } from "./words.js";

const dialog = document.querySelector("#modal");
let shown = "";

export function showModal(views, context) {
  const view = views.at(-1);
  const key = view ? JSON.stringify([context.user, view.id, view.hash, view.errors]) : "";
  if (key === shown) return; // typing goes on undisturbed
  shown = key;
  if (!view) {
    dialog.close();
    dialog.replaceChildren();
    return;
  }
  dialog.replaceChildren(content(view, context));
  if (!dialog.open) dialog.showModal();
}

function content(view, context) {
  const fields = new Map();
  const click = (fields_) => context.click({ ...fields_, view_id: view.id });
  const blocks = draw(view.blocks, { ...context, state: view.state.values, errors: view.errors, fields, click });
  const submit = () => context.act("submit", {
    view_id: view.id, values: Object.fromEntries([...fields].map(([block_id, read]) => [block_id, read()])),
  });
  const close = () => context.act("close", { view_id: view.id });
  dialog.oncancel = (event) => { event.preventDefault(); close(); };
  return el("form", { method: "dialog", novalidate: true, onsubmit: (event) => { event.preventDefault(); submit(); } },
    el("h2", { id: "modal-title" }, plain(view.title.text)),
    blocks,
    el("p", { class: "error", id: "modal-notice", role: "alert" }),
    el("div", { class: "ends" },
      el("button", { type: "button", onclick: close }, view.close ? plain(view.close.text) : "Cancel"),
      view.submit ? el("button", { class: "primary" }, plain(view.submit.text)) : null));
}
