// Keys, focus and forms. Without this file everything still works by links and buttons.
(() => {
  const root = document.documentElement, $ = (q, e = document) => e.querySelector(q), $$ = (q) => [...document.querySelectorAll(q)];
  root.classList.add("js");
  const typing = (e) => e.target.closest?.("input,textarea,select,[contenteditable]") || $("dialog[open]");
  const seen = (e) => e && e.getClientRects().length > 0;
  const rows = () => $$("[data-row]").filter(seen);
  const here = () => rows().indexOf(document.activeElement.closest?.("[data-row]") || $("[data-row][aria-current]"));

  const step = (by) => {
    const all = rows(), at = here();
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  const press = (el) => {
    if (el.hasAttribute("data-help")) return help();
    if (el.matches("input,textarea,select")) { el.scrollIntoView({ block: "nearest" }); return el.focus(); }
    if (el.matches("summary")) { el.parentNode.open = true; return $("input:not([type=hidden]),select,textarea", el.parentNode)?.focus(); }
    if (!el.disabled) el.click();
  };
  const help = () => { const d = $("#help"); if (d && !d.open) d.showModal(); };
  const escape = (e) => {
    const open = e.target.closest?.("details.drop[open],details.menu[open]");
    if (open) { open.open = false; $("summary", open).focus(); return; }
    if (typing(e)) { const row = $("[data-row][aria-current]"); e.target.blur?.(); if (seen(row)) row.focus(); return; }
    const row = $("[data-row][aria-current]");
    if (seen(row)) row.focus(); else $$("[data-back]").find(seen)?.click();
  };

  document.addEventListener("keydown", (e) => {
    if (e.isComposing || e.defaultPrevented) return;
    const form = e.target.closest?.("form");
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.matches("[data-send]")) {
      e.preventDefault();
      return form.requestSubmit($("[data-default]", form));
    }
    if (e.key === "Enter" && e.target.matches("[data-fix] select, .filters select")) { e.preventDefault(); return form.requestSubmit(); }
    if (e.key === "Escape" && !$("dialog[open]")) return escape(e);
    if (e.ctrlKey || e.metaKey || e.altKey || e.getModifierState("AltGraph") || typing(e)) return;
    const on = $("[data-key]");
    if (on && (e.key === "j" || e.key === "k")) { e.preventDefault(); return step(e.key === "j" ? 1 : -1); }
    if (e.target.closest?.("[data-row]") && (e.key === "ArrowDown" || e.key === "ArrowUp")) { e.preventDefault(); return step(e.key === "ArrowDown" ? 1 : -1); }
    if (e.key.length !== 1 || e.key === '"' || e.key === "\\") return;
    const el = $$(`[data-key="${e.key}"]`).find(seen);
    if (el) { e.preventDefault(); press(el); }
  });
  document.addEventListener("click", (e) => {
    const row = e.target.closest("[data-row]");
    if (row) { $$("[data-row][aria-current]").forEach((r) => r.removeAttribute("aria-current")); row.setAttribute("aria-current", "true"); }
    if (e.target.closest("a[data-help]")) { e.preventDefault(); help(); }
    $$("details.menu[open],details.drop[open]").forEach((d) => { if (!d.contains(e.target)) d.open = false; });
  });
  document.addEventListener("change", (e) => {
    const form = e.target.form;
    if (form?.matches("[data-fix]")) form.classList.toggle("changed", [...e.target.options].some((o) => o.selected !== o.defaultSelected));
  });
  // one press, one request
  document.addEventListener("submit", (e) => {
    if (e.target.dataset.sent) e.preventDefault();
    else if (e.target.method === "post") e.target.dataset.sent = "1";
  });
  addEventListener("pageshow", () => $$("form[data-sent]").forEach((f) => delete f.dataset.sent));
  $("[data-focus]")?.focus();
})();
