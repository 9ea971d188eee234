// A little on top of pages that work without it: the words and the row of a statement light up together, files can be dropped,
// j and k walk from row to row.
"use strict";
(() => {
  const lit = new Set();
  const light = (keys) => {
    for (const element of lit) element.classList.remove("lit");
    lit.clear();
    for (const key of keys) {
      for (const element of document.querySelectorAll(`[data-s~="${CSS.escape(key)}"]`)) {
        element.classList.add("lit");
        lit.add(element);
      }
    }
  };
  const keysOf = (target) => {
    const element = target instanceof Element ? target.closest("[data-s]") : null;
    return element ? element.dataset.s.split(" ") : [];
  };
  document.addEventListener("mouseover", (event) => light(keysOf(event.target)));
  document.addEventListener("focusin", (event) => light(keysOf(event.target)));

  const rows = [...document.querySelectorAll(".rows > li")];
  // A link to a row leads the keyboard there too, once the browser has gone to it.
  const enter = () => {
    const named = rows.find((row) => row.id && row.id === location.hash.slice(1));
    const link = named && named.querySelector("a");
    if (link) link.focus({ preventScroll: true });
  };
  window.addEventListener("load", enter);
  window.addEventListener("hashchange", enter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    // Only from a row on: a single letter typed elsewhere, or spoken to the machine, does nothing (WCAG 2.1.4).
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at < 0) return;
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    const link = next.querySelector("a");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  });

  const drop = document.querySelector(".drop");
  const files = drop && drop.querySelector("input[type=file]");
  if (files) {
    for (const kind of ["dragover", "dragenter"]) {
      document.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      files.files = event.dataTransfer.files;
    });
    files.form.addEventListener("submit", () => files.form.querySelector("progress").classList.remove("hidden"));
  }
})();
