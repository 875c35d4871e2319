// SheetJS + docxtemplater, as their documentation shows: the figures of a workbook into a Word document.
// node peer.js WORKBOOK TEMPLATE CELLS ROUNDS prints the milliseconds of each round (processor time) as JSON.
"use strict";
const fs = require("fs");
const XLSX = require("xlsx");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");

const [workbook, template] = process.argv.slice(2, 4).map((name) => fs.readFileSync(name));
const cells = JSON.parse(fs.readFileSync(process.argv[4], "utf8"));
const rounds = Number(process.argv[5]);

function report() {
  const book = XLSX.read(workbook, { type: "buffer" });
  const values = {};
  for (const [name, [sheet, cell]] of Object.entries(cells)) {
    values[name] = (book.Sheets[sheet][cell] || { v: "" }).v;
  }
  const document = new Docxtemplater(new PizZip(template), {
    delimiters: { start: "{{", end: "}}" },
  });
  document.render(values);
  return document.getZip().generate({ type: "nodebuffer" });
}

const times = [];
for (let round = 0; round < rounds; round += 1) {
  const start = process.cpuUsage();
  report();
  const used = process.cpuUsage(start);
  times.push((used.user + used.system) / 1000);
}
console.log(JSON.stringify(times));
