"use strict";
// Filters, search, keys, and the desk on which rows are put right. The page is whole without them.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const data = (id) => { try { return JSON.parse($(`#${id}`)?.textContent || "null"); } catch { return null; } };

  // ---- What every page has: its language, and keys.

  let told = data("told") ?? { words: {} };
  const stored = (key, value) => {
    try { return value === undefined ? localStorage.getItem(key) : localStorage.setItem(key, value); } catch { return null; }
  };
  let ui = stored("duizhao-ui") ?? (/^zh/i.test((navigator.languages ?? [navigator.language])[0] ?? "") ? "zh" : "en");
  const t = (key, names = {}) => (told.words[key]?.[ui === "zh" ? 1 : 0] ?? key).replace(/\{(\w+)\}/g, (_, name) => names[name] ?? "");
  const speak = () => {
    document.documentElement.dataset.ui = ui;
    document.documentElement.lang = ui === "zh" ? "zh-Hans" : "en";
    for (const [name, attribute] of [["zhPlaceholder", "placeholder"], ["zhLabel", "aria-label"]]) {
      for (const element of $$(`[data-${name === "zhLabel" ? "zh-label" : "zh-placeholder"}]`)) {
        element.dataset.en ??= element.getAttribute(attribute);
        element.setAttribute(attribute, ui === "zh" ? element.dataset[name] : element.dataset.en);
      }
    }
    const language = $("#language");
    if (language) { language.textContent = t("language"); language.lang = ui === "zh" ? "en" : "zh-Hans"; }
  };
  const sheet = new CSSStyleSheet(), own = new CSSStyleSheet();
  document.adoptedStyleSheets = [own, sheet];

  // The key that was meant: on a layout without Latin letters the one that lies there.
  const key = (event) => {
    if (event.key.length === 1 && event.key.charCodeAt(0) > 126 || event.key === "Dead" || event.key === "Unidentified") {
      const letter = /^Key([A-Z])$/.exec(event.code);
      if (letter) return event.shiftKey ? letter[1] : letter[1].toLowerCase();
      const others = { BracketLeft: "[", BracketRight: "]", Slash: event.shiftKey ? "?" : "/", Space: " " };
      return others[event.code] ?? event.key;
    }
    return event.key;
  };
  const isTyping = (event) => event.target.closest?.("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]");
  const composing = (event) => event.isComposing || event.keyCode === 229;

  // What stands above the texts is as high as it is.
  const measure = () => {
    const bar = $("#bar");
    if (!bar) return;
    const set = () => document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
    new ResizeObserver(set).observe(bar);
    set();
  };

  // ---- Pages of rows.

  const rowsPage = (life) => {
    const on = (target, name, act, options = {}) => target?.addEventListener(name, act, { signal: life, ...options });
    const main = $("#rows"), search = $("#q"), shown = $("#shown"), pop = $("#pop"), here = $("#here"), help = $("#help"), rule = $("#rule");
    let rows = $$(".row", main);
    let place = new Map(rows.map((row, n) => [row, n]));
    const index = () => { rows = $$(".row", main); place = new Map(rows.map((row, n) => [row, n])); folded = null; ruleRows = null; };
    const chunks = () => $$(".chunk", main);
    const boxes = () => $$("[name=only]"), columns = $$("[name=text]");
    $(".tools").hidden = false;

    // Search: width, case, ё, script, quotes, spaces between Chinese characters and the way of writing numbers count as
    // the same.
    const simple = new Map();
    { const pairs = [...(told.fold ?? "")]; for (let n = 0; n < pairs.length; n += 2) simple.set(pairs[n], pairs[n + 1]); }
    const quotes = new Map([..."“”„‟«»「」『』＂〝〞"].map((c) => [c, "\""]).concat([..."‘’‚‛＇"].map((c) => [c, "'"])));
    const han = /[\u3400-\u9fff\u3000-\u303f\uff01-\uff60\u{20000}-\u{3ffff}]/u;
    const digit = new Map([..."〇零一二三四五六七八九"].map((c, n) => [c, n < 2 ? 0 : n - 1]).concat([["两", 2]]));
    const unit = new Map([["十", 10], ["百", 100], ["千", 1000]]);
    // 一百二十 is 120, 二〇二二 2022; what is no number comes back as it is.
    const value = (run) => {
      if (![...run].some((c) => unit.has(c) || c === "万" || c === "亿")) return run.length > 1 ? [...run].map((c) => digit.get(c)).join("") : run;
      let all = 0, part = 0, one = 0, seen = false;
      for (const c of run) {
        if (digit.has(c)) { one = digit.get(c); seen = true; }
        else if (unit.has(c)) { part += (seen && one || 1) * unit.get(c); one = 0; seen = false; }
        else { all = (all + part + one) * (c === "万" ? 1e4 : 1e8); part = one = 0; seen = false; }
      }
      return String(all + part + one);
    };
    const fold = (text) => [...text.normalize("NFKC").toLowerCase()].map((c) => simple.get(c) ?? quotes.get(c) ?? (c === "ё" ? "е" : c)).join("")
      .replace(/\s+/g, " ").replace(/(?<=[\u3400-\u9fff\u3000-\u303f\uff01-\uff60]) | (?=[\u3400-\u9fff\u3000-\u303f\uff01-\uff60])/g, "")
      .replace(/[〇零一二三四五六七八九十百千万亿两]+/g, value).replace(/(?<=\d)[,\u00a0 '](?=\d{3}(?!\d))/g, "");
    let folded = null;
    const texts = () => folded ??= rows.map((row) => $$(".t > p:not(.tag):not(.gap)", row).map((p) => fold(p.textContent)).join("\n"));
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

    // The least sure rows, and how many of the errors they should hold: a confidence is how likely a row is right.
    const worst = $("#worst"), says = $("#worst-says");
    let leastSure = 101;
    const slide = () => {
      if (!worst) return;
      const share = Number(worst.value), sure = rows.map((row) => Number(row.dataset.c ?? 100)).sort((a, b) => a - b);
      if (share >= 100) { leastSure = 101; says.textContent = t("worst_off"); return; }
      const count = Math.max(1, Math.round(sure.length * share / 100)), wrong = (list) => list.reduce((sum, c) => sum + 100 - c, 0);
      leastSure = sure[count - 1] + .5;
      const within = sure.filter((c) => c < leastSure);
      says.textContent = t("worst_says", { p: Math.round(within.length / sure.length * 100), e: Math.round(10 * wrong(within) / Math.max(1, wrong(sure))) });
    };

    let query = "", onlyRule = "";
    const isOpen = (row) => row.dataset.st !== "confirmed";
    const has = (name) => (row) => name === "un" ? isOpen(row) : name === "d" ? row.classList.contains("d") && row.dataset.st !== "confirmed" || row.dataset.st === "doubtful" : row.classList.contains(name);
    const filter = (keep = true) => {
      const only = boxes().filter((box) => box.checked).map((box) => box.value);
      const words = query && texts();
      const ofRule = onlyRule && rowsOfRule(onlyRule);
      let count = 0;
      rows.forEach((row, n) => {
        const fits = (!only.length || only.some((name) => has(name)(row))) && (leastSure > 100 || Number(row.dataset.c ?? 100) < leastSure)
          && (!ofRule || ofRule.has(row)) && (!query || words[n].includes(query));
        if (row.hidden === fits) row.hidden = !fits;
        if (fits) count++;
      });
      for (const chunk of chunks()) chunk.hidden = !chunk.querySelector(".row:not([hidden])");
      shown.textContent = query && !count ? t("nothing_found") : count === rows.length ? t("rows", { n: count }) : t("rows_of", { n: count, all: rows.length });
      rule.hidden = !onlyRule || !!pick;
      rule.textContent = onlyRule;
      list(only, onlyRule);
      highlight();
      remember();
      // One stays where one was, or as near as the filter allows.
      if (keep && current >= 0 && rows[current]?.hidden) {
        for (let by = 1; by < rows.length; by++) {
          const near = [current + by, current - by].find((n) => rows[n] && !rows[n].hidden);
          if (near !== undefined) { go(near, "center"); break; }
        }
      }
    };
    for (const box of boxes()) on(box, "change", () => filter());
    on(worst, "input", () => { slide(); filter(); });
    on(rule, "click", () => { onlyRule = ""; filter(); });
    for (const link of $$("a[data-rule]")) on(link, "click", (event) => {
      event.preventDefault();
      onlyRule = link.dataset.rule;
      filter(false);
      const first = rows.findIndex((row) => !row.hidden);
      if (first >= 0) go(first, "start");
    });
    on(pick, "change", () => { onlyRule = pick.value; filter(); });
    const toggle = (name) => {
      const box = boxes().find((box) => box.value === name);
      if (box) { box.checked = !box.checked; filter(); }
    };
    const clear = () => { for (const box of boxes()) box.checked = false; onlyRule = query = search.value = ""; if (worst) { worst.value = 100; slide(); } filter(false); };

    // A text one does not read leaves its room to the others.
    const arrange = () => {
      const seen = columns.filter((box) => box.checked);
      if (columns.length && !seen.length) { columns[0].checked = true; return arrange(); }
      const hidden = columns.filter((box) => !box.checked).map((box) => `.cols > .t${box.value}{display:none}`);
      const shares = seen.map((box) => box.dataset.share).join(" ");
      sheet.replaceSync(columns.length ? `${hidden.join("")} @media screen and (min-width:46.01rem){.cols{grid-template-columns:var(--gutter) ${shares}}}` : "");
    };
    for (const box of columns) on(box, "change", arrange);
    let soon = 0;
    const typed = () => { query = fold(search.value.trim()); filter(); };
    on(search, "input", (event) => { clearTimeout(soon); if (!event.isComposing) soon = setTimeout(typed, 120); });
    on(search, "compositionend", () => { clearTimeout(soon); soon = setTimeout(typed, 0); });

    // What was searched for is marked in the chunks near the window only, without touching the page.
    const near = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) near[isIntersecting ? "add" : "delete"](target);
      if (query) highlight();
    }, { rootMargin: "400px" });
    life.addEventListener("abort", () => watch.disconnect());
    chunks().forEach((chunk) => watch.observe(chunk));
    const highlight = () => {
      if (!globalThis.Highlight || !CSS.highlights) return;
      CSS.highlights.delete("find");
      if (!query) return;
      const found = new Highlight();
      for (const chunk of near) for (const p of $$(".row:not([hidden]) .t > p", chunk)) {
        let words = "", from = [];
        const walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode()) {
          let at = 0;
          for (const c of node.data) {
            const form = fold(c);
            const blank = form === " " && (words.endsWith(" ") || han.test(words.at(-1) ?? ""));
            for (const unit of blank ? "" : form) { words += unit; for (let n = 0; n < unit.length; n++) from.push([node, at, at + c.length]); }
            at += c.length;
          }
        }
        for (let at = words.indexOf(query); at >= 0; at = words.indexOf(query, at + query.length)) {
          const range = new Range(), last = from[at + query.length - 1];
          range.setStart(from[at][0], from[at][1]);
          range.setEnd(last[0], last[2]);
          found.add(range);
        }
      }
      CSS.highlights.set("find", found);
    };

    // Place and filters stand in the address, so that a link can be mailed.
    let current = -1, quiet = true;
    const remember = () => {
      if (quiet) return;
      const parts = [rows[current]?.id, ...boxes().filter((box) => box.checked).map((box) => `only=${box.value}`),
        query && `q=${encodeURIComponent(search.value.trim())}`, onlyRule && `rule=${encodeURIComponent(onlyRule)}`, worst && leastSure <= 100 && `worst=${worst.value}`];
      const text = parts.filter(Boolean).join("&");
      if (told.served) return stored("duizhao-place", text);
      try { history.replaceState(null, "", "#" + text); } catch { /* some browsers refuse on file: pages */ }
    };
    const recall = (text) => {
      const [id, ...parts] = text.includes("=") && !/^[rf]\d/.test(text) ? ["", ...text.split("&")] : text.split("&");
      for (const part of parts) {
        const [name, given] = [part.slice(0, part.indexOf("=")), decodeURIComponent(part.slice(part.indexOf("=") + 1))];
        if (name === "only") { const box = boxes().find((box) => box.value === given); if (box) box.checked = true; }
        if (name === "q") search.value = given;
        if (name === "rule") onlyRule = given;
        if (name === "worst" && worst) { worst.value = given; slide(); }
      }
      query = fold(search.value.trim());
      filter(false);
      return id;
    };

    // The row one is at, and in it the sentence.
    let column = told.order?.[0] ?? 0, sentence = null;
    const spans = (n, of) => $$(`.t${of} .s`, rows[n]);
    const chosen = () => { const all = current >= 0 ? spans(current, column) : []; const n = sentence ? all.indexOf(sentence) : -1; return n; };
    const choose = (n, of, which) => {
      sentence?.classList.remove("sel");
      column = of;
      sentence = which >= 0 ? spans(n, of)[which] ?? null : null;
      sentence?.classList.add("sel");
      for (const cell of $$(".cell-here")) cell.classList.remove("cell-here");
      if (isDesk) rows[n]?.querySelector(`.t${of}`)?.classList.add("cell-here");
    };
    const mark = (n) => {
      if (n === current && rows[n]?.classList.contains("here")) return;
      rows[current]?.classList.remove("here");
      rows[current]?.removeAttribute("aria-current");
      for (const old of $$(".row.here", main)) { old.classList.remove("here"); old.removeAttribute("aria-current"); }
      current = n;
      const row = rows[n];
      acts.remove();
      if (!row) { here.hidden = true; return; }
      if (sentence && !row.contains(sentence)) choose(n, column, -1);
      row.classList.add("here");
      row.setAttribute("aria-current", "true");
      if (isDesk) { row.append(acts); choose(n, column, chosen()); }
      tell();
    };
    let lastSaid = "";
    const tell = (words = "") => {
      lastSaid = words;
      const row = rows[current];
      if (words) here.textContent = words;
      else if (row) {
        const number = $(".num", row), sure = $(".conf", row);
        const name = document.createElement("b");
        name.textContent = number.textContent;
        here.replaceChildren(name, [sure && ` ${parseInt(sure.textContent, 10)}%`, sure?.title, number.title].filter(Boolean).map((part) => ` · ${part}`).join(""));
      }
      here.hidden = !words && !row;
    };
    const fits = (row) => row.offsetHeight < innerHeight - $("#bar").offsetHeight - 60;
    const go = (n, block = "nearest") => {
      mark(n);
      const row = rows[n];
      if (!row) return;
      row.tabIndex = -1;
      row.focus({ preventScroll: true });
      const show = () => row.scrollIntoView({ block: fits(row) ? block : "start" });
      show();
      // Chunks laid out on the way may have moved it.
      requestAnimationFrame(show);
      remember();
    };
    // Without a row to start from, the first in the window.
    const start = (step) => {
      if (current >= 0) return current;
      const top = $("#bar").getBoundingClientRect().bottom;
      const first = chunks().find((chunk) => !chunk.hidden && chunk.getBoundingClientRect().bottom > top);
      const row = first && $$(".row", first).find((row) => !row.hidden && row.getBoundingClientRect().bottom > top);
      return row ? place.get(row) - step : -1;
    };
    const step = (by, block) => {
      for (let n = start(by) + by; n >= 0 && n < rows.length; n += by) if (!rows[n].hidden) return go(n, block);
      tell(t("say_no_more"));
    };
    // The next of a kind, round the end, with its number among all.
    const round = (by, kind, block = "center") => {
      const all = [...rows.keys()].filter((n) => !rows[n].hidden && kind(rows[n]));
      if (!all.length) return tell(t("say_no_more"));
      const at = by > 0 ? all.find((n) => n > current) ?? all[0] : all.findLast((n) => n < current) ?? all.at(-1);
      go(at, block);
      tell(t("say_of", { n: all.indexOf(at) + 1, all: all.length }));
    };

    // Findings in the order of the page. One by keys, from where one is.
    let at = null;
    const finding = (by) => {
      const marks = (row) => $$("a.f", row).filter((link) => !items.length || ids(link).some((id) => wanted.has(id)));
      const all = rows.filter((row) => !row.hidden && row.classList.contains("ff")).flatMap(marks);
      if (!all.length) return tell(t("say_no_more"));
      let n = at && at.closest(".row") === rows[current] ? all.indexOf(at) + by : -1;
      if (n < 0) {
        n = by > 0 ? all.findIndex((link) => place.get(link.closest(".row")) >= current) : all.findLastIndex((link) => place.get(link.closest(".row")) <= current);
        if (n < 0) n = by > 0 ? 0 : all.length - 1;
      }
      n = (n + all.length) % all.length;
      show(all[n], place.get(all[n].closest(".row")));
      tell(t("say_of", { n: n + 1, all: all.length }));
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
    for (const item of items) on(item.firstElementChild, "click", (event) => {
      const hash = event.currentTarget.hash, id = hash.slice(1);
      const link = $(`a.f[href="${hash}"], a.f[data-f~="${id}"]`), row = link?.closest(".row");
      if (!row) return mark_listed(hash);
      event.preventDefault();
      if (row.hidden) clear();
      show(link, place.get(row), id);
    });

    // What was found, beside the place that was pointed at or has the focus.
    let leaving = 0;
    const open = (link) => {
      clearTimeout(leaving);
      const list = document.createElement("ul");
      list.className = "notes";
      for (const id of ids(link)) {
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
    on(pop, "mouseenter", () => clearTimeout(leaving));
    on(pop, "mouseleave", later);

    // The same number in every text of a row.
    const numbers = (number, lit) => {
      for (const other of $$(".n.on")) other.classList.remove("on");
      if (!lit) return;
      for (const other of $$(`.n[data-n="${CSS.escape(number.dataset.n)}"]`, number.closest(".row"))) other.classList.add("on");
    };
    on(main, "mouseover", (event) => {
      const link = event.target.closest("a.f"), number = event.target.closest(".n");
      if (link) open(link); else if (!pop.hidden) later();
      numbers(number, !!number);
    });
    on(main, "mouseleave", () => { numbers(null, false); later(); });
    on(main, "focusin", (event) => {
      const link = event.target.closest("a.f");
      if (link) open(link); else close();
      const row = event.target.closest(".row");
      if (row && !event.target.closest(".acts")) mark(place.get(row));
    });
    on(main, "focusout", later);
    on(main, "click", (event) => {
      if (event.target.closest(".acts")) return;
      const row = event.target.closest(".row");
      if (row && linking) return link(place.get(row));
      if (row) {
        mark(place.get(row));
        const words = event.target.closest(".s"), cell = event.target.closest(".t");
        if (words && isDesk) { const of = Number(/\bt(\d+)\b/.exec(cell.className)[1]); choose(place.get(row), of, spans(place.get(row), of).indexOf(words)); caret = caretIn(words); }
      }
      const finding = event.target.closest("a.f");
      if (finding) { at = finding; mark_listed(finding.hash); open(finding); event.preventDefault(); }
    });

    // Copying takes the text of the column in which the selection began, and nothing that was said of it.
    on(main, "mousedown", (event) => {
      const cell = event.target.closest(".t");
      const of = cell && /\bt\d+\b/.exec(cell.className)?.[0];
      main.dataset.copy = of ?? "";
      own.replaceSync((of ? `#rows .t:not(.${of}), #rows .no { user-select: none; -webkit-user-select: none; }` : ""));
    });
    on(document, "copy", (event) => {
      const selection = getSelection();
      if (selection.isCollapsed || !selection.rangeCount || !main.contains(selection.anchorNode)) return;
      const range = selection.getRangeAt(0), of = main.dataset.copy;
      if (range.commonAncestorContainer.nodeType === Node.TEXT_NODE) return;
      const part = document.createElement("div");
      part.append(range.cloneContents());
      for (const said of $$(".notes, .tag, .gap, .gone, .no, .acts, .remark, .fu, .mu, del, .zh, .sr", part)) said.remove();
      if (of) for (const other of $$(".t", part)) if (!other.classList.contains(of)) other.remove();
      const inside = $$("p", part).map((p) => p.textContent);
      event.clipboardData.setData("text/plain", inside.length ? inside.join("\n") : part.textContent);
      event.preventDefault();
    });

    // A link to a row or a note that a filter hides shows it.
    const follow = (id) => {
      const target = document.getElementById(decodeURIComponent(id));
      const row = target?.closest(".row");
      if (!row) return;
      if (row.hidden) clear();
      target.closest("details")?.setAttribute("open", "");
      go(place.get(row), "center");
    };
    on(window, "hashchange", () => { if (!told.served) follow(location.hash.slice(1).split("&")[0]); });
    on(window, "resize", close);
    on(window, "beforeprint", () => { for (const d of $$("details")) d.open = true; });

    // ---- The desk.

    const isDesk = (told.texts?.length ?? 0) > 1 && rows.length > 0;
    const acts = document.createElement("div");
    acts.className = "acts";
    let linking = null, caret = null, asking = 0;

    // A row as it is put together: sizes by text, status, note, links. What stands in it follows from that.
    const order = told.order ?? [];
    const read = (row) => ({
      sizes: told.texts.map((_, of) => $$(`.t${of} .s`, row).length),
      status: row.dataset.st ?? "open",
      note: $(".remark:not(.since):not(.proposal)", row)?.textContent ?? "",
      links: (row.dataset.l ?? "").split(" ").filter(Boolean).map((link) => link.split(":").map(Number)),
    });

    // Operations on such rows, as `review::Desk` has them: each gives rows, or why not.
    const no = (why) => ({ no: why });
    const copy = (state) => state.map((row) => ({ ...row, sizes: [...row.sizes], links: row.links.map((link) => [...link]) }));
    const operations = (() => {
      const free = (s, from, to) => {
        for (const row of s.slice(from, to)) { if (row.status === "confirmed") return no("confirmed"); if (row.links.length) return no("moved"); }
        return null;
      };
      const touch = (s, from, to) => { for (const row of s.slice(from, to)) { if (row.status === "open") row.status = "edited"; row.touched = true; } };
      const blank = (s, at) => s.splice(at, 0, { sizes: s[0].sizes.map(() => 0), status: "edited", note: "", links: [], touched: true });
      const tidy = (s, from, to) => { for (let n = to - 1; n >= from; n--) if (s[n] && s[n].sizes.every((size) => !size)) s.splice(n, 1); };
      const shift = (s, from, to, of, count) => {
        if (!count || count > s[from].sizes[of]) return no("nothing");
        s[from].sizes[of] -= count; s[to].sizes[of] += count;
        touch(s, Math.min(from, to), Math.max(from, to) + 1);
        return null;
      };
      const part = (s, n, upper) => {
        const below = { ...s[n], sizes: s[n].sizes.map((size, of) => size - upper[of]), links: [], note: "" };
        if (below.status === "doubtful") below.status = "edited";
        s[n].sizes = [...upper];
        s.splice(n + 1, 0, below);
        touch(s, n, n + 2);
      };
      const apart = (s, row, of, place) => {
        const why = free(s, row, row + 1);
        if (why) return why;
        const size = s[row].sizes[of], alone = s[row].sizes.map((_, n) => n === of ? 1 : 0);
        if (place >= size) return no("nowhere");
        if (s[row].sizes.reduce((a, b) => a + b) === 1) return no("already");
        if (!place) { part(s, row, alone); return { row, rows: 2 }; }
        part(s, row, s[row].sizes.map((size, n) => n === of ? place : size));
        if (place + 1 < size) { part(s, row + 1, alone); return { row: row + 1, rows: 3 }; }
        return { row: row + 1, rows: 2 };
      };
      const end = (s, row) => { const next = s.findIndex((other, n) => n >= row && (other.status === "confirmed" || other.links.length)); return Math.max(next < 0 ? s.length : next, row + 1); };
      const set = (s, row, status, note) => {
        if (s[row].status === status && (note === undefined || note === s[row].note)) return no("already");
        const links = s[row].links.map(String);
        s.forEach((other, n) => {
          if (n !== row && !other.links.some((link) => links.includes(String(link)))) return;
          other.status = status;
          if (n === row && note !== undefined) other.note = note;
        });
        return null;
      };
      return {
        confirm: (s, { row }) => set(s, row, "confirmed") ?? { row },
        "take-back": (s, { row }) => ["confirmed", "doubtful"].includes(s[row].status) ? set(s, row, "edited", s[row].status === "doubtful" ? "" : undefined) ?? { row } : no("already"),
        "confirm-above": (s, { row }) => {
          const open = [...s.keys()].filter((n) => n <= row && !["confirmed", "doubtful"].includes(s[n].status));
          if (!open.length) return no("already");
          for (const n of open) set(s, n, "confirmed");
          return { row };
        },
        doubt: (s, { row, note }) => set(s, row, "doubtful", note) ?? { row },
        note: (s, { row, note }) => set(s, row, s[row].status, note) ?? { row },
        up: (s, { row, column: of, count }) => {
          if (!row) return no("end");
          const why = free(s, row - 1, row + 1) ?? shift(s, row, row - 1, of, count);
          if (why) return why;
          tidy(s, row - 1, row + 1);
          return { row: row - 1 };
        },
        down: (s, { row, column: of, count }) => {
          const why = free(s, row, row + 2);
          if (why) return why;
          if (row + 1 === s.length) { if (s[row].sizes.reduce((a, b) => a + b) === count) return no("end"); blank(s, row + 1); }
          const not = shift(s, row, row + 1, of, count);
          if (not) return not;
          tidy(s, row, row + 2);
          return { row };
        },
        split: (s, { row, column: of, place, lengths }) => {
          const why = free(s, row, row + 1), size = s[row].sizes[of];
          if (why) return why;
          if (!place || place >= size) return no("nothing");
          // As much of each text stands above.
          const upper = s[row].sizes.map((count, n) => {
            if (n === of) return place;
            const length = (list, to) => list.slice(0, to).reduce((a, b) => a + b, 0), whole = (list) => Math.max(1, length(list, list.length));
            const share = length(lengths[of], place) / whole(lengths[of]);
            let best = 0, odd = Infinity;
            for (let to = 0; to <= count; to++) { const by = Math.abs(length(lengths[n], to) / whole(lengths[n]) - share); if (by < odd) { odd = by; best = to; } }
            return best;
          });
          part(s, row, upper);
          return { row };
        },
        merge: (s, { row }) => {
          if (!row) return no("end");
          const why = free(s, row - 1, row + 1);
          if (why) return why;
          const [lower] = s.splice(row, 1), upper = s[row - 1];
          upper.sizes = upper.sizes.map((size, n) => size + lower.sizes[n]);
          upper.note = [upper.note, lower.note].filter(Boolean).join(" ");
          if (lower.status === "doubtful") upper.status = "doubtful";
          touch(s, row - 1, row);
          return { row: row - 1 };
        },
        apart: (s, { row, column: of, place }) => apart(s, row, of, place),
        "shift-up": (s, { row, column: of }) => {
          if (!row) return no("end");
          const to = end(s, row), why = free(s, row - 1, to), sizes = s.slice(row, to).map((other) => other.sizes[of]);
          if (why) return why;
          if (sizes.every((size) => !size)) return no("nothing");
          s[row - 1].sizes[of] += sizes[0];
          for (let n = row; n < to; n++) s[n].sizes[of] = sizes[n - row + 1] ?? 0;
          touch(s, row - 1, to);
          tidy(s, row - 1, to);
          return { row: row - 1 };
        },
        "shift-down": (s, { row, column: of }) => {
          const to = end(s, row), why = free(s, row, to), sizes = s.slice(row, to).map((other) => other.sizes[of]);
          if (why) return why;
          if (sizes.every((size) => !size)) return no("nothing");
          let last = to;
          if (to === s.length) { blank(s, to); last = to + 1; } else if (sizes.length === 1) return no("no-room");
          s[row].sizes[of] = 0;
          for (let n = row + 1; n < last; n++) s[n].sizes[of] = sizes[n - row - 1] ?? 0;
          if (last === to) s[to - 1].sizes[of] += sizes.at(-1);
          touch(s, row, last);
          tidy(s, row, last);
          return { row };
        },
        link: (s, { row, column: of, place, to }) => {
          if (of === told.pivot) return no("of-translation");
          if (!s[to] || to === row) return no("nowhere");
          const why = free(s, to, to + 1);
          if (why) return why;
          if (s[to].sizes[of]) return no("filled");
          if (!s[to].sizes[told.pivot]) return no("nothing");
          const alone = s[row].sizes.every((size, n) => n === of ? size === 1 : !size);
          const set = alone ? free(s, row, row + 1) ?? { row, rows: 1 } : apart(s, row, of, place);
          if (set.no) return set;
          const there = to > row ? to + set.rows - 1 : to;
          const number = Math.max(-1, ...s.flatMap((other) => other.links.map((link) => link[1]))) + 1;
          for (const n of [set.row, there]) { s[n].links.push([of, number]); touch(s, n, n + 1); }
          return { row: there };
        },
        unlink: (s, { row }) => {
          const links = s[row].links.map((link) => link[1]);
          if (!links.length) return no("nothing");
          const ends = s.filter((other) => other.links.some((link) => links.includes(link[1])));
          if (ends.some((other) => other.status === "confirmed")) return no("confirmed");
          for (const other of ends) { other.links = other.links.filter((link) => !links.includes(link[1])); if (other.status === "open") other.status = "edited"; other.touched = true; }
          return { row };
        },
      };
    })();
    const structural = new Set(["up", "down", "split", "merge", "apart", "shift-up", "shift-down", "link", "unlink"]);
    globalThis.duizhaoOperations = (name, state, given) => { const next = copy(state), done = operations[name](next, given); return done.no ? done : { ...done, rows: next }; };

    // The sentences of each text in order, wherever they stand, and what is said of them.
    let held = null, past = [], future = [], changed = false, pristine = null;
    const state = () => held ??= rows.map(read);
    const sentences = () => told.texts.map((_, of) => rows.flatMap((row) => $$(`.t${of} .s`, row)));
    const between = (before, after) => {
      const wide = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3ffff}“”‘’…—]/u;
      const [a, b] = [[...before.textContent].at(-1) ?? "", [...after.textContent][0] ?? ""];
      return !a || !b || wide.test(a) || wide.test(b) ? "" : " ";
    };

    // The rows from `from` to `to` are made anew of `next`; what stands in them moves, and nothing is copied.
    const put = (from, to, next) => {
      const cells = told.texts.map((_, of) => rows.slice(from, to).flatMap((row) => $$(`.t${of} .s`, row)));
      const old = rows.slice(from, to), notes = [];
      for (const row of old) for (const list of $$(".t > .notes", row)) notes.push([list, /\bt(\d+)\b/.exec(list.parentElement.className)[1], $(".s", list.parentElement)]);
      const head = old[0] ?? rows[from - 1] ?? rows[0];
      const anchor = document.createComment("");
      head ? (old[0] ? head.before(anchor) : head.after(anchor)) : main.append(anchor);
      const taken = told.texts.map(() => 0);
      const made = next.map((given, number) => {
        const reuse = old[number], row = document.createElement("article");
        row.className = "row cols";
        for (const name of reuse?.classList ?? []) if (["ff", "de", "d", "pa", "se", "sw", "si", "x"].includes(name)) row.classList.add(name);
        if (given.status !== "open") row.dataset.st = given.status;
        if (given.links.length) row.dataset.l = given.links.map((link) => link.join(":")).join(" ");
        const gutter = document.createElement("div");
        gutter.className = "no";
        const label = document.createElement("a");
        label.className = "num";
        label.title = reuse ? $(".num", reuse).title : "";
        gutter.append(label);
        const word = { confirmed: "confirmed", doubtful: "doubtful", edited: "edited" }[given.status];
        if (word) gutter.append(said("mark", told.words[word]));
        const sure = reuse && $(".conf", reuse);
        if (sure && !given.touched && given.status !== "edited") { gutter.append(sure); row.dataset.c = reuse.dataset.c; }
        if (given.sizes.some((size) => size !== 1)) { const shape = document.createElement("span"); shape.className = "shape"; shape.textContent = order.map((of) => given.sizes[of]).join("–"); gutter.append(shape); }
        if (given.links.length) gutter.append(said("flag", told.words.moved_text));
        row.append(gutter);
        for (const of of order) {
          const cell = document.createElement("div");
          cell.className = `t t${of}`;
          const here = cells[of].slice(taken[of], taken[of] += given.sizes[of]);
          let p = null;
          for (const words of here) {
            if (!p || words.dataset.b !== undefined) {
              p = document.createElement("p");
              if (words.dataset.b) p.className = words.dataset.b;
              p.lang = told.texts[of].lang;
              p.dir = told.texts[of].dir;
              cell.append(p);
            } else p.append(between(p.lastElementChild, words));
            p.append(words);
          }
          if (!here.length) { p = document.createElement("p"); p.className = "gap"; p.append(...said("", given.links.length ? ["—", "—"] : told.words.no_counterpart).childNodes); cell.append(p); }
          for (const [list, text, first] of notes) if (Number(text) === of && first && here.includes(first)) cell.append(list);
          row.append(cell);
        }
        if (given.note) { const note = document.createElement("p"); note.className = "remark"; note.textContent = given.note; row.append(note); }
        if (reuse) for (const proposal of $$(".remark.since, .remark.proposal", reuse)) if (given.status !== "confirmed" || proposal.classList.contains("proposal")) row.append(proposal);
        return row;
      });
      acts.remove();
      anchor.replaceWith(...made);
      for (const row of old) row.remove();
      renumber(from);
    };
    const said = (name, [en, zh]) => {
      const outer = document.createElement("span");
      outer.className = name;
      for (const [language, words] of [["en", en], ["zh", zh]]) { const inner = document.createElement("span"); inner.className = language; inner.textContent = words; if (language === "zh") inner.lang = "zh-Hans"; outer.append(inner); }
      return outer;
    };
    const renumber = () => {
      index();
      if ($(".num", rows[0] ?? main)?.textContent.includes("+")) return;
      rows.forEach((row, n) => {
        if (told.movable === false) return;
        const label = $(".num", row);
        if (row.id !== `r${n + 1}`) { row.id = `r${n + 1}`; label.href = `#r${n + 1}`; label.textContent = n + 1; }
      });
    };
    const count = () => {
      if (!isDesk) return;
      const of = (status) => rows.reduce((sum, row) => sum + (row.dataset.st === status), 0), done = of("confirmed"), doubts = of("doubtful");
      $("#desk").hidden = false;
      $("#progress").textContent = t("progress", { done, all: rows.length }) + (doubts ? `${ui === "zh" ? "，" : ", "}${t("doubts", { n: doubts })}` : "");
      $("#meter-c").style.width = `${100 * done / rows.length}%`;
      $("#meter-d").style.width = `${100 * doubts / rows.length}%`;
      $(".chip.un").hidden = false;
      $("#open").textContent = rows.length - done;
    };
    // Where one is after a change: the row, its sentence unchosen.
    const settle = (n) => { current = -1; sentence?.classList.remove("sel"); sentence = null; caret = null; count(); if (boxes().some((box) => box.checked) || query) filter(false); const row = rows[Math.min(n, rows.length - 1)]; if (row?.hidden) row.hidden = false; go(Math.min(n, rows.length - 1)); };

    // Mailed: decisions are held here.
    const snapshot = () => pristine ??= page();
    const page = () => {
      const whole = document.documentElement.cloneNode(true);
      for (const row of $$(".row", whole)) { row.hidden = false; row.removeAttribute("tabindex"); row.removeAttribute("aria-current"); row.classList.remove("here"); }
      for (const chunk of $$(".chunk", whole)) chunk.hidden = false;
      for (const acts of $$(".acts", whole)) acts.remove();
      for (const words of $$(".sel, .cell-here", whole)) words.classList.remove("sel", "cell-here");
      for (const id of ["here", "pop", "desk"]) { const element = $(`#${id}`, whole); if (element) element.hidden = true; }
      for (const id of ["kept", "state"]) $(`#${id}`, whole).textContent = "";
      for (const open of $$("dialog[open]", whole)) open.removeAttribute("open");
      whole.removeAttribute("style"); whole.removeAttribute("data-ui"); whole.lang = "en";
      $(".tools", whole).hidden = true;
      return whole;
    };
    const same = (one, other) => JSON.stringify([one.sizes, one.status, one.note, one.links]) === JSON.stringify([other.sizes, other.status, other.note, other.links]);
    const become = (next, keep, row) => {
      const was = state();
      let from = 0, end = 0;
      while (from < was.length && from < next.length && same(was[from], next[from])) from++;
      while (end < was.length - from && end < next.length - from && same(was[was.length - 1 - end], next[next.length - 1 - end])) end++;
      if (keep) { past.push({ at: from, old: was.slice(from, was.length - end), now: next.slice(from, next.length - end), rows: [current, row] }); future = []; }
      put(from, was.length - end, next.slice(from, next.length - end));
      held = next;
      changed = true;
      stored(net, JSON.stringify(next));
      settle(row);
      main.dataset.v = Number(main.dataset.v) + 1;
    };
    const net = `duizhao:${told.file}:${(() => { let hash = 5381; for (const row of rows.slice(0, 400)) for (const c of row.textContent.slice(0, 200)) hash = (hash * 33 ^ c.codePointAt(0)) >>> 0; return `${rows.length}-${hash}`; })()}`;
    const mailed = {
      act: (op, given) => {
        if (op === "undo" || op === "redo") {
          const [from, to] = op === "undo" ? [past, future] : [future, past], step = from.pop();
          if (!step) return tell(t("no_nothing_to_undo"));
          to.push(step);
          const [out, back] = op === "undo" ? [step.now, step.old] : [step.old, step.now];
          const next = [...state().slice(0, step.at), ...back, ...state().slice(step.at + out.length)];
          return become(next, false, Math.max(0, step.rows[op === "undo" ? 0 : 1]));
        }
        if (!operations[op]) return tell(t("say_served_only"));
        if (!told.movable && structural.has(op)) return tell(t("say_fixed"));
        snapshot();
        if (op === "split") given.lengths = told.texts.map((_, of) => spans(given.row, of).map((words) => words.textContent.length));
        const next = copy(state()), done = operations[op](next, given);
        if (done.no) return tell(t(`no_${done.no.replace("-", "_")}`));
        become(next, true, done.row);
        return true;
      },
    };
    // Served: the program does it, and says what the rows are then.
    let version = told.v, waiting = Promise.resolve();
    const served = {
      act: (op, given) => {
        waiting = waiting.then(async () => {
          let answer, body;
          try {
            answer = await ask("/do", { v: version, op, ...given });
            body = await answer.json();
          } catch { return tell(t("say_gone")); }
          if (answer.status === 409) { await again(); return tell2(t("say_conflict")); }
          if (body.no) { version = body.v; return tell(t(`no_${body.no.replaceAll("-", "_")}`)); }
          if (!answer.ok) return tell(t("say_unsaved", { why: body.error ?? answer.status }));
          version = body.v;
          if (body.text) { await again(body.row); return; }
          const made = body.rows.map((html) => { const holder = document.createElement("template"); holder.innerHTML = html; return holder.content.firstElementChild; });
          acts.remove();
          const old = rows.slice(body.at, body.at + body.instead);
          if (old.length) { old[0].before(...made); for (const row of old) row.remove(); }
          else if (rows[body.at]) rows[body.at].before(...made);
          else rows.at(-1)?.after(...made);
          if (body.instead > 1 || made.length > 1) for (const row of made) row.classList.add("flash");
          renumber();
          settle(body.row);
          if (op === "confirm") round(1, isOpen, "nearest");
          main.dataset.v = version;
        });
        return true;
      },
    };
    const life_of_page = told.served ? served : mailed;
    const act = (op, given = {}) => {
      if (!isDesk) return;
      linking = null;
      if (current < 0) { const n = start(0); if (n < 0) return; mark(n); }
      return life_of_page.act(op, { row: current, column, ...given });
    };
    const confirm = () => { if (act("confirm") && !told.served) round(1, isOpen, "nearest"); };
    const withSentence = (op) => { const n = chosen(); if (n < 0 && spans(current, column).length !== 1) return tell(t("say_select")); return act(op, { place: Math.max(0, n) }); };
    const up = () => act("up", { count: chosen() > 0 ? chosen() + 1 : 1 });
    const down = () => { const size = spans(current, column).length, n = chosen(); return act("down", { count: n > 0 ? size - n : 1 }); };
    const split = () => { const n = chosen(); return n > 0 ? act("split", { place: n }) : tell(t("say_first")); };
    const startLink = () => {
      if (current < 0 || !isDesk) return;
      if (rows[current].dataset.l) return act("unlink");
      const size = spans(current, column).length;
      if (chosen() < 0 && size !== 1) return tell(t("say_select"));
      linking = { row: current, column, place: Math.max(0, chosen()) };
      tell(t("say_link"));
    };
    const link = (to) => { const from = linking; linking = null; life_of_page.act("link", { ...from, to }); };
    const above = () => {
      if (current < 0) return;
      const n = rows.slice(0, current + 1).filter((row) => !["confirmed", "doubtful"].includes(row.dataset.st)).length;
      if (asking !== current + 1) { asking = current + 1; return tell(t("say_above", { n })); }
      asking = 0;
      act("confirm-above");
    };
    // A note in a line of its own; Enter closes it.
    const doubt = () => {
      if (current < 0 || !isDesk) return;
      const n = current, row = rows[n], input = document.createElement("input");
      input.className = "why";
      input.value = $(".remark:not(.since):not(.proposal)", row)?.textContent ?? "";
      input.setAttribute("aria-label", t("note_why"));
      input.placeholder = t("note_why");
      acts.before(input);
      input.focus();
      let done = false;
      const end = (keeps) => { if (done) return; done = true; const note = input.value.trim(); input.remove(); if (keeps) { current = n; life_of_page.act("doubt", { row: n, note }); } row.focus(); };
      on(input, "keydown", (event) => { if (composing(event)) return; if (event.key === "Enter") end(true); if (event.key === "Escape") end(false); event.stopPropagation(); });
      on(input, "blur", () => end(true));
    };
    // Where in a sentence one clicked, in characters.
    const caretIn = (words) => {
      const selection = getSelection();
      if (!selection.rangeCount || !words.contains(selection.anchorNode)) return null;
      const range = document.createRange();
      range.selectNodeContents(words);
      range.setEnd(selection.anchorNode, selection.anchorOffset);
      const part = document.createElement("div");
      part.append(range.cloneContents());
      for (const other of $$("del, .fu, .mu, .ctl", part)) other.remove();
      return [...part.textContent].length;
    };
    const cut = () => {
      if (!told.served) return tell(t("say_served_only"));
      const characters = (sentence && caretIn(sentence)) ?? caret;
      return sentence && characters ? act("cut", { place: chosen(), characters }) : tell(t("say_caret"));
    };
    const join = () => told.served ? withSentence("join") : tell(t("say_served_only"));

    const buttons = [["Space", "do_confirm", confirm], ["d", "do_doubt", doubt], ["Alt+↑", "do_up", up], ["Alt+↓", "do_down", down], ["s", "do_split", split],
      ["m", "do_merge", () => act("merge")], ["o", "do_apart", () => withSentence("apart")], ["x", "do_link", startLink], ["[", "do_shift_up", () => act("shift-up")],
      ["]", "do_shift_down", () => act("shift-down")], ...told.served ? [["Ctrl+Enter", "do_cut", cut], ["Ctrl+⌫", "do_join", join]] : [], ["u", "do_next", () => round(1, isOpen)]];
    const label = () => {
      acts.replaceChildren(...buttons.map(([name, word, run]) => {
        const button = document.createElement("button"), shown = document.createElement("kbd");
        button.type = "button";
        shown.textContent = name;
        button.append(shown, " ", t(word));
        button.addEventListener("mousedown", (event) => event.preventDefault());
        button.addEventListener("click", run);
        return button;
      }));
    };

    // Saving what was decided: the records of a journal, with a cell for each text.
    const records = () => {
      const all = sentences(), starts = told.texts.map(() => 0), words = (of, n) => plain(all[of][n]), lines = [];
      const at = new Date().toISOString();
      const cellsOf = state().map((row) => row.sizes.map((size, of) => { const from = starts[of]; starts[of] += size; return [from, starts[of]]; }));
      state().forEach((row, n) => {
        if (row.status === "open" && !row.note) return;
        const cells = cellsOf[n].map(([from, to]) => [from, to]), moved = row.links.map((link) => link[0]);
        if (moved.length && cells[told.pivot][0] === cells[told.pivot][1]) return;
        for (const [of, number] of row.links) { const other = state().findIndex((other, m) => m !== n && other.links.some((link) => link[0] === of && link[1] === number)); if (other >= 0) cells[of] = cellsOf[other][of]; }
        const turned = [told.pivot, ...told.texts.keys()].filter((of, place, list) => list.indexOf(of) === place);
        lines.push(JSON.stringify({
          type: "row", at, status: row.status, note: row.note || undefined, moved: moved.length ? moved.map((of) => turned.indexOf(of)) : undefined,
          cells: turned.map((of) => { const [from, to] = cells[of]; const numbers = Array.from({ length: to - from }, (_, n) => from + n); return { sentences: numbers.map((n) => words(of, n)), n: numbers, near: [from > 0 && to > from ? [words(of, from - 1)] : [], to < all[of].length && to > from ? [words(of, to)] : []] }; }),
        }));
      });
      return lines.join("\n") + "\n";
    };
    const plain = (words) => { const part = words.cloneNode(true); for (const other of $$("del, .fu, .mu", part)) other.remove(); for (const hidden of $$(".ctl", part)) hidden.replaceWith(String.fromCodePoint(parseInt(hidden.textContent.slice(2), 16))); return part.textContent; };
    let handle = null;
    const write = async (text, name, kind) => {
      if (globalThis.showSaveFilePicker && !navigator.webdriver) {
        try {
          handle ??= await showSaveFilePicker({ suggestedName: name });
          const file = await handle.createWritable();
          await file.write(text);
          await file.close();
          changed = false;
          return tell(t("say_saved", { name: handle.name }));
        } catch (error) { if (error.name === "AbortError") return; handle = null; }
      }
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: kind }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      changed = false;
      tell(t("say_saved", { name }));
    };
    const save = () => { if (isDesk && !told.served) write(`{"schema":1,"type":"review"}\n${records()}`, told.file, "application/jsonl"); };
    const savePage = () => {
      const whole = snapshot().cloneNode(true), safe = (text) => text.replaceAll("<", "\\u003c");
      $("#kept", whole).textContent = safe("\n" + records());
      $("#state", whole).textContent = safe(JSON.stringify(state()));
      handle = null;
      write(`<!DOCTYPE html>${whole.outerHTML}`, told.file.replace(/\.review\.jsonl$/, ".html"), "text/html");
    };
    on($("#save"), "click", save);
    on($("#save-page"), "click", savePage);
    on($("#undo"), "click", () => act("undo"));
    on($("#finish"), "click", async () => { try { await waiting; await ask("/bye", {}); } catch { /* it has ended */ } bye = true; tell(t("say_bye")); });
    on(window, "beforeunload", (event) => { if (changed && !told.served) event.preventDefault(); });
    let bye = false;

    // A served page is asked for again: after another window's work, or a change of a text.
    const again = async (row = current) => { const from = search.value; await load(row); void from; };
    const tell2 = (words) => setTimeout(() => globalThis.duizhaoTell?.(words), 0);
    globalThis.duizhaoTell = tell;
    if (told.served) {
      const poll = setInterval(async () => {
        if (bye) return;
        try {
          const answer = await ask("/state"), body = await answer.json();
          if (body.v !== version && body.v > version) { await waiting; if (body.v > version) { await again(); tell2([t("say_changed"), ...body.said].join(" · ")); } }
        } catch { if (!bye) tell(t("say_gone")); }
      }, 2000);
      life.addEventListener("abort", () => clearInterval(poll));
    }

    const copyRow = () => {
      if (current < 0) return;
      const line = order.map((of) => spans(current, of).map(plain).join(" ")).join("\t");
      navigator.clipboard?.writeText(line).then(() => tell(t("say_copied")), () => {});
    };
    const along = (by) => {
      if (current < 0) return step(by);
      const n = chosen(), size = spans(current, column).length;
      if (n + by >= 0 && n + by < size && n >= 0 || n < 0 && by > 0 && size) { choose(current, column, n < 0 ? 0 : n + by); sentence?.scrollIntoView({ block: "nearest" }); return; }
      step(by);
      choose(current, column, by > 0 ? 0 : spans(current, column).length - 1);
    };
    const across = (by) => { if (current < 0) return step(1); const at = order.indexOf(column), next = order[(at + by + order.length) % order.length]; choose(current, next, Math.min(Math.max(0, chosen()), spans(current, next).length - 1)); };

    const keys = {
      j: () => step(1), k: () => step(-1),
      ArrowDown: () => along(1), ArrowUp: () => along(-1), ArrowRight: () => across(1), ArrowLeft: () => across(-1),
      " ": confirm, d: doubt, s: split, m: () => act("merge"), o: () => withSentence("apart"), x: startLink,
      "[": () => act("shift-up"), "]": () => act("shift-down"), C: above,
      u: () => round(1, isOpen), U: () => round(-1, isOpen), n: () => round(1, has("d")), N: () => round(-1, has("d")),
      f: () => finding(1), F: () => finding(-1), c: () => round(1, has("ch")),
      z: () => act("undo"), Z: () => act("redo"), y: copyRow,
      g: () => { mark(-1); const n = rows.findIndex((row) => !row.hidden); if (n >= 0) go(n, "center"); },
      G: () => { const n = rows.findLastIndex((row) => !row.hidden); if (n >= 0) go(n, "center"); },
      "/": () => { search.focus(); search.select(); }, "?": () => help.showModal(),
      e: () => toggle("se"), w: () => toggle("sw"), i: () => toggle("si"), r: () => pick?.focus(),
      l: () => (listed ?? items.find((item) => !item.hidden))?.firstElementChild.focus(),
    };
    on(document, "keydown", (event) => {
      // An input method that is composing has the keys for itself (229 where it does not say so).
      if (composing(event) || help.open) return;
      const pressed = key(event), control = event.ctrlKey || event.metaKey;
      if (event.key === "Escape") {
        if (event.target === search || query && !linking && !asking && pop.hidden) { search.value = ""; typed(); search.blur(); }
        linking = null; asking = 0;
        close();
        tell();
        return;
      }
      if (event.target === search && event.key === "Enter") {
        clearTimeout(soon);
        typed();
        round(1, () => true);
        event.preventDefault();
        return;
      }
      if (control && pressed.toLowerCase() === "s") { event.preventDefault(); return save(); }
      if (isTyping(event)) return;
      const run = event.altKey && !control ? { ArrowUp: up, ArrowDown: down }[event.key]
        : control ? { z: () => act("undo"), Z: () => act("redo"), y: () => act("redo"), Enter: cut, Backspace: join }[pressed]
        : event.shiftKey && pressed === " " ? () => act("take-back") : keys[pressed];
      if (pressed !== "C") asking = 0;
      // A key that is held down confirms one row.
      if (!run || event.repeat && pressed === " ") { if (run) event.preventDefault(); return; }
      if (event.target.closest?.("button, summary, a, [type=range]") && [" ", "Enter"].includes(pressed) && !event.target.closest(".row")) return;
      event.preventDefault();
      run();
    });
    on($("#keys"), "click", () => help.showModal());
    const relabel = () => { speak(); label(); count(); slide(); filter(false); tell(); };
    on($("#language"), "click", () => { ui = ui === "zh" ? "en" : "zh"; stored("duizhao-ui", ui); relabel(); });
    arrange();
    label();
    speak();
    count();
    slide();

    // Decisions that came with the page, or of an earlier visit.
    if (isDesk && !told.served) {
      let earlier = data("state"), back = false;
      try { const net_state = JSON.parse(stored(net) ?? "null"); if (net_state && JSON.stringify(net_state) !== JSON.stringify(earlier)) { earlier = net_state; back = true; } } catch { /* of another page */ }
      const sums = (rows) => told.texts.map((_, of) => rows.reduce((sum, row) => sum + row.sizes[of], 0)).join();
      if (Array.isArray(earlier) && earlier.every((row) => Array.isArray(row.sizes)) && sums(earlier) === sums(state())) {
        snapshot();
        become(earlier.map((row) => ({ ...row, links: row.links ?? [] })), back, 0);
        changed = back;
        if (back) tell(t("say_kept"));
      }
    }
    quiet = false;
    main.dataset.v = version ?? 0;
    const wanted_place = told.served ? stored("duizhao-place") ?? "" : location.hash.slice(1);
    const id = wanted_place ? recall(wanted_place) : (filter(false), "");
    if (id) follow(id);
    if (told.served && told.said?.length) tell(told.said.filter((line) => line.startsWith("review:")).join(" · "));
    return { go, tell };
  };

  // ---- Pages about one thing: changes, readings.

  const leafPage = (life) => {
    const on = (target, name, act) => target?.addEventListener(name, act, { signal: life });
    const items = $$(".list li"), where = $("#where"), boxes = $$("[name=class]"), sigla = $$("[name=siglum]");
    $(".tools").hidden = false;
    const target = (item) => document.getElementById(item.querySelector("a").hash.slice(1));
    let current = -1;
    const shown = () => items.filter((item) => !item.hidden);
    const tell = () => { where.textContent = current < 0 ? String(shown().length) : t("say_of", { n: shown().indexOf(items[current]) + 1, all: shown().length }); };
    const filter = () => {
      const off = boxes.filter((box) => !box.checked).map((box) => box.value);
      const read = sigla.filter((box) => box.checked).map((box) => box.value);
      for (const item of items) {
        const hidden = item.dataset.c.split(" ").every((name) => off.includes(name)) || sigla.length > 0 && !item.dataset.w.split(" ").some((name) => read.includes(name));
        item.hidden = hidden;
        target(item)?.classList.toggle("dim", hidden);
      }
      sheet.replaceSync(off.map((name) => `ins.c-${name},del.c-${name}{all:unset}`).join(""));
      tell();
    };
    for (const box of [...boxes, ...sigla]) on(box, "change", filter);
    const only = $("[name=only]");
    on(only, "change", () => document.body.classList.toggle("only", only.checked));
    const mark = (n) => {
      for (const lit of $$(".on")) lit.classList.remove("on");
      current = n;
      const item = items[n];
      if (!item) return tell();
      item.classList.add("on");
      target(item)?.classList.add("on");
      const list = item.closest(".list"), top = item.offsetTop - list.offsetTop;
      if (list.scrollHeight > list.clientHeight && (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 60)) list.scrollTop = top - list.clientHeight / 3;
      tell();
    };
    const go = (n) => { mark(n); target(items[n])?.scrollIntoView({ block: "center" }); try { history.replaceState(null, "", items[n].querySelector("a").hash); } catch { /* as above */ } };
    items.forEach((item, n) => on(item.querySelector("a"), "click", (event) => { event.preventDefault(); go(n); }));
    const step = (by) => {
      const all = [...items.keys()].filter((n) => !items[n].hidden);
      if (!all.length) return;
      go(by > 0 ? all.find((n) => n > current) ?? all[0] : all.findLast((n) => n < current) ?? all.at(-1));
    };
    on($("#next"), "click", () => step(1));
    on($("#back"), "click", () => step(-1));
    const keys = { j: () => step(1), n: () => step(1), c: () => step(1), k: () => step(-1), N: () => step(-1), g: () => items.length && go(0), G: () => items.length && go(items.length - 1) };
    on(document, "keydown", (event) => {
      if (composing(event) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const run = keys[key(event)];
      if (run) { event.preventDefault(); run(); }
    });
    on($("#language"), "click", () => { ui = ui === "zh" ? "en" : "zh"; stored("duizhao-ui", ui); speak(); tell(); });
    // Text is copied as one version has it; of a selection over both columns the new.
    on(document, "copy", (event) => {
      const selection = getSelection();
      if (selection.isCollapsed) return;
      const part = selection.getRangeAt(0).cloneContents();
      for (const said of part.querySelectorAll(`.tag, .skip, sup, .${ui === "zh" ? "en" : "zh"}`)) said.remove();
      const old = part.querySelectorAll(".old").length, fresh = part.querySelectorAll(".new").length;
      if (old && fresh) for (const column of part.querySelectorAll(".old")) column.remove();
      const rows = [...part.querySelectorAll(".w")].map((words) => words.textContent);
      event.clipboardData.setData("text/plain", rows.length ? rows.join("\n") : part.textContent);
      event.preventDefault();
    });
    speak();
    tell();
    const first = items.findIndex((item) => item.querySelector("a").hash === location.hash);
    if (first >= 0) mark(first);
  };

  // ---- A page that is served has no text before it has shown its token.

  const token = location.hash.slice(1).replace(/[^0-9a-f]/g, "");
  const ask = (path, body) => fetch(path, {
    method: body ? "POST" : "GET", cache: "no-store", credentials: "omit",
    headers: { "x-duizhao": token, ...body ? { "content-type": "application/json" } : {} }, body: body && JSON.stringify(body),
  });
  let life = null;
  const begin = () => {
    life?.abort();
    life = new AbortController();
    told = data("told") ?? told;
    measure();
    return document.body.classList.contains("leaf") ? leafPage(life.signal) : $("#rows") ? rowsPage(life.signal) : null;
  };
  let style = "";
  const load = async (row) => {
    const answer = await ask("/page");
    if (!answer.ok) { document.body.textContent = await answer.text(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    style = $("style", page)?.textContent ?? "";
    const columns = new CSSStyleSheet();
    columns.replaceSync(style);
    document.adoptedStyleSheets = [columns, own, sheet];
    const top = scrollY;
    document.title = page.title;
    document.body.replaceWith(document.adoptNode(page.body));
    const desk = begin();
    if (row >= 0) desk?.go(row); else scrollTo(0, top);
  };
  if (document.documentElement.dataset.served !== undefined) load(-1).catch((error) => { document.body.textContent = String(error); });
  else begin();
})();
