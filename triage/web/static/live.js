// News for a list.
(() => {
	const doc = document, list = doc.querySelector("[data-live]");
	if (!list) return;
	const at = list.dataset.at, box = list.querySelector(".fresh"), say = doc.getElementById("status");
	const each = (name, f) => doc.querySelectorAll(`[data-${name}]`).forEach(el => f(el, el.dataset[name]));
	let known = 0, tag, timer, failed = 0, stream;
	const show = news => {
		each("count", (el, name) => { el.textContent = news[name]; });
		for (const name of ["mark", "there"]) each(name, (el, n) => { el.textContent = news[name][n] || ""; });
		each("late", el => { el.hidden = !news.late; });
		const n = news.fresh.length;
		if (n === known) return;
		known = n;
		const text = n === 1 ? box.dataset.one : box.dataset.many.replace("{n}", n);
		box.hidden = !n;
		box.firstChild.textContent = text;
		say.textContent = n ? text : "";
	};
	const look = async () => {
		try {
			const r = await fetch(`/live/now${at}`, { headers: tag && { "If-None-Match": tag } });
			if (r.status === 200 && !r.redirected) { tag = r.headers.get("etag"); show(await r.json()); }
		} catch {}
	};
	const open = () => {
		if (timer || doc.hidden) return;
		stream = new EventSource(list.dataset.live + at);
		stream.addEventListener("news", e => { failed = 0; show(JSON.parse(e.data)); });
		stream.addEventListener("over", () => stream.close());
		stream.onerror = () => { if (++failed > 3 || stream.readyState === 2) { stream.close(); timer ||= setInterval(look, 20000); } };
	};
	// few connections a site: hidden tabs wait
	doc.addEventListener("visibilitychange", () => { stream?.close(); open(); });
	addEventListener("pagehide", () => stream?.close());
	open();
})();
