// The list of people: who one is, and who got something meanwhile.

import { el } from "./dom.js";
import { face } from "./faces.js";
import { plain } from "./words.js";

const NEW = "new hire";
const MANY = 9; // people from which on newcomers stand apart

export function showPeople(list, { people, user, seen, become }) {
  const key = JSON.stringify([people, user, seen.stamps]);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const focused = document.activeElement?.dataset.person;
  const draw = (one) => person(one, { user, seen, become });
  const [newcomers, others] = [people.filter(({ role }) => role === NEW), people.filter(({ role }) => role !== NEW)];
  const apart = people.length >= MANY && newcomers.length;
  list.replaceChildren(...(apart ? [title("Newcomers"), ...newcomers.map(draw), title("Everybody else"), ...others.map(draw)] : people.map(draw)));
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus();
}

const title = (words) => el("li", { class: "title" }, words);

function person(one, { user, seen, become }) {
  const { id, name, role, latest, latest_text, deleted } = one;
  const news = latest > seen.last(id);
  return el("li", {}, el("button", { type: "button", "data-person": id, "aria-current": user === id, disabled: deleted, onclick: () => become(id) },
    face(one),
    el("span", { class: "name" }, name), news ? el("span", { class: "news" }, "new") : null,
    el("small", {}, deleted ? "deactivated" : role),
    news ? el("small", { class: "push", title: "What a phone shows of it while it is locked" }, plain(latest_text)) : null));
}
