// The page only carries files to the program and puts its answers in their places; what is said and checked is Python's.
"use strict";
(() => {
  const root = document.documentElement;
  if (root.className !== "starting") return;

  const LONGEST = 20000; // milliseconds that one request may take before its worker is stopped; data-patience replaces it
  const KINDS = {
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    html: "text/html", json: "application/json", zip: "application/zip",
  };
  const byId = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const show = (id, text) => {
    const place = byId(id);
    if (typeof text === "string") place.textContent = text;
    place.hidden = !text;
  };

  // ------------------------------------------------------------------ the program in its worker

  // Taken out of the document as blobs, which the browser keeps once and lends to each worker without a copy.
  const taken = (id) => {
    const signs = atob(byId(id).textContent), bytes = new Uint8Array(signs.length);
    for (let at = 0; at < signs.length; at++) bytes[at] = signs.charCodeAt(at);
    byId(id).remove();
    return new Blob([bytes]);
  };
  const parts = { info: byId("part-info").textContent };
  const PACKED = ["wasm", "machine", "loader", "library", "program", "text"];
  for (const name of PACKED) parts[name] = taken("part-" + name);
  const source = URL.createObjectURL(new Blob([byId("part-worker").textContent], { type: "text/javascript" }));

  let worker, ready, waiting = null;

  const begin = () => {
    worker = new Worker(source);
    ready = new Promise((resolve, reject) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (data.stage) document.querySelector("progress").value = data.stage;
        else if (data.ready) resolve(data.year);
        else if (data.failed) (waiting ? waiting.reject : reject)(new Error(data.failed));
        else if (waiting) waiting.resolve(data);
      };
    });
    worker.postMessage({ parts });
    ready.then((year) => { root.className = "ready"; byId("year").value ||= year; }, (fault) => { console.warn(fault); root.className = "broken"; });
  };

  const again = () => {
    worker.terminate();
    begin();
  };

  // One request after the other; a file that takes too long, or breaks the program, costs a new worker and no more.
  const run = async (request, files) => {
    await ready;
    let clock;
    try {
      return await new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        clock = setTimeout(() => reject(new Error("time")), Number(root.dataset.patience) || LONGEST);
        worker.postMessage({ request: JSON.stringify(request), files });
      });
    } catch (fault) {
      console.warn(fault);
      again();
      return { stopped: true };
    } finally {
      clearTimeout(clock);
      waiting = null;
    }
  };

  let queue = Promise.resolve();
  const ask = (request, files) => (queue = queue.then(() => run(request, files)));

  // ------------------------------------------------------------------ files in and out

  const chosen = {};

  const bytesOf = async (file) => new Uint8Array(await file.arrayBuffer());

  // The clerk's files or the office's; those of which there are many go one by one. What both may choose has one name.
  const OFFICE = ["units", "extra", "past", "kept", "own", "desk-checks", "notice"], MANY = ["returns", "earlier", "published"];
  const isOffices = (place) => OFFICE.includes(place);
  const isClerks = (place) => !isOffices(place) && !MANY.includes(place);
  const contents = async (isMeant) => {
    const files = {};
    for (const [place, list] of Object.entries(chosen)) {
      if (!isMeant(place)) continue;
      const name = place.replace("desk-", "");
      for (const [index, file] of list.entries()) files[index ? `${name}.${index}` : name] = await bytesOf(file);
    }
    return files;
  };

  const pathOf = (file) => file.webkitRelativePath || file.name;
  const isArchive = (file) => /\.zip$/i.test(file.name);
  const isOf = (kinds, file) => kinds.split(",").some((kind) => file.name.toLowerCase().endsWith(kind));
  const isReturn = (file) => isOf(byId("returns").accept, file);
  const isKeptBeside = (file) => /^(~\$|\.)/.test(file.name); // by programs, not by people

  // One file is the workbook; several, or an archive, are what units handed in, if they can be.
  const drop = (files) => {
    if (files.length === 1 && !isArchive(files[0])) choose("workbook", files);
    else if (files.every(isReturn)) choose("returns", files);
    else refuse("mixed");
  };

  // The files of a folder cannot be read by a page that was opened from a file, unless it is chosen.
  const dropped = (event, place) => {
    event.preventDefault();
    event.stopPropagation();
    const { items, files } = event.dataTransfer;
    if (Array.from(items).some((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()?.isDirectory)) refuse("folder");
    else if (place === "workbook") drop(Array.from(files));
    else choose(place, files);
  };

  const choose = (place, list) => {
    if (list.length) take(place, Array.from(list));
  };

  // What was said and shown of another workbook, and the explanations typed for it.
  const unchecked = byId("findings").innerHTML;
  const forget = () => {
    byId("findings").innerHTML = unchecked;
    byId("preview").removeAttribute("srcdoc");
  };

  const MANY_NAMES = 5;
  const named = (files) => files.length > MANY_NAMES ? `${files[0].name} 等 ${files.length} 份` : files.map((file) => file.name).join("、");

  const putName = (place) => {
    document.querySelector(`[data-place="${place}"] .chosen`).textContent = named(chosen[place] || []);
  };

  // The one with the explanations in it takes the place of the one that was chosen.
  const replaceWorkbook = ([name, bytes]) => {
    chosen.workbook = [new File([bytes], name)];
    putName("workbook");
  };

  // What is taken for a place is asked about; where that is about another file as well, when there is one.
  const take = (place, files) => {
    const zone = document.querySelector(`[data-place="${place}"]`);
    if (files.length) chosen[place] = files;
    else delete chosen[place];
    putName(place);
    all(`[data-clear="${place}"]`).forEach((button) => { button.hidden = !files.length; });
    if (place === "workbook") forget();
    if (place === "returns") others = [];
    if (zone.dataset.asks && (!zone.dataset.needs || chosen[zone.dataset.needs])) start(zone.dataset.asks);
  };

  const save = ([name, bytes]) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: KINDS[name.split(".").pop()] || "" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    pass("saved", byId("saved-words").innerHTML.replace("{name}", name));
  };

  // Says something for a moment.
  const pass = (id, text) => {
    show(id, text);
    setTimeout(() => show(id, false), 6000);
  };

  // ------------------------------------------------------------------ what can be done

  const typed = () => all("textarea[data-check]").map((box) => ({ check: box.dataset.check, at: box.dataset.at, text: box.value }));

  const DESK = ["units", "states", "rollup", "own", "letters"];
  const value = (id) => byId(id).value.trim();
  const desk = () => ({
    organisation: value("area"), year: Number(value("desk-year")) || 0, due: value("due"), contact: value("contact"),
    faulty: byId("faulty").checked, named: used, others,
  });
  const options = (action) => DESK.includes(action) ? desk()
    : action === "blank" ? { organisation: value("organisation"), year: Number(value("year")) || 0 } : { typed: typed() };

  const tell = (id, text) => {
    show(id, text);
    byId(id).scrollIntoView({ block: "nearest" });
  };

  // What is said stands near to what it is about.
  const homeOf = (action) => action === "units" ? "told-units" : [...DESK, ...MANY].includes(action) ? "told-returns" : "told-clerk";
  const settleAt = (action) => byId(homeOf(action)).append(byId("told"));
  const quiet = () => all("#told .fault").forEach((told) => { told.hidden = true; });

  // What was dropped or chosen is not taken at all.
  const refuse = (id, place = "workbook") => {
    settleAt(place);
    quiet();
    tell(id, true);
  };

  const act = async (action) => {
    quiet();
    show("busy", true);
    const files = await contents(DESK.includes(action) ? isOffices : isClerks);
    if (DESK.includes(action)) Object.assign(files, seen, compared);
    const answer = await ask({ action, options: options(action) }, files);
    show("busy", false);
    return settle(action, answer);
  };

  const settled = (action, answer) => {
    if (answer.stopped) tell("stopped", true);
    else if (answer.told.fault) {
      if (action === "check") forget();
      tell("fault", answer.told.fault);
    } else return true;
    return false;
  };

  const fill = (regions) => {
    for (const [place, html] of Object.entries(regions)) {
      const region = byId(place);
      if (region.tagName === "IFRAME") region.srcdoc = html;
      else region.innerHTML = html;
      if (place === "told-of-sums" && html.trim()) region.scrollIntoView({ block: "nearest" }); // below the buttons, and out of sight
    }
  };

  // Gives the answer, if there is one.
  const settle = (action, answer) => {
    if (!settled(action, answer)) return null;
    fill(answer.told.regions);
    if (!answer.told.wanted.length) answer.made.forEach(save); // else it is for the requests that follow
    if (action === "fragment") copy();
    if (action === "explain") replaceWorkbook(answer.made[0]);
    return answer;
  };

  // Of many things each is a request, so that progress shows; what is made of them goes on together.
  const inTurn = async (count, one) => {
    const bar = byId("turn"), made = {};
    bar.max = count;
    show("turns", true);
    for (let at = 0; at < count; at++) {
      bar.value = at;
      byId("turn-told").textContent = `${at + 1} / ${count}`;
      const answer = await one(at);
      if (!answer || answer.stopped) break;
      for (const [name, bytes] of answer.made) made[name] = bytes;
    }
    show("turns", false);
    return made;
  };

  const kit = async () => {
    const before = chosen.earlier || [], first = await act("units");
    if (!first) return;
    const files = await contents(isOffices), count = first.told.count;
    const read = await inTurn(before.length, (at) => oneOfMany("earlier", { name: before[at].name, file: before[at] }, at));
    const placed = await ask({ action: "place", options: desk() }, { ...files, ...read });
    if (!settled("place", placed)) return;
    fill(placed.told.regions);
    const last = Object.fromEntries(placed.made);
    const made = await inTurn(count, async (at) => {
      const own = last[`last.${at}`];
      const answer = await ask({ action: "unit", options: { ...desk(), at } }, own ? { ...files, last: own } : files);
      return settled("unit", answer) ? answer : null;
    });
    if (Object.keys(made).length < count) return;
    for (const name of PACKED) files[`page.${name}`] = await bytesOf(parts[name]);
    settle("kit", await ask({ action: "kit", options: desk() }, { ...files, ...made }));
  };

  // What is answered about one of many files, or the fault that stops nothing else.
  const about = async (action, { name, file, place }, at, beside = {}) => {
    const bytes = await bytesOf(file).catch(() => null);
    if (!bytes) return { fault: byId("changed").textContent };
    const answer = await ask({ action, options: { name, at, place } }, { ...beside, file: bytes });
    if (answer.stopped) return { fault: byId("stopped").textContent };
    return answer.told.fault ? { fault: answer.told.fault } : answer;
  };

  const oneOfMany = async (action, one, at, beside) => {
    const answer = one.fault ? one : await about(action, one, at, beside);
    return answer.fault ? ask({ action, options: { name: one.name, at, fault: answer.fault } }, {}) : answer;
  };

  // The files of a place, and in place of each archive what it holds.
  const unpacked = async (place) => {
    const found = [];
    for (const file of chosen[place] || []) {
      const name = pathOf(file);
      if (!isArchive(file)) {
        found.push({ name, file });
        continue;
      }
      const { fault, made } = await about("unpack", { name, file, place }, 0);
      if (fault) found.push({ name, fault });
      else for (const [inside, bytes] of made) found.push({ name: `${name}/${inside}`, file: new Blob([bytes]) });
    }
    return found;
  };

  // What came of the files that came in and of the published reports, and the files themselves, by place; and what the office decided for.
  let seen = {}, compared = {}, used = [];
  const came = {};
  let others = []; // in a folder beside what was handed in

  const readAll = async (place, action) => {
    const list = chosen[place], files = await unpacked(place), beside = await contents((one) => one === "desk-checks");
    came[place] = files;
    return inTurn(files.length, (at) => list === chosen[place] ? oneOfMany(action, files[at], at, beside) : null);
  };

  const collect = async () => {
    const list = chosen.returns;
    used = [];
    seen = await readAll("returns", "look");
    if (list === chosen.returns) await publish();
  };

  // The published reports beside what was handed in, where any are given; then how things stand.
  const publish = async () => {
    compared = {};
    const read = await readAll("published", "publication");
    if (came.published.length) {
      const files = await contents(isOffices);
      const pairs = await ask({ action: "pairs", options: desk() }, { ...files, ...seen, ...read });
      if (!settled("pairs", pairs)) return;
      compared = { ...only("compared", pairs.made), ...await onEach("agree", "pair", pairs) };
    }
    await act("states");
    byId("states").scrollIntoView({ block: "nearest" });
  };

  const only = (place, made) => Object.fromEntries(made.filter(([name]) => name.startsWith(place + ".")));

  // Of each thing that an answer names, a request with the files that it is about, and those for all.
  const onEach = (action, place, { told, made }, beside) => inTurn(told.wanted.length, async (at) => {
    const files = { ...beside, [place]: made.find(([name]) => name === `${place}.${at}`)[1] };
    for (const [from, name] of Object.entries(told.wanted[at])) files[from] = await bytesOf(came[from].find((file) => file.name === name).file);
    const answer = await ask({ action, options: { ...desk(), at } }, files);
    return settled(action, answer) ? answer : null;
  });

  const letters = async () => {
    const chased = await act("letters");
    if (!chased) return;
    const beside = await contents((place) => ["desk-checks", "notice"].includes(place));
    const made = await onEach("letter", "letter", chased, beside);
    if (Object.keys(made).length) settle("post", await ask({ action: "post", options: {} }, made));
  };

  const SERIES = { returns: collect, published: publish, units: kit, letters };
  const start = async (action) => {
    settleAt(action);
    try {
      await (SERIES[action] || act)(action);
    } catch (fault) {
      if (!(fault instanceof DOMException)) throw fault; // else a file was moved or changed since it was chosen
      show("busy", false);
      show("turns", false);
      tell("changed", true);
    }
  };

  // By selection: the clipboard's own interface is not there on a page opened from a file.
  const copy = () => {
    const range = document.createRange();
    range.selectNodeContents(byId("clip"));
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    const done = document.execCommand("copy");
    selection.removeAllRanges();
    byId("clip").textContent = "";
    pass("copied", done);
  };

  const mark = (fields) => {
    const report = byId("preview").contentDocument;
    for (const cell of report.querySelectorAll("[data-field]")) cell.style.outline = "";
    const cells = fields.map((field) => report.querySelector(`[data-field="${CSS.escape(field)}"]`)).filter(Boolean);
    for (const cell of cells) cell.style.outline = "3px solid #d01f1f";
    if (cells.length) cells[0].scrollIntoView({ block: "center" });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.clear) take(button.dataset.clear, []);
    if (button.dataset.use) {
      used.push(button.dataset.use);
      start("states");
    }
    if (button.dataset.show) mark(button.dataset.show.split(" "));
    if (button.dataset.action && button.type !== "submit") start(button.dataset.action);
  });
  byId("new").addEventListener("submit", (event) => {
    event.preventDefault();
    start("blank");
  });

  for (const zone of all("[data-place]")) {
    const input = zone.querySelector("input");
    input.addEventListener("click", () => { input.value = ""; }); // so that the same file, changed, can be chosen again
    input.addEventListener("change", () => choose(zone.dataset.place, input.files));
    zone.addEventListener("drop", (event) => dropped(event, zone.dataset.place));
  }
  // A file dropped anywhere else is the workbook, several are what units handed in; without this the browser would leave the page for it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => dropped(event, "workbook"));

  byId("folder-of-returns").addEventListener("change", ({ target }) => {
    const files = Array.from(target.files).filter((file) => !isKeptBeside(file)), found = files.filter(isReturn);
    target.value = "";
    if (!found.length) return refuse("nothing", "returns");
    choose("returns", found);
    others = files.filter((file) => !isReturn(file) && isOf(byId("published").accept + ",.pdf", file)).map(pathOf);
  });

  // An explanation that was typed and not saved is not lost unasked.
  addEventListener("beforeunload", (event) => {
    if (all("textarea[data-check]").some((box) => box.value !== box.defaultValue)) event.preventDefault();
  });

  byId("faulty").addEventListener("change", () => { if (chosen.returns) start("states"); });
  byId("desk").addEventListener("submit", (event) => event.preventDefault());
  begin();
  for (const zone of all("[data-place]")) choose(zone.dataset.place, zone.querySelector("input").files); // chosen before
})();
