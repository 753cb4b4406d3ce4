// A built library, served under a sub-path as a project site of GitHub Pages is, and a browser to read it.
// Under run.mjs, all specs share one browser and one site of the example library.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium as playwright } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const binary = process.env.SOPRESS ?? join(root, "target", "debug", "sopress");
/** The day of every build. */
export const day = "2026-11-22";
const prefix = "/handbook/";

const kinds = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".csv": "text/csv; charset=utf-8",
  ".xml": "application/xml",
};

const example = join(root, "example-library");

/** The site of a library, built and served until `close` is called. */
export function open(library = example) {
  const shared = process.env.SOPRESS_EXAMPLE_SITE;
  if (library === example && shared) return site(JSON.parse(shared), () => {});
  return build(library);
}

/** What `open` gives the specs. */
function site({ out, origin }, close) {
  return {
    out,
    origin,
    base: origin + prefix,
    url: (route) => origin + prefix + route.split("/").map(encodeURIComponent).join("/"),
    routes: files(out),
    text: (route) => readFileSync(join(out, route), "utf8"),
    close,
  };
}

async function build(library) {
  const folder = mkdtempSync(join(tmpdir(), "sopress-"));
  const out = join(folder, "site");
  // The 404 page is shown at any depth, so its links need the address of the site.
  const copy = join(folder, "library");
  cpSync(library, copy, { recursive: true });
  const settings = join(copy, "sopress.toml");
  const address = `base_url = "https://example.org${prefix}"`;
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^base_url = .*$/m, address));
  const options = ["build", copy, "--out", out, "--date", day, "--keep-going"];
  try {
    execFileSync(binary, options, { stdio: "pipe" });
  } catch (error) {
    // 1 means that there are findings; the site is built all the same.
    if (error.status !== 1 || !existsSync(join(out, "index.html"))) throw error;
  }
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://site").pathname);
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : null;
    let file = name === null ? null : join(out, name);
    if (file && existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
    const isThere = file !== null && file.startsWith(out + sep) && existsSync(file);
    if (!isThere) file = join(out, "404.html");
    response.writeHead(isThere ? 200 : 404, {
      "Content-Type": kinds[extname(file)] ?? "application/octet-stream",
      "Content-Security-Policy": "default-src 'self'; base-uri 'none'",
    });
    response.end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return site({ out, origin }, () => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
}

function files(out) {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** The system's Chromium, or the one that CHROMIUM names. */
function chromium() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("no Chromium found; set CHROMIUM to its path");
  return found;
}

/** How to start a browser that asks no other host for anything. */
export const launchOptions = () => ({
  executablePath: chromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});

/** A browser that all specs may use at once, each in contexts of its own. */
export function sharedBrowser() {
  const address = process.env.SOPRESS_BROWSER;
  return address ? playwright.connect(address) : launch();
}

/** A browser of the spec's own. */
export function launch() {
  return playwright.launch(launchOptions());
}
