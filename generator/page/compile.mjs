// node compile.mjs IN.zip OUT.zip PACKAGES: Python sources become bytecode of the very Python that will run them in the page,
// which starts twice as fast; docstrings, assertions and the columns of tracebacks stay out. Everything else is taken over as it is.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [source, target, packages] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.resolve(packages, "pyodide", "pyodide.mjs")));
const python = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONNODEBUGRANGES: "1" } });
python.FS.writeFile("/source.zip", fs.readFileSync(source));
python.runPython(`
import importlib.util, marshal, zipfile

with zipfile.ZipFile("/source.zip") as source, zipfile.ZipFile("/target.zip", "w") as target:
    for name in sorted(source.namelist()):
        data = source.read(name)
        if name.endswith(".py"):
            code = compile(data, name, "exec", dont_inherit=True, optimize=2)
            data = importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code)
            name += "c"
        target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
`);
fs.writeFileSync(target, python.FS.readFile("/target.zip"));
