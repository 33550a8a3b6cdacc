// The search of the site: looks words up in the files below search/, and asks no server.
"use strict";
const somei = (() => {
  const FIRST_YEAR = 1950, PAGE = 20, CARDS = 25, SAME = 2 ** 20;
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map(Array.from(DIGITS, (sign, at) => [sign, at]));
  const loaded = new Map(), waiting = new Map();

  function take(name, value) {
    if (waiting.has(name)) { waiting.get(name)(value); waiting.delete(name); }
  }

  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done, failed) => {
        waiting.set(name, done);
        const script = document.createElement("script");
        script.src = "search/" + name + ".js";
        script.onerror = () => failed(new Error(name));
        script.onload = () => script.remove();
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  function words(text) {
    const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ς/g, "σ");
    return (plain.match(/[\p{L}\p{N}]+/gu) || []).map((word) => Array.from(word).slice(0, 40).join(""));
  }

  const IDENTIFIER = /(?:^|\s)([A-Z]{2,5}(?:-[A-Z]{2,5})?)-(\d{1,5})-(\d{4})-(INIT|[A-Z]{3}-\d+(?:-[A-Z]{3}-\d+)*)(?:\.html)?(?=\s|$)/i;
  const NUMBER = /(?:^|\s)(?:ST\s*)?(\d{1,5})(?:\/(\d{1,3}))?\/(\d{4}|\d{2})(?=\s|$)/i;

  // A question is a list of terms that must all be met; a term is a list of words of which one is enough. With a
  // `number`, only documents of this number are meant. A word and a number behind it are taken for a code with its
  // serial, as `codes` says. If no document has it, `withheld` asks for the code without a public serial, and `apart`
  // for the words.
  function asked(text) {
    let year = null, sought = null;
    const terms = [];
    const rest = text.replace(IDENTIFIER, (_, series, number, whole, tail) => {
      year = Number(whole);
      sought = Number(number);
      terms.push([[number, true]]);
      if (series.toUpperCase() !== "ST") { words(series).forEach((word) => terms.push([[word, true]])); }
      (tail.match(/[A-Z]{3}-\d+/gi) || []).forEach((suffix) => terms.push([[words(suffix).join(""), true]]));
      return " ";
    }).replace(NUMBER, (typed, number, revision, short) => {
      const whole = short.length === 4 ? Number(short) : Number(short) + (Number(short) >= 52 ? 1900 : 2000);
      // 2025/0360 is a procedure, without the letters behind it.
      if (whole < FIRST_YEAR) { return typed; }
      year = whole;
      sought = Number(number);
      terms.push([[number, true]]);
      if (revision) { terms.push([["rev" + revision, true]]); }
      return " ";
    });
    const found = words(rest), apart = [...terms], withheld = [...terms], codes = [];
    const alone = (word) => [[word, word.length < 3 || /^\d+$/.test(word)]];
    for (let at = 0; at < found.length; at += 1) {
      const word = found[at], next = found[at + 1];
      if (next && /^\p{L}+$/u.test(word) && /^\d+$/.test(next)) {
        // Codes have up to three words, as PV CONS 45, of which the index makes one.
        const ends = [0, 1, 2].filter((back) => back <= at).map((back) => found.slice(at - back, at + 1).join(""));
        terms.push(ends.map((code) => [code + next, true]));
        withheld.push(ends.map((code) => [code + "#", true]));
        apart.push(alone(word), alone(next));
        codes.push([word, next]);
        at += 1;
      } else if (word !== "st" || found.length === 1) {
        [terms, withheld, apart].forEach((list) => list.push(alone(word)));
      }
    }
    return codes.length ? { year, number: sought, terms, codes, withheld, apart } : { year, number: sought, terms };
  }

  const fits = (word, [sought, whole]) => (whole ? word === sought : word.startsWith(sought));

  function file(key) {
    return "w-" + Array.from(key, (c) => (/[a-z0-9]/i.test(c) ? c : "_" + c.codePointAt(0).toString(16))).join("");
  }

  function keysFor(keys, sought) {
    return keys.filter((key) => {
      const bare = key.endsWith(".") ? key.slice(0, -1) : key;
      if (bare !== key) { return fits(bare, sought); }
      return sought[0].startsWith(bare) || (!sought[1] && bare.startsWith(sought[0]));
    });
  }

  // All words of a folder that fit, with what is told of each.
  async function lookUp(folder, keys, sought) {
    const files = await Promise.all(keysFor(keys, sought).map((key) => load(folder + "/" + file(key))));
    return files.flatMap((held) => Object.keys(held).filter((word) => fits(word, sought)).map((word) => held[word]));
  }

  // A place is a number, and which of the documents with this number it is, in one value; places are in order.
  function places(packed) {
    const found = [];
    let at = 0, number = 0;
    function next() {
      let read = 0, shift = 0, value = 0;
      do {
        value = VALUES.get(packed[at]);
        read += (value & 31) << shift;
        shift += 5;
        at += 1;
      } while (value > 31);
      return read;
    }
    while (at < packed.length) {
      const step = next();
      number += step >> 1;
      found.push(number * SAME + (step & 1 ? next() : 0));
    }
    return found;
  }

  async function yearsFor(contents, question) {
    let years = null;
    for (const term of question.terms) {
      let any = 0n;
      for (const sought of term) {
        for (const bits of await lookUp("words", contents.words, sought)) { any |= BigInt("0x" + bits); }
      }
      years = years === null ? any : years & any;
    }
    return [...contents.years].sort((a, b) => b - a)
      .filter((year) => (years >> BigInt(year - FIRST_YEAR)) & 1n)
      .filter((year) => question.year === null || year === question.year);
  }

  async function inYear(question, year) {
    const keys = await load(year + "/contents");
    let common = null;
    for (const term of question.terms) {
      const met = new Set();
      for (const sought of term) {
        for (const packed of await lookUp(String(year), keys, sought)) {
          for (const place of places(packed)) { met.add(place); }
        }
      }
      common = common === null ? met : new Set([...common].filter((place) => met.has(place)));
      if (!common.size) { break; }
    }
    const found = [...(common || [])].sort((a, b) => b - a);
    if (question.number === null) { return found; }
    const same = found.filter((place) => Math.floor(place / SAME) === question.number);
    return same.length < 2 ? same : nearestFirst(question, await shown(year, question.number), same);
  }

  // What is shown of the documents with a number.
  async function shown(year, number) { return (await load(year + "/c" + Math.floor(number / CARDS)))[number]; }

  // First the document whose identifier says what was asked and nothing more; it has no suffix if none was asked for.
  function nearestFirst(question, cards, found) {
    const sought = new Set(question.terms.flat().map(([word]) => word));
    function distance(place) {
      const [, series, tail] = /^(.+?)-\d+-\d+-(.+)$/.exec(cards[place % SAME][0]);
      const suffixes = (tail.match(/[A-Z]+-\d+/g) || []).map((suffix) => words(suffix).join(""));
      const parts = [...words(series).filter((word) => word !== "st"), ...suffixes];
      return 100 * parts.filter((part) => !sought.has(part)).length - parts.length;
    }
    return found.sort((a, b) => distance(a) - distance(b));
  }

  async function* hits(contents, question) {
    for (const year of await yearsFor(contents, question)) {
      for (const place of await inYear(question, year)) { yield [year, place]; }
    }
  }

  function made(name, className, text) {
    const element = document.createElement(name);
    if (className) { element.className = className; }
    if (text) { element.textContent = text; }
    return element;
  }

  const MONTHS = "January February March April May June July August September October November December".split(" ");

  function row([id, number, subject, day, type, stamp]) {
    const entry = made("li", "doc"), link = made("a", "no", number), box = made("div"), about = made("p", "about");
    link.href = id + ".html";
    const parts = [];
    if (day) {
      const [year, month, date] = day.split("-").map(Number);
      const time = made("time", "", date + " " + MONTHS[month - 1] + " " + year);
      time.dateTime = day;
      parts.push(time);
    }
    if (type) { parts.push(document.createTextNode(type)); }
    if (stamp) { parts.push(made("span", "stamp partly", stamp)); }
    parts.forEach((part, at) => { about.append(...(at ? [" · ", part] : [part])); });
    box.append(made("p", "subject", subject), about);
    entry.append(link, box);
    return entry;
  }

  function withheldSerials(codes) {
    const names = codes.map(([word]) => word.toUpperCase()).join(", ");
    const typed = codes.map((pair) => pair.join(" ").toUpperCase()).join(", ");
    return "No document shows " + typed + ": the number may not be public. With " + names + " and no number: ";
  }

  async function search(text) {
    const status = document.getElementById("status"), list = document.getElementById("hits");
    const more = document.getElementById("more");
    const question = asked(text);
    if (!question.terms.length) { return; }
    status.textContent = "Looking …";
    const contents = await load("contents");
    let found = hits(contents, question), listed = 0, ahead = await found.next(), before = "";
    for (const other of question.codes ? [question.withheld, question.apart] : []) {
      if (!ahead.done) { break; }
      found = hits(contents, { ...question, terms: other });
      ahead = await found.next();
      if (!ahead.done && other === question.withheld) { before = withheldSerials(question.codes); }
    }
    async function next(focus) {
      const some = [];
      while (some.length < PAGE && !ahead.done) { some.push(ahead.value); ahead = await found.next(); }
      const rows = await Promise.all(some.map(async ([year, place]) => {
        return row((await shown(year, Math.floor(place / SAME)))[place % SAME]);
      }));
      list.append(...rows);
      listed += rows.length;
      more.hidden = ahead.done;
      const order = listed === 1 || question.number !== null ? "." : ", the newest first.";
      status.textContent = before + (listed === 0 ? "No document has all these words."
        : ahead.done ? listed + (listed === 1 ? " document" : " documents") + order
          : "The " + (question.number === null ? "newest " : "first ") + listed + ". There are more.");
      if (listed === 0) { document.documentElement.dataset.asked = "nothing"; }
      if (focus && rows.length) { rows[0].querySelector("a").focus(); }
    }
    more.onclick = () => next(true);
    await next(false);
    document.documentElement.dataset.done = "yes";
  }

  const question = () => (new URLSearchParams(location.search).get("q") || "").trim();

  function begin() {
    const text = question();
    document.getElementById("find").value = text;
    if (!text) { return; }
    document.title = text + " · " + document.title;
    search(text).catch(() => {
      document.getElementById("status").textContent = "The index could not be read.";
    });
  }

  if (typeof document !== "undefined") {
    // Before anything is drawn: the style sheet then keeps room for what is found, so that nothing on the page moves.
    if (question()) { document.documentElement.dataset.asked = "yes"; }
    document.addEventListener("DOMContentLoaded", begin);
  }
  return { take, words, asked, places };
})();
