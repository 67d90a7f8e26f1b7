// Reviews corpora/communique from the first key to the last, in both lives of the page.
//
//   DUIZHAO=target/debug/duizhao DUIZHAO_NODE_MODULES=/path/to/node_modules node tests/browser/review.mjs
//
// `cargo test --test browser` runs it where node, playwright-core and a Chromium are there.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strict as assert } from "node:assert";

const require = createRequire(join(process.env.DUIZHAO_NODE_MODULES, "x.js"));
const { chromium } = require("playwright-core");
const program = process.env.DUIZHAO, corpus = process.env.DUIZHAO_CORPUS ?? "corpora/communique";
const folder = mkdtempSync(join(tmpdir(), "duizhao-browser-"));
const path = (name) => join(folder, name);
for (const name of ["zh.txt", "en.txt"]) copyFileSync(join(corpus, name), path(name));
const run = (...args) => {
  const done = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  return done;
};
const letters = (words) => words.replace(/[^\p{L}\p{N}]/gu, "");
const records = (name) => readFileSync(path(name), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const browser = await chromium.launch({ executablePath: process.env.DUIZHAO_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

// What a row holds, by its letters: what was confirmed must be this and no other.
const rows = (page) => page.evaluate(() => [...document.querySelectorAll(".row")].map((row) => ({
  status: row.dataset.st ?? "open",
  moved: row.dataset.l !== undefined,
  cells: [...row.querySelectorAll(".t")].map((cell) => [...cell.querySelectorAll(".s")].map((words) => words.textContent)),
})));
const known = (row) => row.cells.map((cell) => letters(cell.join(""))).join(" | ");
const whole = (all) => [0, 1].map((text) => letters(all.flatMap((row) => row.cells[text]).join("")));
const said = (page) => page.textContent("#here");
const opened = async (address) => {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: "zh-CN", acceptDownloads: true });
  page.on("pageerror", (error) => { throw error; });
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(address);
  await page.waitForSelector(".row");
  return page;
};
// Waits until the page shows what it was asked for.
const until = async (page, what, ...args) => page.waitForFunction(what, args, { timeout: 20000 });
const confirmed = (page) => page.evaluate(() => document.querySelectorAll(".row[data-st=confirmed]").length);

// One round of every key on one page.
const everyKey = async (page) => {
  const before = await rows(page), texts = whole(before);
  await page.keyboard.press("g");
  assert.equal(await page.evaluate(() => document.querySelector(".here .num").textContent), "1");
  let at = 0;
  const press = async (key, changes = true) => {
    const version = await page.evaluate(() => document.querySelector("#rows").dataset.v);
    await page.keyboard.press(key);
    if (changes) {
      await until(page, ([version]) => document.querySelector("#rows").dataset.v !== version, version)
        .catch(async () => { throw new Error(`${key}: ${await said(page)}`); });
    }
    assert.deepEqual(whole(await rows(page)), texts, `${key} lost or doubled a sentence`);
    at += 1;
  };
  for (let n = 0; n < 7; n++) await press("j", false);
  // A sentence down and back, the column down and back, rows merged and parted, a sentence alone.
  await press("ArrowRight", false);
  for (const key of ["Alt+ArrowDown", "z", "]", "z", "m", "z", "Alt+ArrowUp", "z"]) await press(key);
  assert.deepEqual((await rows(page)).map(known), before.map(known), "undo is exact");
  await press("m");
  await press("ArrowDown", false);
  await press("ArrowDown", false);
  await press("s");
  for (const key of ["z", "z"]) await press(key);
  assert.deepEqual((await rows(page)).map(known), before.map(known), "undo is exact");
  await press("Z");
  await press("z");
  // A confirmed row is in the way, and nothing happens.
  await page.keyboard.press("g");
  await press("Space");
  await page.keyboard.press("g");
  await page.keyboard.press("j");
  const state = (await rows(page)).map(known);
  await page.keyboard.press("Alt+ArrowUp");
  await page.waitForTimeout(300);
  assert.match(await said(page), /与已确认的行冲突/);
  assert.deepEqual((await rows(page)).map(known), state);
  // A doubt with a note; a Russian layout; what is taken back.
  await page.keyboard.press("d");
  await page.keyboard.type("漏译?");
  const doubted = page.keyboard.press("Enter");
  await doubted;
  await until(page, () => document.querySelector(".row[data-st=doubtful] .remark")?.textContent === "漏译?");
  await page.keyboard.press("g");
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "о", code: "KeyJ", bubbles: true })));
  assert.equal(await page.evaluate(() => document.querySelector(".here .num").textContent), "2");
  await page.keyboard.press("g");
  await press("Shift+Space");
  assert.equal(await confirmed(page), 0);
};
// Confirms all that is open, from the top, at most so many rows.
const confirmAll = async (page, most = Infinity) => {
  const done = new Map();
  await page.keyboard.press("g");
  for (let n = 0; n < most; n++) {
    const here = await page.evaluate(() => {
      const row = document.querySelector(".row.here");
      return row && { status: row.dataset.st ?? "open", cells: [...row.querySelectorAll(".t")].map((cell) => [...cell.querySelectorAll(".s")].map((words) => words.textContent)) };
    });
    const count = await confirmed(page);
    if (here.status === "confirmed") { await page.keyboard.press("u"); if (await page.evaluate(() => document.querySelector(".row.here").dataset.st === "confirmed")) break; continue; }
    done.set(known(here), true);
    await page.keyboard.press("Space");
    await until(page, ([count]) => document.querySelectorAll(".row[data-st=confirmed]").length > count, count);
  }
  return done;
};

// The operations of the script, at random: no sentence is lost or doubled, and no confirmed row touched.
const atRandom = (page) => page.evaluate(() => {
  let seed = 1, done = 0;
  const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  const names = ["up", "down", "merge", "split", "apart", "shift-up", "shift-down", "link", "unlink", "confirm", "doubt", "take-back", "confirm-above", "note"];
  for (let round = 0; round < 300; round++) {
    let state = Array.from({ length: 2 + random(12) }, () => ({ sizes: [1 + random(2), random(3)], status: "open", note: "", links: [] }));
    const sums = (rows) => [0, 1].map((of) => rows.reduce((sum, row) => sum + row.sizes[of], 0)).join();
    const settled = (rows) => { const at = [0, 0]; return rows.map((row) => { const here = row.sizes.map((size, of) => [at[of], at[of] += size]); return row.status === "confirmed" ? JSON.stringify(here) : null; }); };
    const places = (rows) => { const at = [0, 0]; return new Set(rows.map((row) => JSON.stringify(row.sizes.map((size, of) => [at[of], at[of] += size])))); };
    const all = sums(state);
    for (let n = 0; n < 60; n++) {
      const row = random(state.length), name = names[random(names.length)], was = settled(state).filter(Boolean), before = JSON.stringify(state);
      const given = { row, column: random(2), place: random(3), count: random(3), to: random(state.length), note: "?", lengths: state[row].sizes.map((size) => Array.from({ length: size }, () => 10)) };
      const next = duizhaoOperations(name, state, given);
      if (JSON.stringify(state) !== before) return `${name} changed what it was given`;
      if (next.no) continue;
      if (sums(next.rows) !== all) return `${name} lost or doubled a sentence`;
      if (next.rows.some((row) => row.sizes.every((size) => !size))) return `${name} left an empty row`;
      const now = places(next.rows);
      if (!["take-back", "doubt"].includes(name) && was.some((place) => !now.has(place))) return `${name} touched a confirmed row`;
      state = next.rows;
      done++;
    }
  }
  return done;
});

// ---- Mailed.
run("align", "zh.txt", "en.txt", "-q", "-o", "page.html");
let page = await opened(`file://${path("page.html")}`);
const done = await atRandom(page);
assert.ok(done > 3000, String(done));
await everyKey(page);
let mine = await confirmAll(page);
const all = (await rows(page)).length;
assert.equal(await confirmed(page), all);
let download = page.waitForEvent("download");
await page.keyboard.press("Control+s");
await (await download).saveAs(path("saved.review.jsonl"));
download = page.waitForEvent("download");
await page.click("#save-page");
await (await download).saveAs(path("back.html"));
await page.close();
// The page that was saved holds its decisions, in another browser too.
page = await opened(`file://${path("back.html")}`);
assert.equal(await confirmed(page), all);
await page.close();
for (const name of ["saved.review.jsonl", "back.html"]) {
  run("review", "zh.txt", "en.txt", "-q", "--take", name, "--no-page", "-o", "mailed.tsv");
  const table = readFileSync(path("mailed.tsv"), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
  assert.equal(table.length, all);
  for (const [, , , zh, en, status] of table) {
    assert.equal(status, "confirmed");
    assert.ok(mine.has(`${letters(zh)} | ${letters(en)}`), `${zh} | ${en} was never confirmed`);
  }
  rmSync(path("zh--en.review.jsonl"));
}
console.log(`mailed: ${all} rows reviewed, saved twice and taken up`);

// ---- Served.
const serve = async (...more) => {
  const child = spawn(program, ["review", "zh.txt", "en.txt", "--no-open", "--by", "li", ...more], { cwd: folder });
  let talk = "";
  const address = await new Promise((found, lost) => {
    child.stderr.on("data", (words) => { talk += words; const at = /http:\/\/\S+/.exec(talk); if (at) found(at[0]); });
    child.on("exit", () => lost(new Error(talk)));
  });
  return { child, address, talk: () => talk };
};
let server = await serve();
page = await opened(server.address);
await everyKey(page);
const half = Math.floor(all / 2);
mine = await confirmAll(page, half);
const before = (await rows(page)).filter((row) => row.status === "confirmed").map(known);
// A second window that knows less overwrites nothing.
const other = await opened(server.address);
await page.keyboard.press("u");
await page.keyboard.press("Space");
await until(page, ([count]) => document.querySelectorAll(".row[data-st=confirmed]").length > count, before.length);
for (const words of (await rows(page)).filter((row) => row.status === "confirmed").map(known)) mine.set(words, true);
const kept = await confirmed(page);
await other.evaluate(() => { globalThis.fetchNow = fetch; });
await other.keyboard.press("g");
await other.keyboard.press("Shift+Space");
await until(other, ([count]) => document.querySelectorAll(".row[data-st=confirmed]").length === count, kept);
await other.close();
// Killed in mid-work, and the source edited: a new paragraph, a comma, a word.
server.child.kill("SIGKILL");
await new Promise((done) => server.child.once("exit", done));
await page.close();
let source = readFileSync(path("zh.txt"), "utf8");
const first = source.indexOf("\n\n") + 2;
source = source.slice(0, first) + "这里加上了全新的一段话，译文里还没有。\n\n" + source.slice(first).replace("，", ",");
writeFileSync(path("zh.txt"), source);
server = await serve("-o", "served.tsv");
page = await opened(server.address);
const now = (await rows(page)).filter((row) => row.status === "confirmed").map(known);
assert.equal(now.length, kept, "all that was confirmed is there");
for (const words of now) assert.ok(mine.has(words), `${words} was never confirmed`);
for (const words of before) assert.ok(now.includes(words), `${words} was lost`);
// A file that changes while the page is open is read, and decisions carried over.
writeFileSync(path("zh.txt"), source.trimEnd() + "\n\n再加一段。\n");
await until(page, () => [...document.querySelectorAll(".s")].some((words) => words.textContent === "再加一段。"));
assert.equal(await confirmed(page), kept);
// A sentence cut at the caret, and joined again.
const shape = await page.evaluate(() => {
  const row = [...document.querySelectorAll(".row")].findLast((row) => !row.dataset.st && row.querySelector(".t1 .s")?.textContent.length > 30);
  row.querySelector(".num").click();
  const words = row.querySelector(".t1 .s"), walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT), node = walk.nextNode();
  words.click();
  getSelection().collapse(node, Math.min(10, node.data.length - 1));
  return document.querySelectorAll(".t1 .s").length;
});
await page.keyboard.press("Control+Enter");
await until(page, ([shape]) => document.querySelectorAll(".t1 .s").length === shape + 1, shape);
await page.keyboard.press("z");
await until(page, ([shape]) => document.querySelectorAll(".t1 .s").length === shape, shape);
for (const words of (await confirmAll(page)).keys()) mine.set(words, true);
const end = await rows(page);
assert.ok(end.every((row) => row.status === "confirmed"));
await page.click("#finish");
await new Promise((done) => server.child.once("exit", done));
const table = readFileSync(path("served.tsv"), "utf8").trim().split("\n").slice(1).map((line) => line.split("\t"));
// What is rendered elsewhere stands in two rows of the page, and in one of the table.
assert.equal(table.length, end.filter((row) => !row.moved || row.cells[0].length > 0).length);
for (const [, , , zh, en, status] of table) {
  assert.equal(status, "confirmed");
  const halves = [`${letters(zh)} | `, ` | ${letters(en)}`];
  assert.ok(mine.has(halves.join("").replace(" |  | ", " | ")) || halves.some((half) => mine.has(half)), `${zh} | ${en} was never confirmed`);
}
assert.ok(records("zh--en.review.jsonl").filter((record) => record.type === "row").every((record) => record.by === "li"));
console.log(`served: ${end.length} rows reviewed through a kill, two edits and a second window`);
await browser.close();
rmSync(folder, { recursive: true });
