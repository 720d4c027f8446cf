// The clock of the bot: what time it is for the person who is looked at, and how to move it.

import { clock } from "./api.js";
import { stamp } from "./times.js";

const box = document.querySelector("#clock");
const to = document.querySelector("#clock-to");
let zone = "UTC";

export function startClock(notice) {
  box.hidden = false;
  const move = (where) => moved(where, notice);
  for (const button of box.querySelectorAll("[data-move]")) button.onclick = () => move(JSON.parse(button.dataset.move));
  document.querySelector("#clock-form").onsubmit = (event) => {
    event.preventDefault();
    move({ to: instant(to.value, zone).toISOString() });
  };
  const tell = () => showClock().catch((error) => { document.querySelector("#clock-next").textContent = error.message; });
  setInterval(tell, 1000);
  tell();
}

export function clockZone(name) {
  zone = name;
}

async function moved(where, notice) {
  notice("");
  busy(true);
  try {
    await clock(where);
    await showClock();
  } catch (error) {
    notice(error.message);
  } finally {
    busy(false);
  }
}

function busy(now) {
  box.setAttribute("aria-busy", String(now));
  for (const button of box.querySelectorAll("button")) button.disabled = now;
}

async function showClock() {
  const { now, next_due } = await clock();
  document.querySelector("#clock-now").textContent = stamp(new Date(now), zone);
  document.querySelector("#clock-next").textContent = next_due ? `next: ${stamp(new Date(next_due), zone)}` : "nothing due";
  document.querySelector("#clock-zone").textContent = zone;
  if (document.activeElement !== to) to.value = wall(new Date(now), zone);
}

function wall(moment, timeZone) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(moment).replace(" ", "T");
}

function instant(local, timeZone) {
  // The offset is read at a first guess, then again there: enough on both sides of a clock change.
  const wanted = Date.parse(`${local}Z`);
  const offset = (at) => Date.parse(`${wall(new Date(at), timeZone)}Z`) - at;
  return new Date(wanted - offset(wanted - offset(wanted)));
}
