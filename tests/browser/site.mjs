// A built example library, served under a sub-path as a project site of GitHub Pages is.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium as playwright } from "playwright-core";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const binary = process.env.SOPRESS ?? join(root, "target", "release", "sopress");
/** The day of every build here. */
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

/** Builds a library and serves it; `close` ends both. */
export async function open(library = join(root, "example-library")) {
  const folder = mkdtempSync(join(tmpdir(), "sopress-"));
  const out = join(folder, "site");
  // The 404 page is shown at any depth, so it must know where the site lies.
  const copy = join(folder, "library");
  cpSync(library, copy, { recursive: true });
  const settings = join(copy, "sopress.toml");
  const address = `base_url = "https://example.org${prefix}"`;
  writeFileSync(settings, readFileSync(settings, "utf8").replace(/^base_url = .*$/m, address));
  const options = ["build", copy, "--out", out, "--date", day, "--keep-going"];
  try {
    execFileSync(binary, options, { stdio: "pipe" });
  } catch (error) {
    // 1 says that there are findings; the site is there all the same.
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
  return {
    out,
    origin,
    base: origin + prefix,
    url: (route) => origin + prefix + route.split("/").map(encodeURIComponent).join("/"),
    routes: files(out),
    text: (route) => readFileSync(join(out, route), "utf8"),
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function files(out) {
  return readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(out, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** A Chromium of the system, or the one that CHROMIUM names. */
export function chromium() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error("there is no Chromium; name one in CHROMIUM");
  return found;
}

/** A browser that asks no other host for anything. */
export function launch() {
  return playwright.launch({
    executablePath: chromium(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
}
