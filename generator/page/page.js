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

  const decoded = (id) => Uint8Array.from(atob(byId(id).textContent), (sign) => sign.charCodeAt(0));
  const parts = { info: byId("part-info").textContent };
  for (const name of ["wasm", "machine", "loader", "library", "program"]) parts[name] = decoded("part-" + name);
  const source = URL.createObjectURL(new Blob([byId("part-worker").textContent], { type: "text/javascript" }));

  let worker, ready, waiting = null;

  const begin = () => {
    worker = new Worker(source);
    ready = new Promise((resolve, reject) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (data.stage) document.querySelector("progress").value = data.stage;
        else if (data.ready) resolve();
        else if (data.failed) (waiting ? waiting.reject : reject)(new Error(data.failed));
        else if (waiting) waiting.resolve(data);
      };
    });
    worker.postMessage({ parts });
    ready.then(() => { root.className = "ready"; }, (fault) => { console.warn(fault); root.className = "broken"; });
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

  const contents = async () => {
    const files = {};
    for (const [place, list] of Object.entries(chosen)) {
      for (const [index, file] of list.entries()) {
        files[index ? `${place}.${index}` : place] = new Uint8Array(await file.arrayBuffer());
      }
    }
    return files;
  };

  const choose = (place, list) => {
    if (list.length) take(place, Array.from(list));
  };

  // What is taken for a place is asked about; where that is about the workbook as well, when there is one.
  const take = (place, files) => {
    const zone = document.querySelector(`[data-place="${place}"]`);
    if (files.length) chosen[place] = files;
    else delete chosen[place];
    zone.querySelector(".chosen").textContent = files.map((file) => file.name).join("、");
    all(`[data-clear="${place}"]`).forEach((button) => { button.hidden = !files.length; });
    if (chosen.workbook || "alone" in zone.dataset) act(zone.dataset.asks);
  };

  const save = ([name, bytes]) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: KINDS[name.split(".").pop()] || "" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  // ------------------------------------------------------------------ what can be done

  const typed = () => all("textarea[data-check]").map((box) => ({ check: box.dataset.check, at: box.dataset.at, text: box.value }));

  const options = (action) => action === "check" ? {} : action === "blank"
    ? { organisation: byId("organisation").value.trim(), year: Number(byId("year").value) || 0 }
    : { typed: typed() };

  const act = async (action) => {
    ["fault", "stopped", "changed"].forEach((id) => show(id, false));
    let files;
    try {
      files = await contents();
    } catch (fault) {
      return show("changed", true);
    }
    show("busy", true);
    const answer = await ask({ action, options: options(action) }, files);
    show("busy", false);
    if (answer.stopped) return show("stopped", true);
    if (answer.told.fault) {
      if (action === "check") byId("findings").textContent = "";
      return show("fault", answer.told.fault);
    }
    for (const [place, html] of Object.entries(answer.told.regions)) {
      const region = byId(place);
      if (region.tagName === "IFRAME") region.srcdoc = html;
      else region.innerHTML = html;
    }
    answer.made.forEach(save);
    if (action === "fragment") copy();
    if (action === "explain") chosen.workbook = [new File([answer.made[0][1]], answer.made[0][0])];
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
    show("copied", done);
    setTimeout(() => show("copied", false), 6000);
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
    if (button.dataset.show) mark(button.dataset.show.split(" "));
    if (button.dataset.action && button.type !== "submit") act(button.dataset.action);
  });
  byId("new").addEventListener("submit", (event) => {
    event.preventDefault();
    act("blank");
  });

  for (const zone of all(".drop")) {
    const input = zone.querySelector("input");
    input.addEventListener("click", () => { input.value = ""; }); // so that the same file, changed, can be chosen again
    input.addEventListener("change", () => choose(zone.dataset.place, input.files));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      choose(zone.dataset.place, event.dataTransfer.files);
    });
  }
  // A file dropped anywhere else is the workbook; without this the browser would leave the page for it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    choose("workbook", event.dataTransfer.files);
  });

  byId("year").value = new Date().getFullYear() - (new Date().getMonth() < 8 ? 1 : 0);
  begin();
  for (const zone of all(".drop")) choose(zone.dataset.place, zone.querySelector("input").files); // chosen before
})();
