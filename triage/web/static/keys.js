// Keys, focus and forms.
(() => {
	const doc = document, root = doc.documentElement, CHOSEN = "[data-row][aria-current]", OPEN = "details:is(.menu,.drop)[open]";
	const $ = (q, e = doc) => e.querySelector(q), $$ = q => [...doc.querySelectorAll(q)], on = (name, f) => doc.addEventListener(name, f);
	const stop = e => e.preventDefault(), show = e => e?.scrollIntoView({ block: "nearest" });
	root.classList.add("js");
	history.replaceState({ htmx: 1 }, "");
	const typing = e => e.target.closest?.("input:not([type=checkbox]),textarea,select,[contenteditable]") || $("dialog[open]");
	const seen = e => e?.getClientRects().length;
	const rows = () => $$("[data-row]").filter(seen);
	const now = () => doc.activeElement.closest(".row")?.querySelector("[data-row]") || $(CHOSEN);
	const box = row => $("[name=pick]", row.closest(".row"));
	const help = () => $("#help:not([open])")?.showModal();
	let last, first = "";

	const step = by => {
		const all = rows(), at = all.indexOf(now());
		const next = all[at < 0 ? 0 : at + by] || all[at];
		next?.focus();
		show(next);
	};
	const tick = range => {
		const all = rows(), at = now() || all[0], to = all.indexOf(at), from = range && all.includes(last) ? all.indexOf(last) : to;
		if (!at || !box(at)) return;
		const want = range || !box(at).checked;
		all.forEach((r, i) => { if ((i - from) * (i - to) <= 0) box(r).checked = want; });
		last = at;
		at.focus();
	};
	const press = el => {
		if (el.hasAttribute("data-help")) return help();
		if (el.matches("input,textarea,select")) { show(el); return el.focus(); }
		if (el.matches("summary")) { el.parentNode.open = true; return ($("textarea", el.parentNode) || $("input:not([type=hidden]),select", el.parentNode))?.focus(); }
		el.click();
	};
	const escape = e => {
		const at = e.target, open = at.closest?.(OPEN), row = $(CHOSEN);
		if (open) { open.open = false; return $("summary", open).focus(); }
		if (typing(e)) at.blur?.();
		if (seen(row)) row.focus(); else if (!typing(e)) $$("[data-back]").find(seen)?.click();
	};

	on("keydown", e => {
		if (e.isComposing || e.defaultPrevented) return;
		const at = e.target, form = at.form, is = q => at.matches?.(q), enter = e.key === "Enter";
		if (enter && (e.ctrlKey || e.metaKey) && is("[data-send]")) { stop(e); return form.requestSubmit($(e.shiftKey ? "[data-next]" : "[data-default]", form)); }
		if (enter && is("[data-fix] select,.filters select,.bulk .drop__body *")) { stop(e); return form.requestSubmit($("button", at.closest(".drop__body") || form)); }
		if (e.key === "Escape" && !$("dialog[open]")) return escape(e);
		const alt = "alt" in root.dataset;
		if (e.ctrlKey || e.metaKey || e.getModifierState("AltGraph") || typing(e)) return;
		const arrow = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		if (arrow && at.closest?.("[data-row]")) { stop(e); return step(arrow); }
		if (e.altKey !== alt || (alt && !e.shiftKey)) return;
		let key = e.key;
		if (alt) key = (/^[a-z?/]$/i.test(key) ? key : e.code[3] || "").toLowerCase();
		if (key.length !== 1 || /["\\]/.test(key) || !$("[data-key]")) return;
		const two = first + key;
		first = key === "g" ? "g " : "";
		const by = { j: 1, k: -1 }[key];
		if (by) { stop(e); return step(by); }
		if (key === "x" || (key === "X" && e.shiftKey)) { stop(e); return tick(key === "X"); }
		const el = $$(`[data-key="${two}"]`).find(seen);
		if (el) { stop(e); press(el); }
	});
	on("click", e => {
		const at = e.target, row = at.closest("[data-row]");
		if (row) { $$(CHOSEN).forEach(r => { r.ariaCurrent = null; }); row.ariaCurrent = "true"; }
		const chip = at.closest("[data-chip]"), n = $("#note");
		if (chip) { n.focus(); doc.execCommand("insertText", false, (n.value && ", ") + chip.textContent); }
		if (at.closest("a[data-help]")) { stop(e); help(); }
		$$(OPEN).forEach(d => { if (!d.contains(at)) d.open = false; });
	});
	on("change", ({ target: t }) => {
		if (t.form?.matches("[data-fix]")) t.form.classList.toggle("changed", [...t.options].some(o => o.selected !== o.defaultSelected));
	});
	on("submit", e => {
		const f = e.target;
		if (f.dataset.sent) stop(e); else if (f.method === "post") f.dataset.sent = 1;
	});
	for (const no of ["htmx:error", "htmx:response:error"]) addEventListener(no, ({ target: f }) => { const say = $("[data-unsaved]", f); if (say) { say.hidden = false; f.dataset.sent = ""; } });
	addEventListener("pageshow", () => $$("form[data-sent]").forEach(f => delete f.dataset.sent));
	$("[data-focus]")?.focus();
})();
