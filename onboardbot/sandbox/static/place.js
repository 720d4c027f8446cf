// Putting elements into a list without moving those that stay, so that a button or an input keeps the focus.

export function placed(list, wanted) {
  wanted.forEach((item, index) => { if (list.children[index] !== item) list.insertBefore(item, list.children[index] ?? null); });
  while (list.children.length > wanted.length) list.lastElementChild.remove();
}
