// Prints pages of a site as PDF, as somebody would who looks at them in dark colours on a telephone.
// node print.js CHROMIUM FOLDER OUT PAGE...
"use strict";
const path = require("path");
const { pathToFileURL } = require("url");
const { chromium } = require("playwright-core");

(async () => {
  const [program, folder, out, ...names] = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: "dark" });
  for (const name of names) {
    await page.goto(pathToFileURL(path.join(folder, name)).href);
    await page.pdf({ path: path.join(out, path.basename(name, ".html") + ".pdf"), format: "A4", preferCSSPageSize: true });
  }
  await browser.close();
})().catch((error) => { process.stderr.write(String(error) + "\n"); process.exit(1); });
