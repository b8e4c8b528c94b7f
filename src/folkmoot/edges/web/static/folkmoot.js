// Small comforts. Every page and form works without this file.
(() => {
  "use strict";
  const count = (area) => {
    const out = document.getElementById(area.dataset.count);
    if (!out) return;
    const left = Number(area.dataset.limit) - [...area.value].length;
    out.textContent = left < 500 || area.value ? String(left) : "";
    out.classList.toggle("over", left < 0);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-count]")) count(event.target);
  });
  document.addEventListener("click", (event) => {
    // The second click of a double click would meet the answer to the first, and take it back.
    if (event.detail > 1 && event.target.closest("form.does button")) event.preventDefault();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const open = document.querySelector("details.menu[open]");
    if (event.key === "Escape" && open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
    if (event.key === "Escape" && event.target.matches("input, textarea, select")) event.target.blur();
    if (event.key === "Enter" && event.target.matches("a, button, summary")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=radio], [type=checkbox]), textarea, select")) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) {
      event.preventDefault();
      target.focus();
      target.click();
    }
  });
  const ready = () => {
    document.querySelectorAll("[data-count]").forEach(count);
    const problems = document.getElementById("problems");
    if (problems) problems.focus();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
