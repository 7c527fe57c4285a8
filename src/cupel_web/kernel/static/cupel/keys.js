// One key per act of a page: elements name theirs in data-key. Without JavaScript the buttons and links remain.
const hint = document.querySelector("[data-keys]");
const toggles = document.querySelectorAll("[data-keys-switch]");
let on = localStorage.getItem("review-keys") !== "off";

const show = () => {
  for (const toggle of toggles) toggle.setAttribute("aria-pressed", String((toggle.dataset.keysSwitch === "on") === on));
  if (hint) hint.hidden = false;
};

for (const toggle of toggles) {
  toggle.addEventListener("click", () => {
    on = !on;
    localStorage.setItem("review-keys", on ? "on" : "off");
    show();
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});

show();
