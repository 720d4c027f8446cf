// Slack's text to elements: mrkdwn, plain text, and the parts of rich_text. Nothing is ever parsed as HTML.

import { el } from "./dom.js";
import { emoji as named } from "./emoji.js";

const PATTERN = /<([^>\n]+)>|```([\s\S]+?)```|`([^`\n]+)`|\*([^*\n]+)\*|\b_([^_\n]+)_\b|~([^~\n]+)~|:([a-z0-9_+-]+):|\n/;

const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

export function words(text, people) {
  return text.type === "mrkdwn" ? mrkdwn(text.text, people) : plain(text.text);
}

export function plain(text) {
  const parts = text.split(/:([a-z0-9_+-]+):/);
  return parts.map((part, place) => (place % 2 ? named(part) : part)).join("");
}

export function mrkdwn(text, people) {
  const span = el("span");
  let rest = text;
  for (let found = PATTERN.exec(rest); found; found = PATTERN.exec(rest)) {
    span.append(unescape(rest.slice(0, found.index)), mark(found, people));
    rest = rest.slice(found.index + found[0].length);
  }
  span.append(unescape(rest));
  return span;
}

function mark([, angle, block, code, bold, italic, strike, emoji], people) {
  if (angle !== undefined) return reference(angle, people);
  if (block !== undefined) return el("pre", {}, unescape(block));
  if (code !== undefined) return el("code", {}, unescape(code));
  if (bold !== undefined) return el("strong", {}, mrkdwn(bold, people));
  if (italic !== undefined) return el("em", {}, mrkdwn(italic, people));
  if (strike !== undefined) return el("s", {}, mrkdwn(strike, people));
  if (emoji !== undefined) return named(emoji);
  return el("br");
}

function reference(inside, people) {
  const [target, label] = inside.split("|");
  if (target.startsWith("@")) return mention(target.slice(1), people);
  if (target.startsWith("!date")) return label ?? "";
  if (/^[!#]/.test(target)) return el("span", { class: "mention" }, `@${label ?? target.slice(1)}`);
  return link(unescape(target), unescape(label ?? target));
}

export function mention(id, people) {
  const person = people.find((one) => one.id === id);
  return el("span", { class: "mention" }, `@${person ? person.name : id}`);
}

export function link(url, label) {
  if (!/^(https?|mailto|tel):/.test(url)) return label; // a javascript: link must not become one
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

export function inline(part, people) {
  return styled(raw(part, people), part.style ?? {});
}

function raw(part, people) {
  switch (part.type) {
    case "text": return lines(part.text);
    case "link": return link(part.url, part.text || part.url);
    case "user": return mention(part.user_id, people);
    case "emoji": return part.unicode ? String.fromCodePoint(...part.unicode.split("-").map((code) => parseInt(code, 16))) : named(part.name);
    case "date": return part.fallback ?? "";
    case "channel": return el("span", { class: "mention" }, `#${part.channel_id}`);
    case "usergroup": return el("span", { class: "mention" }, `@${part.usergroup_id}`);
    case "broadcast": return el("span", { class: "mention" }, `@${part.range}`);
    default: return part.text ?? "";
  }
}

function lines(text) {
  const span = el("span");
  text.split("\n").forEach((line, place) => span.append(...(place ? [el("br")] : []), line));
  return span;
}

function styled(node, style) {
  const tags = [["bold", "strong"], ["italic", "em"], ["strike", "s"], ["code", "code"], ["underline", "u"]];
  return tags.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}
