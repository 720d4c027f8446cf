// "Are you sure?", as an app asks it before a button does something.

import { el } from "./dom.js";
import { plain } from "./words.js";

const dialog = document.querySelector("#confirm");

export async function sure(confirm) {
  if (!confirm) return true;
  const style = confirm.style === "danger" ? "danger" : "primary";
  dialog.replaceChildren(el("form", { method: "dialog" },
    el("h2", { id: "confirm-title" }, plain(confirm.title.text)),
    el("p", {}, plain(confirm.text.text)),
    el("div", { class: "ends" },
      el("button", { value: "no" }, plain(confirm.deny.text)),
      el("button", { value: "yes", class: style }, plain(confirm.confirm.text)))));
  dialog.returnValue = "no"; // what closing it by Escape means
  dialog.showModal();
  await new Promise((resolve) => { dialog.addEventListener("close", resolve, { once: true }); });
  return dialog.returnValue === "yes";
}
