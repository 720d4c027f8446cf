// Standard Markdown, as the `markdown` block takes it: headings, lists, quotes, code, and emphasis in a line.

import { el } from "./dom.js";
import { link } from "./words.js";

const INLINE = /\[([^\]]+)\]\(([^)\s]+)\)|`([^`]+)`|\*\*([^*]+)\*\*|__([^_]+)__|\*([^*]+)\*|\b_([^_]+)_\b|~~([^~]+)~~/;

export function markdown(text) {
  const parts = text.split(/```\w*\n?([\s\S]*?)```/);
  return el("div", { class: "markdown" }, ...parts.flatMap((part, place) => (place % 2 ? [el("pre", {}, part)] : blocks(part))));
}

const blocks = (text) => text.split(/\n\s*\n/).filter((part) => part.trim()).flatMap((part) => block(part.trim()));

function block(text) {
  const heading = /^(#{1,6})\s+(.+)$/.exec(text.split("\n")[0]);
  if (heading) {
    const rest = text.split("\n").slice(1).join("\n");
    return [el("h4", {}, ...line(heading[2])), ...(rest.trim() ? blocks(rest) : [])];
  }
  const lines = text.split("\n");
  if (/^(---|\*\*\*)$/.test(text)) return [el("hr")];
  if (lines.every((one) => /^\s*>/.test(one))) return [el("blockquote", {}, ...block(lines.map((one) => one.replace(/^\s*>\s?/, "")).join("\n")))];
  if (lines.every((one) => /^\s*[-*+]\s/.test(one))) return [list("ul", lines)];
  if (lines.every((one) => /^\s*\d+[.)]\s/.test(one))) return [list("ol", lines)];
  return [el("p", {}, ...lines.flatMap((one, place) => (place ? [el("br"), ...line(one)] : line(one))))];
}

const list = (tag, lines) => el(tag, {}, ...lines.map((one) => el("li", {}, ...line(one.replace(/^\s*([-*+]|\d+[.)])\s/, "")))));

function line(text) {
  const found = INLINE.exec(text);
  if (!found) return text ? [text] : [];
  return [text.slice(0, found.index), mark(found), ...line(text.slice(found.index + found[0].length))];
}

function mark([, label, url, code, ...styles]) {
  if (label !== undefined) return link(url, label);
  if (code !== undefined) return el("code", {}, code);
  const [bold, under, italic, slanted, gone] = styles;
  if (bold ?? under) return el("strong", {}, ...line(bold ?? under));
  if (italic ?? slanted) return el("em", {}, ...line(italic ?? slanted));
  return el("s", {}, ...line(gone));
}
