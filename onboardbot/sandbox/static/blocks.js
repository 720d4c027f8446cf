// Block Kit to elements. `context` holds people, state (values by block and action), and click(fields).

import { el } from "./dom.js";
import { button, field, menu } from "./elements.js";
import { markdown } from "./markdown.js";
import { inline, plain, words } from "./words.js";

export function draw(blocks, context) {
  return el("div", { class: "blocks" }, ...blocks.map((block) => drawOne(block, context)));
}

export function drawOne(block, context) {
  return (BLOCKS[block.type] ?? unknown)(block, context);
}

const unknown = (block) => el("p", { class: "quiet" }, `(a block of type ${block.type})`);

const BLOCKS = {
  section: (block, context) => el("div", { class: "section" },
    el("div", {},
      block.text ? el("p", {}, words(block.text, context.people)) : null,
      block.fields ? el("div", { class: "fields" }, ...block.fields.map((text) => el("p", {}, words(text, context.people)))) : null),
    block.accessory ? clickable(block, block.accessory, context) : null),
  header: (block) => el("h3", {}, plain(block.text.text)),
  divider: () => el("hr"),
  context: (block, context) => el("div", { class: "context" }, ...block.elements.map((part) => small(part, context))),
  actions: (block, context) => el("div", { class: "actions" }, ...block.elements.map((part) => clickable(block, part, context))),
  image: (block) => el("figure", {}, block.title ? el("figcaption", {}, plain(block.title.text)) : null, picture(block)),
  markdown: (block) => markdown(block.text),
  rich_text: (block, context) => el("div", {}, ...block.elements.map((part) => rich(part, context.people))),
  input: (block, context) => input(block, context),
  alert: (block, context) => el("p", { class: `alert ${block.level ?? ""}`, role: "note" }, words(block.text, context.people)),
};

const picture = (part) => el("img", { src: part.image_url, alt: part.alt_text });
const small = (part, context) => (part.type === "image" ? picture(part) : el("p", {}, words(part, context.people)));

function rich(part, people) {
  const inside = (elements) => elements.map((one) => inline(one, people));
  switch (part.type) {
    case "rich_text_quote": return el("blockquote", {}, ...inside(part.elements));
    case "rich_text_preformatted": return el("pre", {}, ...inside(part.elements));
    case "rich_text_list": return el(part.style === "ordered" ? "ol" : "ul", { style: `margin-inline-start: ${part.indent ?? 0}em`, start: part.offset ? part.offset + 1 : null },
      ...part.elements.map((item) => el("li", {}, ...inside(item.elements))));
    default: return el("p", {}, ...inside(part.elements));
  }
}

function clickable(block, element, context) {
  if (element.type === "image") return picture(element);
  const where = { action_id: element.action_id, block_id: block.block_id };
  if (element.type === "button") return button(element, () => context.click({ ...where, value: element.value }));
  if (element.type === "overflow") return menu(element, (selected) => context.click({ ...where, selected }));
  const held = context.state?.[block.block_id]?.[element.action_id];
  const label = element.placeholder ? plain(element.placeholder.text) : block.text ? plain(block.text.text) : "Your choice";
  const made = field(element, held, context.people, { "aria-label": label });
  made.node.addEventListener("change", () => context.click({ ...where, selected: made.read() }));
  return made.node;
}

function input(block, context) {
  const held = context.state?.[block.block_id]?.[block.element.action_id];
  const error = context.errors?.[block.block_id];
  const names = { "aria-required": !block.optional, "aria-invalid": Boolean(error) };
  const made = field(block.element, held, context.people, names);
  const about = [["hint", block.hint && plain(block.hint.text)], ["error", error]].filter(([, text]) => text);
  if (about.length) made.node.setAttribute("aria-describedby", about.map(([name]) => `${made.id}-${name}`).join(" "));
  context.fields?.set(block.block_id, made.read);
  if (block.dispatch_action) dispatch(block, made, context);
  const group = made.node.matches("[role]");
  if (group) {
    made.node.setAttribute("aria-labelledby", `${made.id}-label`);
    if (made.node.getAttribute("role") === "group") for (const name of ["aria-required", "aria-invalid"]) made.node.removeAttribute(name);
  }
  return el("div", { class: "input" },
    el(group ? "span" : "label", { class: "label", id: `${made.id}-label`, for: group ? null : made.id },
      plain(block.label.text), block.optional ? el("span", { class: "quiet" }, " (optional)") : null),
    made.node,
    ...about.map(([name, text]) => el("p", { class: name, id: `${made.id}-${name}` }, text)));
}

const SETTLED = 500; // milliseconds: a year that is typed digit by digit is four changes

function dispatch(block, made, context) {
  const where = { action_id: block.element.action_id, block_id: block.block_id };
  const send = () => context.click({ ...where, selected: made.read() });
  let timer;
  made.node.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(send, SETTLED); });
  made.read.drop = () => clearTimeout(timer); // what is submitted need not be sent by itself
  if (!made.node.matches("input")) return;
  made.node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    made.node.dispatchEvent(new Event("change"));
  });
}
