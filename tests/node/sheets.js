// Prints what SheetJS reads of a spreadsheet: by sheet, rows of cells as they are stored (type, value) and as text.
const path = require("node:path");
const [packages, file] = process.argv.slice(2);
const xlsx = require(path.join(packages, "xlsx"));
const fs = require("node:fs");
const book = xlsx.read(fs.readFileSync(file), { type: "buffer", cellDates: false, cellNF: true });
const told = {};
for (const name of book.SheetNames) {
  const sheet = book.Sheets[name];
  const range = xlsx.utils.decode_range(sheet["!ref"] || "A1");
  told[name] = [];
  for (let row = range.s.r; row <= range.e.r; row += 1) {
    const cells = [];
    for (let column = range.s.c; column <= range.e.c; column += 1) {
      const cell = sheet[xlsx.utils.encode_cell({ r: row, c: column })];
      cells.push(cell && cell.v !== undefined ? { t: cell.t, v: cell.v, w: cell.w, f: cell.f, l: cell.l && cell.l.Target } : null);
    }
    told[name].push(cells);
  }
}
process.stdout.write(JSON.stringify(told));
