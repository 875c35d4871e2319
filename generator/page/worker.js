// Runs in a classic worker made from a blob: URL, the only kind that browsers allow on a page opened from a file.
// The page sends {parts} once and then {request, files}; each is answered with {told, made} or {failed}.

const NOWHERE = "https://nowhere.invalid/";

const inflated = (blob, type) =>
  new Response(blob.stream().pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": type } });

// Nothing is ever requested: what Pyodide asks for is embedded, and all else is refused.
const answerRequests = (parts) => {
  const embedded = { "pyodide.asm.wasm": ["wasm", "application/wasm"], "python_stdlib.zip": ["library", "application/zip"] };
  self.fetch = async (address) => {
    const known = embedded[String(address.url || address).replace(NOWHERE, "")];
    if (!known) throw new Error("refused: " + address);
    return inflated(parts[known[0]], known[1]);
  };
  // Pyodide refuses to start in a classic worker that can import scripts; it does not need to.
  self.importScripts = () => { throw new Error("refused"); };
};

const module_ = async (blob) =>
  import(URL.createObjectURL(new Blob([await inflated(blob, "").arrayBuffer()], { type: "text/javascript" })));

const start = async (parts) => {
  answerRequests(parts);
  const [{ loadPyodide }, machine] = await Promise.all([module_(parts.loader), module_(parts.machine)]);
  postMessage({ stage: 1 });
  const python = await loadPyodide({
    indexURL: NOWHERE, packageBaseUrl: NOWHERE, createPyodideModule: machine.default,
    lockFileContents: { info: JSON.parse(parts.info), packages: {} },
  });
  postMessage({ stage: 2 });
  python.FS.writeFile("/program.zip", new Uint8Array(await inflated(parts.program, "").arrayBuffer()), { canOwn: true });
  return python.runPython(`
import sys
sys.path.insert(0, "/program.zip")
from generator.page.session import answered, prepare
from pyodide.ffi import to_js

def run(request, files):
    told, made = answered(request, {name: data.to_bytes() for name, data in files.object_entries()})
    return to_js([told, made])

run, prepare()
`);
};

let run;
onmessage = async ({ data }) => {
  try {
    if (data.parts) {
      const [answer, year] = await start(data.parts);
      run = answer;
      postMessage({ ready: true, year });
    } else {
      const [told, made] = run(data.request, data.files);
      postMessage({ told: JSON.parse(told), made }, made.map(([, bytes]) => bytes.buffer)); // moved, not copied
    }
  } catch (fault) {
    postMessage({ failed: String(fault && fault.message || fault) });
  }
};
