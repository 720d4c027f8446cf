// A face for everybody: their initials on a colour of their own, and a mark for the bot.

import { el } from "./dom.js";

const COLOURS = ["#5b3a8c", "#1f5f8b", "#8a3b12", "#7a2f5d", "#3c6114", "#7d5a00", "#334e9e", "#8f2d3a"];

export function face(person) {
  if (!person) return el("span", { class: "face", "aria-hidden": "true" }, el("img", { src: "/static/mark.svg", alt: "" }));
  const initials = person.name.split(/\s+/).map((word) => [...word][0] ?? "").join("").slice(0, 2).toUpperCase();
  const sum = [...person.id].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return el("span", { class: "face", "aria-hidden": "true", style: `background: ${COLOURS[sum % COLOURS.length]}` }, initials || "?");
}
