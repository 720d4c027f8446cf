// The workspace, and what stands behind it: the timeline, the journal of calls, what goes wrong on request, the bot's log.

import { showFaults } from "./faults.js";
import { showJournal } from "./journal.js";
import { showLog } from "./log.js";
import { showTimeline } from "./timeline.js";

const DRAW = { timeline: showTimeline, journal: showJournal, faults: showFaults, log: showLog };
const buttons = [...document.querySelectorAll("#views [data-view]")];

export function startViews({ clock, zone }) {
  let now = "workspace";
  const box = (name) => document.querySelector(`#view-${name}`);
  const refresh = () => DRAW[now]?.(box(now), { zone: zone() }).catch((error) => box(now).replaceChildren(error.message));
  const show = (name) => {
    now = name;
    for (const button of buttons) {
      box(button.dataset.view).hidden = button.dataset.view !== name;
      if (button.dataset.view === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    document.body.dataset.view = name;
    refresh();
  };
  for (const button of buttons) {
    button.hidden = !clock && ["timeline", "log"].includes(button.dataset.view);
    button.onclick = () => show(button.dataset.view);
  }
  document.body.dataset.view = now;
  return { refresh, show };
}
