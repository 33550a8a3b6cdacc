// Searches a site in a real browser, each question in a fresh page, and tells what it took and loaded, as JSON.
// node search.js CHROMIUM FOLDER QUESTION...
"use strict";
const fs = require("fs");
const path = require("path");
const { fileURLToPath, pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

(async () => {
  const [program, folder, ...questions] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  const all = [];
  for (const question of questions) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const files = [];
    page.on("request", (request) => files.push(fileURLToPath(request.url().split("?")[0])));
    await page.goto(pathToFileURL(path.join(folder, "search.html")).href + "?q=" + encodeURIComponent(question));
    await page.waitForSelector("html[data-done]", { timeout: 60000 });
    const seen = await page.evaluate(() => ({
      milliseconds: performance.now(),
      hits: document.querySelectorAll("#hits .no").length,
      status: document.getElementById("status").textContent,
    }));
    const found = files.filter((file) => file.includes(path.sep + "search" + path.sep));
    all.push({ question, ...seen, files: found.length, bytes: found.reduce((sum, file) => sum + fs.statSync(file).size, 0) });
    await context.close();
  }
  await browser.close();
  process.stdout.write(JSON.stringify(all));
})().catch((error) => { process.stderr.write(String(error) + "\n"); process.exit(1); });
