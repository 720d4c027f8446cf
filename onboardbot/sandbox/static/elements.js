// The elements that people click or fill in. `read()` of a field gives what the control API takes as its value.

import { sure } from "./confirm.js";
import { el } from "./dom.js";
import { plain, words } from "./words.js";

let made = 0; // for ids that tie a label to its field

export function button(element, onclick) {
  const label = plain(element.text.text);
  const asked = async () => { if (await sure(element.confirm)) onclick(); };
  const attributes = { type: "button", class: element.style, "aria-label": element.accessibility_label, onclick: asked };
  if (element.url) return el("a", { class: `button ${element.style ?? ""}`, href: element.url, target: "_blank", rel: "noopener", onclick }, label);
  return el("button", attributes, label);
}

export function menu(element, pick) {
  const close = () => { node.open = false; node.querySelector("summary").focus(); };
  const choose = (option) => async () => { close(); if (await sure(element.confirm)) pick(option.value); };
  const items = element.options.map((option) => el("li", {}, el("button", { type: "button", onclick: choose(option) }, plain(option.text.text))));
  const node = el("details", { class: "menu", onkeydown: (event) => { if (event.key === "Escape") close(); } },
    el("summary", { "aria-label": "More options" }, "⋯"), el("ul", {}, ...items));
  return node;
}

export function field(element, held, people, names = {}) {
  const make = FIELDS[element.type] ?? input;
  return make(element, held ?? {}, people, { id: `field-${++made}`, ...names });
}

const HTML = {
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", email_text_input: "email",
  url_text_input: "url", number_input: "number", plain_text_input: "text",
};

function input(element, held, people, names) {
  const value = held.value ?? held.selected_date ?? held.selected_time ?? first(element) ?? "";
  const attributes = { ...names, placeholder: element.placeholder && plain(element.placeholder.text), maxlength: element.max_length };
  const node = element.multiline ? el("textarea", { ...attributes, rows: 4 }) : el("input", { ...attributes, type: HTML[element.type] ?? "text" });
  node.value = value;
  return { node, id: names.id, read: () => node.value };
}

function moment(element, held, people, names) {
  const seconds = held.selected_date_time ?? element.initial_date_time;
  const node = el("input", { ...names, type: "datetime-local" });
  if (seconds) node.value = new Date(seconds * 1000 - new Date(seconds * 1000).getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  return { node, id: names.id, read: () => (node.value ? Math.floor(Date.parse(node.value) / 1000) : "") };
}

const first = (element) => element.initial_value ?? element.initial_date ?? element.initial_time;

function select(element, held, people, names) {
  const many = element.type.startsWith("multi_");
  const options = element.type.endsWith("users_select")
    ? people.map((person) => ({ value: person.id, label: person.name }))
    : optionsOf(element).map((option) => ({ value: option.value, label: plain(option.text.text) }));
  if (many) return several(options, held, element, names);
  const chosen = held.selected_option?.value ?? held.selected_user ?? element.initial_option?.value ?? element.initial_user ?? "";
  const empty = el("option", { value: "" }, element.placeholder ? plain(element.placeholder.text) : "Choose…");
  const node = el("select", names, empty, ...options.map(({ value, label }) => el("option", { value }, label)));
  node.value = chosen;
  return { node, id: names.id, read: () => node.value };
}

function several(options, held, element, names) {
  const values = held.selected_users ?? element.initial_users ?? (held.selected_options ?? element.initial_options ?? []).map((option) => option.value);
  const node = el("select", { ...names, multiple: true }, ...options.map(({ value, label }) => el("option", { value, selected: values.includes(value) }, label)));
  return { node, id: names.id, read: () => [...node.selectedOptions].map((option) => option.value) };
}

const optionsOf = (element) => element.options ?? element.option_groups.flatMap((group) => group.options);

function choices(element, held, people, names) {
  const many = element.type === "checkboxes";
  const chosen = many ? held.selected_options ?? element.initial_options ?? [] : [held.selected_option ?? element.initial_option];
  const values = chosen.filter(Boolean).map((option) => option.value);
  const boxes = element.options.map((option) =>
    el("input", { type: many ? "checkbox" : "radio", name: names.id, value: option.value, checked: values.includes(option.value) }));
  const rows = element.options.map((option, place) => el("label", { class: "choice" }, boxes[place],
    el("span", {}, words(option.text, people), option.description ? el("small", { class: "quiet" }, words(option.description, people)) : null)));
  const node = el("div", { ...names, role: many ? "group" : "radiogroup" }, ...rows);
  const read = () => boxes.filter((box) => box.checked).map((box) => box.value);
  return { node, id: names.id, read: () => (many ? read() : read()[0] ?? "") };
}

const FIELDS = {
  static_select: select, users_select: select, multi_static_select: select, multi_users_select: select,
  datetimepicker: moment,
  radio_buttons: choices, checkboxes: choices,
};
