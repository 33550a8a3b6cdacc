// Looks at a site in a real browser and tells what it saw, as JSON. Called by test_site_in_browser.py:
// node look.js CHROMIUM FOLDER PAGE... where a page is a path, with a question behind it or not.
"use strict";
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 360, height: 740 } },
];

async function look(context, folder, name) {
  const page = await context.newPage();
  const seen = { page: name, faults: [], complaints: [], asked: [], bytes: 0 };
  page.on("console", (message) => { if (message.type() === "error") { seen.complaints.push(message.text()); } });
  page.on("pageerror", (error) => seen.complaints.push(error.message));
  page.on("request", (request) => seen.asked.push(request.url()));
  const [file, question] = name.split("?");
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shift += entry.value; }))
      .observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(pathToFileURL(path.join(folder, file)).href + (question ? "?" + question : ""));
  if (question) { await page.waitForSelector("html[data-done]", { timeout: 10000 }); }
  // Asked for from outside, since the policy of the page lets nobody add a script to it.
  const session = await context.newCDPSession(page);
  const source = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  await session.send("Runtime.evaluate", { expression: source });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `axe.run({preload: false, runOnly: ${JSON.stringify(RULES)}}).then((found) => JSON.stringify(found.violations.map(
      (fault) => fault.id + ": " + fault.nodes.map((node) => node.target.join(" ") + " " + node.failureSummary).join(" | "))))`,
    awaitPromise: true,
  });
  seen.faults = JSON.parse(result.value);
  seen.wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  seen.hits = await page.evaluate(() => Array.from(document.querySelectorAll("#hits .no"), (link) => link.textContent));
  seen.status = await page.evaluate(() => (document.getElementById("status") || {}).textContent || "");
  seen.shift = await page.evaluate(() => window.shift);
  await page.keyboard.press("Tab");
  seen.first = await page.evaluate(() => document.activeElement.textContent);
  await page.close();
  return seen;
}

(async () => {
  const [program, folder, ...names] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: program, args: QUIET });
  const all = [];
  for (const view of VIEWS) {
    const context = await browser.newContext({ ...view, locale: "en-GB" });
    for (const name of names) { all.push({ ...(await look(context, folder, name)), scheme: view.colorScheme }); }
    await context.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(all));
})().catch((error) => { process.stderr.write(String(error) + "\n"); process.exit(1); });
