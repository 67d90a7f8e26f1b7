"use strict";
// Classes that can be switched off, keys, and copying without marks. The page is whole without them.
(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const items = $$(".list li"), where = document.querySelector("#where"), boxes = $$("[name=class]"), sigla = $$("[name=siglum]");
  document.querySelector(".tools").hidden = false;
  const target = (item) => document.getElementById(item.querySelector("a").hash.slice(1));
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  let current = -1;
  const shown = () => items.filter((item) => !item.hidden);
  const tell = () => { where.textContent = `${current < 0 ? "" : `${shown().indexOf(items[current]) + 1} of `}${shown().length}`; };
  const filter = () => {
    const off = boxes.filter((box) => !box.checked).map((box) => box.value);
    const read = sigla.filter((box) => box.checked).map((box) => box.value);
    for (const item of items) {
      const place = target(item);
      const hidden = item.dataset.c.split(" ").every((name) => off.includes(name))
        || sigla.length > 0 && !item.dataset.w.split(" ").some((name) => read.includes(name));
      item.hidden = hidden;
      place?.classList.toggle("dim", hidden);
    }
    sheet.replaceSync(off.map((name) => `ins.c-${name},del.c-${name}{all:unset}`).join(""));
    tell();
  };
  for (const box of [...boxes, ...sigla]) box.addEventListener("change", filter);
  const only = document.querySelector("[name=only]");
  only?.addEventListener("change", () => document.body.classList.toggle("only", only.checked));
  const mark = (n) => {
    for (const on of $$(".on")) on.classList.remove("on");
    current = n;
    const item = items[n];
    if (!item) return tell();
    item.classList.add("on");
    target(item)?.classList.add("on");
    const list = item.closest(".list"), top = item.offsetTop - list.offsetTop;
    if (list.scrollHeight > list.clientHeight && (top < list.scrollTop || top > list.scrollTop + list.clientHeight - 60)) list.scrollTop = top - list.clientHeight / 3;
    tell();
  };
  const go = (n) => { mark(n); target(items[n])?.scrollIntoView({ block: "center" }); };
  items.forEach((item, n) => item.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); go(n); history.replaceState(null, "", item.querySelector("a").hash); }));
  const step = (by) => {
    for (let n = current + by; n >= 0 && n < items.length; n += by) if (!items[n].hidden) return go(n);
  };
  document.querySelector("#next").addEventListener("click", () => step(1));
  document.querySelector("#back").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    if (event.key === "j" || event.key === "n") step(1);
    else if (event.key === "k" || event.key === "N") step(-1);
    else return;
    event.preventDefault();
  });
  // Text is copied as one version has it; of a selection over both columns the new.
  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (selection.isCollapsed) return;
    const part = selection.getRangeAt(0).cloneContents();
    for (const mark of part.querySelectorAll(".tag, .skip, sup")) mark.remove();
    const old = part.querySelectorAll(".old").length, fresh = part.querySelectorAll(".new").length;
    if (old && fresh) for (const column of part.querySelectorAll(".old")) column.remove();
    const rows = [...part.querySelectorAll(".w")].map((words) => words.textContent);
    event.clipboardData.setData("text/plain", rows.length ? rows.join("\n") : part.textContent);
    event.preventDefault();
  });
  tell();
})();
