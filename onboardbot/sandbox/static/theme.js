// Light, dark, or as the device has it.

const button = document.querySelector("#theme");
const NAMES = { auto: "Theme: auto", light: "Theme: light", dark: "Theme: dark" };
const order = Object.keys(NAMES);
let theme = order.includes(localStorage.getItem("theme")) ? localStorage.getItem("theme") : "auto";

function show() {
  document.documentElement.dataset.theme = theme;
  button.textContent = { auto: "◐", light: "☀", dark: "☾" }[theme];
  button.setAttribute("aria-label", NAMES[theme]);
}

button.onclick = () => {
  theme = order[(order.indexOf(theme) + 1) % order.length];
  localStorage.setItem("theme", theme);
  show();
};
show();
