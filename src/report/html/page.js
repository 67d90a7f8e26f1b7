"use strict";
// Filters, search and keys. The page is whole without them.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rows = $$(".row");
  const chunks = $$(".chunk");
  const place = new Map(rows.map((row, n) => [row, n]));
  const search = $("#q"), shown = $("#shown"), pop = $("#pop"), here = $("#here"), help = $("#help"), rule = $("#rule");
  const boxes = $$("[name=only]"), columns = $$("[name=text]");
  $(".tools").hidden = false;

  // Full-width and half-width forms, letter case, ё and runs of white space count as the same.
  const fold = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е").replace(/\s+/g, " ");
  let folded = null;
  const texts = () => folded ??= rows.map((row) => $$(".t > p", row).map((p) => fold(p.textContent)).join("\n"));
  let ruleRows = null;
  const rowsOfRule = (name) => {
    if (!ruleRows) {
      ruleRows = new Map();
      for (const note of $$("li[data-r]")) {
        const row = note.closest(".row");
        if (!ruleRows.has(note.dataset.r)) ruleRows.set(note.dataset.r, new Set());
        if (row) ruleRows.get(note.dataset.r).add(row);
      }
    }
    return ruleRows.get(name) ?? new Set();
  };

  // The list of findings beside the texts, where there is one.
  const items = $$("#list li"), pick = $("#pick"), none_listed = $("#none");
  const ids = (link) => link.dataset.f?.split(" ") ?? [link.hash.slice(1)];
  const wanted = new Set(items.map((item) => item.firstElementChild.hash.slice(1)));
  const list = (only, ofRule) => {
    const kinds = only.filter((name) => ["se", "sw", "si", "de"].includes(name));
    let count = 0;
    for (const item of items) {
      const fits = (!kinds.length || item.dataset.s.split(" ").some((kind) => kinds.includes(kind))) && (!ofRule || item.dataset.r === ofRule);
      item.hidden = !fits;
      wanted[fits ? "add" : "delete"](item.firstElementChild.hash.slice(1));
      if (fits) count++;
    }
    if (none_listed) none_listed.hidden = count > 0;
    if (pick) pick.value = ofRule;
  };

  let query = "", onlyRule = "";
  const filter = () => {
    const only = boxes.filter((box) => box.checked).map((box) => box.value);
    const words = query && texts();
    const ofRule = onlyRule && rowsOfRule(onlyRule);
    let count = 0;
    rows.forEach((row, n) => {
      const fits = (!only.length || only.some((name) => row.classList.contains(name)))
        && (!ofRule || ofRule.has(row)) && (!query || words[n].includes(query));
      if (row.hidden === fits) row.hidden = !fits;
      if (fits) count++;
    });
    for (const chunk of chunks) chunk.hidden = !chunk.querySelector(".row:not([hidden])");
    shown.textContent = count === rows.length ? `${count} rows` : `${count} of ${rows.length}`;
    rule.hidden = !onlyRule || !!pick;
    rule.textContent = onlyRule;
    list(only, onlyRule);
    highlight();
  };
  for (const box of boxes) box.addEventListener("change", filter);
  rule.title = "Show all rules";
  rule.addEventListener("click", () => { onlyRule = ""; filter(); });
  for (const link of $$("a[data-rule]")) link.addEventListener("click", (event) => {
    event.preventDefault();
    onlyRule = link.dataset.rule;
    filter();
    const first = rows.findIndex((row) => !row.hidden);
    if (first >= 0) go(first, "start");
  });
  pick?.addEventListener("change", () => { onlyRule = pick.value; filter(); });
  const toggle = (name) => {
    const box = boxes.find((box) => box.value === name);
    if (box) { box.checked = !box.checked; filter(); }
  };
  // A text one does not read leaves its room to the others.
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const arrange = () => {
    const seen = columns.filter((box) => box.checked);
    if (!seen.length) { columns[0].checked = true; return arrange(); }
    const hidden = columns.filter((box) => !box.checked).map((box) => `.cols > .t${box.value}{display:none}`);
    const shares = seen.map((box) => box.dataset.share).join(" ");
    sheet.replaceSync(`${hidden.join("")} @media screen and (min-width:46.01rem){.cols{grid-template-columns:var(--gutter) ${shares}}}`);
  };
  for (const box of columns) box.addEventListener("change", arrange);
  let soon = 0;
  const typed = () => { query = fold(search.value).trim(); filter(); };
  search.addEventListener("input", (event) => {
    clearTimeout(soon);
    if (!event.isComposing) soon = setTimeout(typed, 120);
  });
  search.addEventListener("compositionend", () => { clearTimeout(soon); soon = setTimeout(typed, 0); });

  // What was searched for is marked in the chunks near the window only, without touching the page.
  const near = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) near[isIntersecting ? "add" : "delete"](target);
    if (query) highlight();
  }, { rootMargin: "400px" });
  chunks.forEach((chunk) => watch.observe(chunk));
  const highlight = () => {
    if (!globalThis.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("find");
    if (!query) return;
    const found = new Highlight();
    for (const chunk of near) for (const p of $$(".row:not([hidden]) .t > p", chunk)) {
      let words = "";
      const from = [];
      const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        let at = 0;
        for (const c of node.data) {
          let form = fold(c);
          if (form === " " && words.endsWith(" ")) form = "";
          for (let n = 0; n < form.length; n++) from.push([node, at, at + c.length]);
          words += form;
          at += c.length;
        }
      }
      for (let at = words.indexOf(query); at >= 0; at = words.indexOf(query, at + query.length)) {
        const range = new Range();
        range.setStart(from[at][0], from[at][1]);
        const last = from[at + query.length - 1];
        range.setEnd(last[0], last[2]);
        found.add(range);
      }
    }
    CSS.highlights.set("find", found);
  };

  // The row one is at.
  let current = -1;
  const mark = (n) => {
    if (n === current) return;
    rows[current]?.classList.remove("here");
    rows[current]?.removeAttribute("aria-current");
    current = n;
    const row = rows[n];
    if (!row) { here.hidden = true; return; }
    row.classList.add("here");
    row.setAttribute("aria-current", "true");
    const number = row.querySelector(".num"), sure = row.querySelector(".conf");
    const name = document.createElement("b");
    name.textContent = `Row ${number.textContent}`;
    const parts = [sure && `${parseInt(sure.textContent, 10)} % sure`, sure?.title, number.title];
    here.replaceChildren(name, " · " + parts.filter(Boolean).join(" · "));
    here.hidden = false;
  };
  const go = (n, block = "nearest") => {
    mark(n);
    const row = rows[n];
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block });
    // Chunks laid out on the way may have moved it.
    requestAnimationFrame(() => row.scrollIntoView({ block }));
    try { history.replaceState(null, "", "#" + row.id); } catch { /* some browsers refuse on file: pages */ }
  };
  // Without a row to start from, the first in the window.
  const start = (step) => {
    if (current >= 0) return current;
    const top = $("#bar").getBoundingClientRect().bottom;
    const first = chunks.findIndex((chunk) => !chunk.hidden && chunk.getBoundingClientRect().bottom > top);
    if (first < 0) return step > 0 ? -1 : rows.length;
    const row = $$(".row", chunks[first]).find((row) => !row.hidden && row.getBoundingClientRect().bottom > top);
    return row ? place.get(row) - step : -1;
  };
  const step = (by, fits, block) => {
    for (let n = start(by) + by; n >= 0 && n < rows.length; n += by) {
      if (!rows[n].hidden && fits(rows[n])) return go(n, block);
    }
    none(by);
  };
  const none = (by) => {
    here.textContent = by > 0 ? "Nothing further below." : "Nothing further above.";
    here.hidden = false;
  };
  const has = (name) => (row) => row.classList.contains(name);

  // Findings in the order of the page. One by keys, from where one is.
  let at = null;
  const finding = (by) => {
    const marks = (row) => $$("a.f", row).filter((link) => !items.length || ids(link).some((id) => wanted.has(id)));
    const visible = (n) => rows[n] && !rows[n].hidden && rows[n].classList.contains("ff") ? marks(rows[n]) : [];
    let n = start(by);
    if (at && at.closest(".row") === rows[n]) {
      const list = marks(rows[n]), next = list[list.indexOf(at) + by];
      if (next) return show(next, n);
    } else if (current >= 0) {
      const list = visible(n);
      if (list.length) return show(by > 0 ? list[0] : list.at(-1), n);
    }
    for (n += by; n >= 0 && n < rows.length; n += by) {
      const list = visible(n);
      if (list.length) return show(by > 0 ? list[0] : list.at(-1), n);
    }
    none(by);
  };
  const show = (link, n, id = ids(link).find((id) => wanted.has(id)) ?? ids(link)[0]) => {
    at = link;
    mark_listed("#" + id);
    go(n, "center");
    link.focus({ preventScroll: true });
    requestAnimationFrame(() => requestAnimationFrame(() => open(link)));
  };

  // Where one is in the list.
  let listed = null;
  const mark_listed = (hash) => {
    listed?.classList.remove("at");
    listed = items.find((item) => item.firstElementChild.hash === hash) ?? null;
    listed?.classList.add("at");
    listed?.scrollIntoView({ block: "nearest" });
  };
  for (const item of items) item.firstElementChild.addEventListener("click", (event) => {
    const hash = event.currentTarget.hash, id = hash.slice(1);
    const link = document.querySelector(`a.f[href="${hash}"], a.f[data-f~="${id}"]`), row = link?.closest(".row");
    if (!row) return mark_listed(hash);
    event.preventDefault();
    if (row.hidden) { for (const box of boxes) box.checked = false; onlyRule = query = search.value = ""; filter(); }
    show(link, place.get(row), id);
  });

  // What was found, beside the place that was pointed at or has the focus.
  let leaving = 0;
  const open = (link) => {
    clearTimeout(leaving);
    const ids = link.dataset.f ? link.dataset.f.split(" ") : [link.hash.slice(1)];
    const list = document.createElement("ul");
    list.className = "notes";
    for (const id of ids) {
      const note = document.getElementById(id)?.closest("li").cloneNode(true);
      if (!note) continue;
      for (const place of $$("[id]", note)) place.id === id ? place.removeAttribute("id") : place.remove();
      list.append(note);
    }
    if (!list.childElementCount) return;
    pop.replaceChildren(list);
    pop.hidden = false;
    link.setAttribute("aria-describedby", "pop");
    const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const below = box.bottom + 8, height = pop.offsetHeight;
    const top = below + height > innerHeight && box.top - 8 - height > 0 ? box.top - 8 - height : below;
    const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - pop.offsetWidth - 16));
    pop.style.top = `${top + scrollY}px`;
    pop.style.left = `${left + scrollX}px`;
  };
  const close = () => { pop.hidden = true; };
  const later = () => { clearTimeout(leaving); leaving = setTimeout(close, 180); };
  pop.addEventListener("mouseenter", () => clearTimeout(leaving));
  pop.addEventListener("mouseleave", later);

  // The same number in every text of a row.
  const numbers = (number, on) => {
    for (const other of $$(".n.on")) other.classList.remove("on");
    if (!on) return;
    const same = `.n[data-n="${CSS.escape(number.dataset.n)}"]`;
    for (const other of $$(same, number.closest(".row"))) other.classList.add("on");
  };
  const main = $("#rows");
  main.addEventListener("mouseover", (event) => {
    const link = event.target.closest("a.f"), number = event.target.closest(".n");
    if (link) open(link); else if (!pop.hidden) later();
    numbers(number, !!number);
  });
  main.addEventListener("mouseleave", () => { numbers(null, false); later(); });
  main.addEventListener("focusin", (event) => {
    const link = event.target.closest("a.f");
    if (link) open(link); else close();
    const row = event.target.closest(".row");
    if (row) mark(place.get(row));
  });
  main.addEventListener("focusout", later);
  main.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row) mark(place.get(row));
    const link = event.target.closest("a.f");
    if (link) { at = link; mark_listed(link.hash); open(link); event.preventDefault(); }
  });

  // A link to a row or a note that a filter hides shows it.
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const row = target?.closest(".row");
    if (!row) return;
    if (row.hidden) { for (const box of boxes) box.checked = false; onlyRule = query = search.value = ""; filter(); }
    target.closest("details")?.setAttribute("open", "");
    mark(place.get(row));
    target.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => target.scrollIntoView({ block: "center" }));
  };
  addEventListener("hashchange", follow);
  addEventListener("resize", close);
  addEventListener("beforeprint", () => { for (const d of $$("details")) d.open = true; });

  const keys = {
    j: () => step(1, () => true), k: () => step(-1, () => true),
    n: () => step(1, has("d"), "center"), N: () => step(-1, has("d"), "center"),
    c: () => step(1, has("ch"), "center"), C: () => step(-1, has("ch"), "center"),
    f: () => finding(1), F: () => finding(-1),
    g: () => { mark(-1); const n = rows.findIndex((row) => !row.hidden); if (n >= 0) go(n, "center"); },
    G: () => { const n = rows.findLastIndex((row) => !row.hidden); if (n >= 0) go(n, "center"); },
    "/": () => { search.focus(); search.select(); },
    "?": () => help.showModal(),
    e: () => toggle("se"), w: () => toggle("sw"), i: () => toggle("si"),
    r: () => pick?.focus(),
    l: () => (listed ?? items.find((item) => !item.hidden))?.firstElementChild.focus(),
  };
  document.addEventListener("keydown", (event) => {
    // An input method that is composing has the keys for itself (229 where it does not say so).
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (help.open) return;
    const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if (event.target === search) { search.value = ""; typed(); search.blur(); }
      close();
      return;
    }
    if (event.target === search && event.key === "Enter") {
      clearTimeout(soon);
      typed();
      mark(-1);
      const n = rows.findIndex((row) => !row.hidden);
      if (n >= 0) go(n, "center");
      event.preventDefault();
      return;
    }
    if (typing) return;
    const run = keys[event.key];
    if (run) { event.preventDefault(); run(); }
  });
  $("#keys").addEventListener("click", () => help.showModal());
  if (location.hash) follow();
})();
