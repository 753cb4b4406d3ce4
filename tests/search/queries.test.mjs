// What readers type and what they find, from entries through the index to the browser's engine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { built, ids, opened } from "./reader.mjs";

const library = JSON.parse(readFileSync(new URL("library.json", import.meta.url), "utf8"));
const synonyms = [["PPE", "personal protective equipment"], ["staff", "employee"]];
const site = built(library, { synonyms });
const engine = opened(site);

async function finds(query, expected, options) {
  const found = await ids(engine, query, options);
  assert.equal(found[0], expected, `${query}: ${found.slice(0, 4).join(", ")}`);
}
const foreign = (rows) => rows.map(([id, title, text]) => ({ id, title, url: `${id}.html`, sections: [{ anchor: "a", heading: "", text }] }));
const marked = (parts) => parts.filter(([, isMarked]) => isMarked).map(([text]) => text);
const plain = (parts) => parts.map(([text]) => text).join("");

test("a title comes before a heading and a heading before the text", async () => {
  const found = await ids(engine, "calibration");
  assert.deepEqual(found.slice(0, 2), ["SOP-LAB-001", "SOP-LAB-003"]);
  await finds("procedure cleaning", "SOP-LAB-002");
  await finds("restore", "SOP-IT-003");
});

for (const spelling of ["SOP-SAL-003", "sop sal 3", "sal003", "SAL 3", "sopsal003", "sop_sal_03", "sal-3", "SOP–SAL–003", "renewing SOP-SAL-003"]) {
  test(`a number is found as ${spelling}`, () => finds(spelling, "SOP-SAL-003"));
}

test("a number being typed brings its series", async () => {
  const found = await ids(engine, "sop-lab-01");
  assert.ok(found.slice(0, 2).includes("SOP-LAB-012") && found.slice(0, 2).includes("SOP-LAB-001"), found.join());
});

for (const [typed, expected] of [
  ["calibartion", "SOP-LAB-001"], ["callibration", "SOP-LAB-001"], ["kalibration", "SOP-LAB-001"], ["calbration balnces", "SOP-LAB-001"],
  ["quotaton", "SOP-SAL-002"], ["forklfit", "SOP-HS-003"], ["evacutaion", "SOP-HS-001"], ["ervacuation", "SOP-HS-001"], ["compliants", "SOP-QA-010"],
  ["autoclaev", "SOP-LAB-002"], ["fier", "SOP-HS-001"], ["pasword", "SOP-IT-002"], ["onbording", "SOP-IT-001"], ["piepttes", "SOP-LAB-003"],
]) test(`${typed} is understood`, () => finds(typed, expected));

test("a correction is reported", async () => {
  const { corrections } = await engine.search("calibartion ");
  assert.deepEqual(corrections, [{ from: "calibartion", to: "calibration" }]);
  assert.deepEqual((await engine.search("calibration ")).corrections, []);
  assert.deepEqual((await engine.search("calib")).corrections, []);
});

for (const [typed, expected] of [["calib", "SOP-LAB-001"], ["evac", "SOP-HS-001"], ["fire ev", "SOP-HS-001"], ["quot", "SOP-SAL-002"], ["stockt", "SOP-WH-002"]]) {
  test(`the beginning ${typed} is enough`, () => finds(typed, expected));
}

for (const [typed, expected] of [["calibrating balance", "SOP-LAB-001"], ["evacuate", "SOP-HS-001"], ["audits", "SOP-QA-003"], ["complaint", "SOP-QA-010"], ["sterilizer", "SOP-LAB-002"], ["license", "SOP-HS-003"]]) {
  test(`the form ${typed} is enough`, () => finds(typed, expected));
}

for (const [typed, expected] of [["capa", "SOP-QA-002"], ["customer grumbles", "SOP-QA-010"], ["vacation", "POL-HR-001"], ["the blue bucket", "SOP-LAB-012"], ["joiner", "SOP-IT-001"]]) {
  test(`staff's own name ${typed} is enough`, () => finds(typed, expected));
}

test("a synonym finds what is written with the other, and marks it", async () => {
  assert.ok((await ids(engine, "ppe")).includes("SOP-HS-002"));
  assert.ok((await ids(engine, "personal protective equipment")).includes("SOP-LAB-002"));
  const shown = await engine.show(await engine.search("ppe"), 10);
  assert.deepEqual(marked(shown.find(({ id }) => id === "SOP-HS-002").excerpt), ["Personal", "protective", "equipment"]);
});

test("compounds written as one word or two find each other", async () => {
  await finds("fork lift", "SOP-HS-003");
  await finds("stock taking", "SOP-WH-002");
  await finds("passwordreset", "SOP-IT-002");
});

test("an unknown word does not empty the result", () => finds("xqzzt evacuation", "SOP-HS-001"));

test("a phrase in quotation marks is matched exactly", async () => {
  assert.deepEqual(await ids(engine, '"spill kit"'), ["SOP-LAB-012"]);
  assert.deepEqual(await ids(engine, '"kit spill"'), []);
  assert.deepEqual(await ids(engine, "„spill kit“"), ["SOP-LAB-012"]);
});

test("a query of function words finds the title made of them", () => finds("who does what", "roles/who-does-what.html"));

test("withdrawn documents are counted, and listed only on request", async () => {
  const found = await engine.search("thermometers");
  assert.deepEqual([found.total, found.hidden], [0, 1]);
  await finds("thermometers", "SOP-LAB-009", { withWithdrawn: true });
  assert.ok(!(await ids(engine, "SOP-LAB-009")).includes("SOP-LAB-009"));
});

test("filters narrow and count", async () => {
  const filters = { role: ["technician"], department: ["Health and safety"] };
  assert.deepEqual(await ids(engine, "personal equipment", { filters }), ["SOP-HS-002"]);
  const counts = await engine.counts(await engine.search("personal protective equipment", { filters }));
  const of = (name, value) => counts.find((facet) => facet.name === name).values.find((one) => one.value === value)?.count;
  assert.equal(of("department", "Health and safety"), 1);
  assert.equal(of("department", "Laboratory"), 2, "a filter does not narrow its own counts");
  assert.equal(of("role", "technician"), 1);
  assert.equal(of("kind", "policy"), 0);
});

test("filters without a query list documents", async () => {
  assert.deepEqual(await ids(engine, "", { filters: { kind: ["policy"] } }), ["POL-HR-001", "POL-HR-002"]);
  const counts = await engine.counts(await engine.search(""));
  assert.equal(counts.find(({ name }) => name === "department").values.find(({ value }) => value === "IT").count, 4);
});

test("the section that answers is shown, with its words marked", async () => {
  const [first] = await engine.show(await engine.search("red label quarantine"), 5);
  assert.equal(first.id, "SOP-WH-001");
  assert.equal(first.sections[0].url, "warehouse/receiving-goods.html#quarantine");
  assert.equal(plain(first.excerpt), "Damaged goods go to the quarantine shelf with a red label.");
  assert.deepEqual(marked(first.excerpt), ["quarantine", "red", "label"]);
});

test("a hit in a step links to the step, one in a question to the question", async () => {
  const steps = opened(built([{
    id: "SOP-1", title: "Receiving", url: "receiving.html", sections: [
      { anchor: "procedure", heading: "Procedure", text: "As follows. Unload the lorry. Weigh the drums, label each drum.", landmarks: [{ at: 11, anchor: "step-1", number: 1 }, { at: 29, anchor: "weigh", number: 2 }] },
      { anchor: "what-if", heading: "What if the scale is broken?", text: "Ring the workshop." },
    ],
  }]));
  const of = async (query) => {
    const [{ place, isNamed, excerpt, sections }] = await steps.show(await steps.search(query), 5);
    return [place.url, plain(place.heading), place.step, isNamed, plain(excerpt), sections.map(({ url }) => url)];
  };
  const all = "As follows. · Unload the lorry. · Weigh the drums, label each drum.";
  assert.deepEqual(await of("label drums"), ["receiving.html#weigh", "Procedure", 2, false, "… Unload the lorry. · Weigh the drums, label each drum.", ["receiving.html#weigh"]]);
  assert.deepEqual(await of("lorry"), ["receiving.html#step-1", "Procedure", 1, false, all, ["receiving.html#step-1"]]);
  assert.deepEqual(await of("follows"), ["receiving.html#procedure", "Procedure", null, false, all, ["receiving.html#procedure"]]);
  assert.deepEqual(await of("scale broken"), ["receiving.html#what-if", "What if the scale is broken?", null, false, "Ring the workshop.", ["receiving.html#what-if"]]);
});

test("irregular forms find each other", async () => {
  const forms = opened(built(foreign([["SOP-1", "Keys", "Keys that were lost."], ["SOP-2", "Doors", "Write it down."], ["SOP-3", "Gates", "Nothing."]])));
  for (const [query, expected] of [["lose", "SOP-1"], ["written", "SOP-2"], ["wrote", "SOP-2"]]) {
    const found = await forms.search(`${query} `);
    assert.deepEqual([(await forms.show(found, 5)).map(({ id }) => id), found.corrections], [[expected], []], query);
  }
});

test("an inflected form that no document uses finds the others, and is not a misspelling", async () => {
  const forms = opened(built(foreign([["SOP-1", "Approving orders", "The buyer approved it and owned the plan."], ["SOP-2", "Doors", "The door closes."], ["SOP-3", "Gates", "Nothing."]])));
  for (const query of ["approves ", "owns ", "plans "]) {
    const found = await forms.search(query);
    assert.deepEqual([(await forms.show(found, 5)).map(({ id }) => id), found.corrections], [["SOP-1"], []], query);
  }
  assert.deepEqual((await forms.search("choosing ")).hits.length, 0, "another word is not a form");
});

test("a noun finds its verb, a number in words its digits, an everyday word its synonym", async () => {
  const forms = opened(built(foreign([["SOP-1", "Orders", "Who complained? We decided after 90 days and qualified the firm."], ["SOP-2", "Trucks", "Retain the photograph."], ["SOP-3", "Gates", "Nothing."]])));
  for (const [query, expected] of [["complaint", "SOP-1"], ["decision", "SOP-1"], ["ninety", "SOP-1"], ["qualification", "SOP-1"], ["company", "SOP-1"], ["lorry", "SOP-2"], ["keeping pictures", "SOP-2"]]) {
    const found = await forms.search(`${query} `);
    assert.deepEqual([(await forms.show(found, 5)).map(({ id }) => id), found.corrections], [[expected], []], query);
  }
});

test("question words carry little weight", async () => {
  const asked = opened(built(foreign([
    ["SOP-1", "Getting what you need", "Whoever needs something gets it soon."],
    ["SOP-2", "Margins", "The margin is forty percent."],
    ["SOP-3", "Gates", "Shut it."],
  ])));
  assert.equal((await ids(asked, "what margin do we need to get"))[0], "SOP-2");
  assert.deepEqual((await asked.search("whenever margin ")).corrections, [], "and are no misspellings");
});

test("a document is found by its kind", async () => {
  const [first] = await ids(engine, "holiday policy");
  assert.equal(first, "POL-HR-001");
});

test("a number that does not exist finds its neighbours", async () => {
  const found = await engine.search("SOP-SAL-044");
  assert.deepEqual(found.near.length > 0 && (await engine.documents(found.near))[0].id, "SOP-SAL-003");
});

test("a word unlike any other gets suggestions instead of a guess", async () => {
  const { total, suggestions } = await engine.search("fqrklit ");
  assert.deepEqual([total, suggestions.includes("forklift")], [0, true]);
});

test("a page left open during a rebuild uses the new index", async () => {
  const { createEngine } = await import("../../themes/standard/assets/search-engine.js").then((module) => module.default);
  const folders = [built(library.slice(0, 4)), built(library)];
  let folder = folders[0];
  const late = createEngine(async (path) => {
    new Function("sopressSearch", readFileSync(`${folder}/${path.replace(/\?.*/, "")}`, "utf8"))(late);
  });
  await late.warm();
  const found = await late.search("audit");
  folder = folders[1];
  assert.equal((await late.show(found, 5))[0].id, "SOP-QA-003", "found in the old index, shown from the new");
  folder = folders[0];
  await late.warm();
  assert.equal((await ids(late, "audit"))[0], "SOP-QA-003");
  folder = folders[1];
  assert.equal((await ids(late, "forklift"))[0], "SOP-HS-003");
});

test("without excerpts words are still found, and headings still linked", async () => {
  const bare = opened(built(library, { excerpts: false }));
  const [first] = await bare.show(await bare.search("quarantine shelf"), 5);
  assert.deepEqual([first.id, first.excerpt, first.sections[0].url], ["SOP-WH-001", [], "warehouse/receiving-goods.html#quarantine"]);
});

test("a German compound is found by its parts, and the parts by the compound", async () => {
  const german = opened(built(foreign([
    ["VA-1", "Kalibrierprotokoll ausfüllen", "Das Protokoll liegt beim Prüfmittel."],
    ["VA-2", "Wareneingangsprüfung", "Jede Ware wird geprüft."],
    ["VA-3", "Urlaub", "Antrag stellen."],
    ["VA-4", "Prüfung des Wareneingangs im Lager", "Größe und Straße."],
    ["VA-5", "Kalibrieren von Waagen", "Waagen täglich kalibrieren. Kalibrier nach Plan, der Wareneingang wartet."],
  ]), { language: "de" }));
  assert.ok((await ids(german, "protokoll")).includes("VA-1"));
  const checks = await ids(german, "prüfung");
  assert.ok(checks.includes("VA-2") && checks.includes("VA-4"), checks.join());
  assert.ok((await ids(german, "pruefung grosse strasse")).includes("VA-4"));
  assert.ok((await ids(german, "Urlaubsantrag")).includes("VA-3"));
});

test("Japanese, Chinese and Thai are found without spaces", async () => {
  const eastern = opened(built(foreign([
    ["手順-1", "天秤の校正手順書", "毎朝、基準分銅を使って天秤を校正する。"],
    ["手順-2", "消火器の点検", "消火器は毎月点検する。"],
    ["手順-3", "文件控制程序", "所有文件必须经过批准。"],
    ["TH-4", "การสอบเทียบเครื่องชั่ง", "สอบเทียบเครื่องชั่งทุกเช้า"],
    ["TH-5", "การทำความสะอาด", "ทำความสะอาดห้องปฏิบัติการทุกวัน"],
  ]), { language: "ja" }));
  for (const [query, expected] of [["校正", "手順-1"], ["天秤", "手順-1"], ["点検", "手順-2"], ["消火器", "手順-2"], ["批准", "手順-3"], ["สอบเทียบ", "TH-4"], ["สะอาด", "TH-5"], ["控", "手順-3"]]) {
    assert.equal((await ids(eastern, query))[0], expected, query);
  }
  const [first] = await eastern.show(await eastern.search("校正"), 5);
  assert.deepEqual(marked(first.excerpt), ["校正"]);
});

test("an excerpt shows the blanks of a template only where no other passage answers", async () => {
  const of = async (sections) => {
    const engine = opened(built([{ id: "FRM-1", title: "Letter", url: "letter.html", sections }]));
    const [{ excerpt }] = await engine.show(await engine.search("welcome partner"), 5);
    return plain(excerpt);
  };
  const template = { anchor: "template", heading: "Welcome", text: "Welcome, [Partner name], our partner since [date]." };
  const told = { anchor: "when", heading: "When", text: "We welcome every partner by letter." };
  assert.equal(await of([template, told]), told.text);
  assert.equal(await of([template]), template.text);
});

test("a withdrawn document does not displace documents in force", async () => {
  const document = (number, text, others = {}) => ({ id: `SOP-${number}`, title: `Procedure ${number}`, url: `${number}.html`, sections: [{ anchor: "a", heading: "", text }], ...others });
  const engine = opened(built([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => document(number, "Make the call before noon.")),
    document(9, "Cold calling from bought lists.", { title: "Cold calling", is_withdrawn: true }),
  ]));
  const found = await engine.search("cold calling");
  assert.deepEqual([found.total, found.hidden], [8, 1]);
});
