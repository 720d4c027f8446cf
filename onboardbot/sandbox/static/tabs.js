// Messages and Home, as tabs that arrow keys walk.

const $ = (selector) => document.querySelector(selector);
const TABS = ["messages", "home"];

export function startTabs(shown) {
  const show = (tab) => {
    for (const name of TABS) {
      $(`#tab-${name}`).setAttribute("aria-selected", String(name === tab));
      $(`#tab-${name}`).tabIndex = name === tab ? 0 : -1;
      $(`#${name}-panel`).hidden = name !== tab;
    }
    shown(tab);
  };
  $("[role=tablist]").onkeydown = (event) => {
    const other = { ArrowLeft: "messages", ArrowRight: "home" }[event.key];
    if (other) { show(other); $(`#tab-${other}`).focus(); }
  };
  for (const name of TABS) $(`#tab-${name}`).onclick = () => show(name);
}
