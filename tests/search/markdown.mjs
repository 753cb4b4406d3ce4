// Entries out of a folder of Markdown, roughly: enough to ask the search about real documents
// without building their site.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

export function entries(folder) {
  const files = readdirSync(folder, { recursive: true }).filter((file) => /\.md(\.erb)?$/.test(file)).sort();
  return files.map((file) => entry(folder, file)).filter((entry) => !/^(draft|in-review)$/.test(entry.status));
}

function entry(folder, file) {
  const source = readFileSync(join(folder, file), "utf8");
  const front = source.match(/^(?:---|\+\+\+)\n([\s\S]*?)\n(?:---|\+\+\+)\n/);
  const value = (names) => {
    const found = front?.[1].match(new RegExp(`^(?:${names})\\s*[:=]\\s*(.*)$`, "m"));
    return found ? found[1].trim().replace(/^"(.*)"$/, "$1") : "";
  };
  const list = (name) => (value(name).match(/^\[(.*)\]$/)?.[1] ?? "").split(",").map((item) => item.trim().replace(/^"(.*)"$/, "$1")).filter(Boolean);
  const body = front ? source.slice(front[0].length) : source;
  const title = value("title|name") || body.match(/^# (.*)$/m)?.[1] || file;
  const status = value("status");
  const parts = file.split(/[\\/]/);
  return {
    url: relative(".", file).replace(/(\.html)?\.md(\.erb)?$/, ".html").replaceAll("\\", "/"),
    id: value("id|doc_id") || null, title, aliases: list("aliases"), version: value("version|revision"),
    department: parts.length > 1 ? parts[0][0].toUpperCase() + parts[0].slice(1) : "",
    status, kind: value("type|doc_type"), state: "reviewed", roles: list("audience"), tags: list("tags"),
    is_withdrawn: /^(retired|superseded)$/.test(status), sections: sections(body),
  };
}

function sections(body) {
  const found = [{ anchor: null, heading: "", text: "" }];
  for (const line of body.split("\n")) {
    const heading = line.match(/^#{1,6} +(.*?)(?: *\{#([\w-]+)\})? *$/);
    if (heading) found.push({ anchor: heading[2] ?? heading[1].toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"), heading: plain(heading[1]), text: "" });
    else if (!/^(```|~~~|\|[ -|:]+\|$)/.test(line)) found[found.length - 1].text += `${plain(line)} `;
  }
  return found.filter(({ heading, text }) => heading || text.trim());
}

const plain = (text) => text.replace(/\{[#:.][^}]*\}/g, "").replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[*_`|>]+/g, " ").replace(/<[^>]*>/g, " ").trim();

// Groups of synonyms out of a glossary.toml.
export function synonyms(file) {
  return readFileSync(file, "utf8").split("[[terms]]").slice(1).map((term) => {
    const one = (name) => term.match(new RegExp(`^${name} = "(.*)"$`, "m"))?.[1];
    const others = term.match(/^synonyms = \[(.*)\]$/m)?.[1].match(/"([^"]*)"/g) ?? [];
    return [one("term"), one("abbreviation"), ...others.map((other) => other.slice(1, -1))].filter(Boolean);
  }).filter((group) => group.length > 1);
}
