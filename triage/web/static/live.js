// News for an open list: one stream, or a look every 20 seconds where streams do not come through.
(() => {
  const list = document.querySelector("[data-live]");
  if (!list) return;
  const at = `?since=${list.dataset.since}`, box = list.querySelector(".fresh"), link = box.querySelector("a");
  const say = document.getElementById("status");
  let known = 0, tag = "", timer = 0, failed = 0;
  const show = (news) => {
    for (const name of ["open", "unclear", "mine", "waiting"]) {
      const el = document.querySelector(`[data-count="${name}"]`);
      if (el) el.textContent = news[name];
    }
    list.querySelector("[data-late]").hidden = !news.late;
    const n = news.fresh.length;
    if (n === known) return;
    known = n;
    const text = n === 1 ? box.dataset.one : box.dataset.many.replace("{n}", n);
    box.hidden = n === 0;
    link.textContent = text;
    say.textContent = n ? text : "";
  };
  const look = async () => {
    try {
      const r = await fetch(`/live/now${at}`, { headers: tag ? { "If-None-Match": tag } : {} });
      if (r.status === 200 && r.headers.get("content-type").startsWith("application/json")) { tag = r.headers.get("etag"); show(await r.json()); }
    } catch { /* the next look tries again */ }
  };
  const poll = () => { timer ||= setInterval(look, 20000); };
  let stream;
  const open = () => {
    if (timer || document.hidden) return;
    stream = new EventSource(`${list.dataset.live}${at}`);
    stream.addEventListener("news", (e) => { failed = 0; show(JSON.parse(e.data)); });
    stream.addEventListener("over", () => stream.close());
    stream.onerror = () => { failed += 1; if (failed > 3 || stream.readyState === 2) { stream.close(); poll(); } };
  };
  // a browser grants one site six connections: a hidden tab gives its own back
  document.addEventListener("visibilitychange", () => { stream?.close(); open(); });
  addEventListener("pagehide", () => stream?.close());
  open();
})();
