// Calendars and feeds, read by strict parsers that know nothing of sopress: iCalendar (RFC 5545,
// RFC 7986), XML with namespaces, and what RFC 4287 asks of an Atom feed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";

import ICAL from "ical.js";
import { SaxesParser } from "saxes";

import { binary, day } from "./site.mjs";

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** A library of these files with an awkward history in git; its built site as address to text. */
function site(files, settings) {
  const folder = mkdtempSync(join(tmpdir(), "sopress-feeds-"));
  folders.push(folder);
  const git = (...options) => {
    const env = { ...process.env, GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null" };
    for (const who of ["AUTHOR", "COMMITTER"]) {
      env[`GIT_${who}_NAME`] = "Ann & <Lee>";
      env[`GIT_${who}_EMAIL`] = "ann@example.org";
      env[`GIT_${who}_DATE`] = "2026-09-15T12:00:00Z";
    }
    execFileSync("git", ["-C", folder, "-c", "commit.gpgsign=false", ...options], { env, stdio: "pipe" });
  };
  writeFileSync(join(folder, "sopress.toml"), settings);
  git("init", "--quiet", ".");
  for (const [path, texts] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    for (const text of texts) {
      writeFileSync(join(folder, path), text);
      git("add", "--all");
      git("commit", "--quiet", "--allow-empty", "-m", `Change <b> & "more" ]]> \u0001 ${path}`);
    }
  }
  const out = join(folder, "out");
  try {
    execFileSync(binary, ["build", folder, "--out", out, "--date", day, "--keep-going"], { stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1) throw error;
  }
  const found = readdirSync(out, { recursive: true }).filter((name) => /\.(ics|xml)$/.test(name));
  const texts = Object.fromEntries(found.map((name) => [name.replaceAll("\\", "/"), readFileSync(join(out, name), "utf8")]));
  return { folder, texts };
}

const head = (id, more) => `---\nid: ${id}\nversion: "1.0"\n${more}status: effective\nreview_cycle: 1 year\n---\n`;
const awkward = {
  "sops/a.md": [
    head("SOP-001", "title: 'Räumen; wischen, \"prüfen\" & die <Liste> \\ der langen Woche 🧹🧹🧹 immer am Ende'\nowner: Head of Quality, North; East\ndepartment: R & D <Lab>\nlast_reviewed: 2026-01-31\n"),
    head("SOP-001", "title: Second\nowner: Head of Quality, North; East\ndepartment: R & D <Lab>\nlast_reviewed: 2026-01-31\n") + "\nMore.\n",
  ],
  // The same id: an approved version, not yet effective.
  "sops/b.md": [head("SOP-001", "title: Next\nowner: Ops\nlast_reviewed: 2026-02-28\n").replace("effective\n", "approved\neffective: 2026-12-24\n").replace("1.0", "2.0")],
  // Two changes on one day without a version.
  "sops/c.md": ["---\nid: SOP-003\ntitle: C\nowner: Ops\nlast_reviewed: 2024-02-29\nreview_cycle: 1 year\nchanges:\n  - {date: 2026-03-01, summary: one}\n  - {date: 2026-03-01, summary: two}\n---\nText.\n"],
};
const sites = {
  "where the address is known": site(awkward, '[site]\ntitle = "Räume & <Regeln>, alle; hier"\nbase_url = "https://firm.example/sops/"\n'),
  "where it is not": site(awkward, '[site]\ntitle = "Räume & <Regeln>"\n'),
  "without anything due": site({ "sops/a.md": ["# A page\n"] }, ""),
};

for (const [where, { texts }] of Object.entries(sites)) {
  test(`every calendar is valid, ${where}`, () => {
    const calendars = Object.entries(texts).filter(([name]) => name.endsWith(".ics"));
    assert.ok(calendars.length > 0);
    for (const [name, text] of calendars) calendar(name, text, where !== "without anything due");
  });

  test(`every feed is valid Atom, ${where}`, () => {
    const feeds = Object.entries(texts).filter(([name]) => name.startsWith("feeds/"));
    assert.ok(feeds.length > 0);
    for (const [name, text] of feeds) atom(name, text);
  });
}

test("there is a feed for the site, each department and each role, and a calendar for each owner", () => {
  const names = Object.keys(sites["where the address is known"].texts).sort();
  assert.deepEqual(names, [
    "feeds/changes.xml",
    "feeds/department-r--d-lab.xml",
    "feeds/role-head-of-quality-north-east.xml",
    "feeds/role-ops.xml",
    "reviews.ics",
    "reviews/head-of-quality-north-east.ics",
    "reviews/ops.ics",
    "sitemap.xml",
  ]);
});

test("the list of what is due is a valid calendar too", () => {
  const { folder } = sites["where the address is known"];
  for (const within of ["1d", "5 years"]) {
    let text;
    try {
      text = execFileSync(binary, ["due", folder, "--date", "2025-01-01", "--within", within, "--format", "ics"], { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      assert.equal(error.status, 1, String(error.stderr));
      text = error.stdout;
    }
    calendar(within, text, within !== "1d");
  }
});

function calendar(name, text, hasEvents) {
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text), `${name}: every line ends in CRLF`);
  for (const line of text.split("\r\n")) {
    assert.ok(Buffer.byteLength(line) <= 75, `${name}: a line of ${Buffer.byteLength(line)} bytes`);
  }
  assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(text), `${name}: a character that no text may hold`);
  const whole = new ICAL.Component(ICAL.parse(text));
  assert.equal(whole.name, "vcalendar");
  assert.equal(whole.getAllProperties("version").length, 1);
  assert.equal(whole.getFirstPropertyValue("version"), "2.0");
  assert.equal(whole.getAllProperties("prodid").length, 1);
  assert.ok(whole.getAllSubcomponents().length > 0, `${name}: at least one component`);
  const events = whole.getAllSubcomponents("vevent");
  assert.equal(events.length > 0, hasEvents, name);
  const ids = events.map((event) => event.getFirstPropertyValue("uid"));
  assert.equal(new Set(ids).size, ids.length, `${name}: ${ids}`);
  for (const event of events) {
    for (const required of ["uid", "dtstamp", "dtstart", "dtend", "summary"]) {
      assert.equal(event.getAllProperties(required).length, 1, `${name}: ${required}`);
    }
    const stamp = event.getFirstPropertyValue("dtstamp");
    assert.equal(stamp.zone.tzid, "UTC", `${name}: the stamp is in UTC`);
    const [start, end] = ["dtstart", "dtend"].map((at) => event.getFirstPropertyValue(at));
    assert.ok(start.isDate && end.isDate, `${name}: whole days`);
    assert.equal(end.subtractDate(start).toSeconds(), 86400, `${name}: of one day`);
    const url = event.getFirstPropertyValue("url");
    if (url) new URL(url);
    const alarms = event.getAllSubcomponents("valarm");
    assert.ok(alarms.length > 0, `${name}: an alarm`);
    for (const alarm of alarms) {
      assert.equal(alarm.getFirstPropertyValue("action"), "DISPLAY");
      assert.ok(alarm.getFirstPropertyValue("description"));
      assert.ok(alarm.getFirstPropertyValue("trigger").toSeconds() <= 0, `${name}: before the day`);
    }
  }
}

const namespace = "http://www.w3.org/2005/Atom";
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** RFC 4287, sections 3 and 4: what a feed and its entries must and may hold, and how often. */
function atom(name, text) {
  const feed = tree(name, text);
  assert.equal(feed.local, "feed");
  const counts = { id: [1, 1], title: [1, 1], updated: [1, 1], author: [1, 99], link: [1, 99], generator: [0, 1], entry: [0, 9999] };
  holds(name, feed, counts);
  const ids = [feed, ...feed.children.filter((child) => child.local === "entry")].map((each) => only(each, "id").text);
  assert.equal(new Set(ids).size, ids.length, `${name}: ids ${ids}`);
  for (const id of ids) assert.ok(new URL(id).protocol, `${name}: ${id}`);
  instants(name, feed);
  links(name, feed);
  assert.ok(feed.children.some((child) => child.local === "link" && child.attributes.rel === "self"), name);
  for (const entry of feed.children.filter((child) => child.local === "entry")) {
    holds(name, entry, { id: [1, 1], title: [1, 1], updated: [1, 1], author: [0, 99], link: [1, 99], category: [0, 99], summary: [0, 1] });
    instants(name, entry);
    links(name, entry);
    for (const category of entry.children.filter((child) => child.local === "category")) assert.ok(category.attributes.term);
    assert.ok(only(entry, "updated").text <= only(feed, "updated").text, `${name}: the feed is as new as its newest entry`);
  }
}

function holds(name, element, counts) {
  for (const child of element.children) assert.ok(child.local in counts, `${name}: ${element.local} may not hold ${child.local}`);
  for (const [local, [least, most]] of Object.entries(counts)) {
    const count = element.children.filter((child) => child.local === local).length;
    assert.ok(count >= least && count <= most, `${name}: ${count} ${local} in ${element.local}`);
  }
  for (const author of element.children.filter((child) => child.local === "author")) {
    holds(name, author, { name: [1, 1], uri: [0, 1], email: [0, 1] });
    assert.ok(only(author, "name").text.trim(), `${name}: an author has a name`);
  }
}

function instants(name, element) {
  const { text } = only(element, "updated");
  assert.match(text, instant, name);
  assert.ok(!Number.isNaN(Date.parse(text)), `${name}: ${text}`);
}

function links(name, element) {
  const found = element.children.filter((child) => child.local === "link");
  for (const { attributes } of found) new URL(attributes.href, "https://any.example/feeds/x.xml");
  const kinds = found.map(({ attributes }) => `${attributes.rel} ${attributes.type} ${attributes.hreflang}`);
  assert.equal(new Set(kinds).size, kinds.length, `${name}: one link of each kind`);
}

const only = (element, local) => element.children.find((child) => child.local === local);

function tree(name, text) {
  const parser = new SaxesParser({ xmlns: true, fileName: name });
  const root = { children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => { throw error; });
  parser.on("opentag", ({ local, uri, attributes }) => {
    assert.equal(uri, namespace, `${name}: ${local}`);
    const values = Object.fromEntries(Object.values(attributes).map(({ name, value }) => [name, value]));
    const element = { local, attributes: values, children: [], text: "" };
    open.at(-1).children.push(element);
    open.push(element);
  });
  parser.on("text", (words) => { open.at(-1).text += words; });
  parser.on("closetag", () => open.pop());
  parser.write(text).close();
  return root.children[0];
}
