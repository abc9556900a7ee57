// Checks the runtime, then loads a program in this same process: `start` unless another is named first.
// Any Node can read this, as CommonJS or, where src/main.ts was copied and not linked, as a module. So
// it requires nothing, and finds the folder by how it was called: from `bin` or from `src`.
var wanted = 26;
var programs = ["start", "report", "fetch", "commands", "backup", "restore", "site", "export", "migrate"];

var isNamed = programs.indexOf(process.argv[2]) !== -1;
var program = isNamed ? process.argv.splice(2, 1)[0] : "start";

if (Number(process.versions.node.split(".")[0]) >= wanted) {
  import("../src/" + program + ".ts");
} else {
  process.exitCode = 78;
  Promise.all([import("child_process"), import("fs"), import("path")]).then(function (modules) {
    var folder = modules[2].dirname(process.argv[1]);
    var bundled = modules[2].join(folder, "..", "node_modules", ".bin", "node");
    var isThere = modules[1].existsSync(bundled);
    var runs = isThere && modules[0].spawnSync(bundled, ["--version"]).status === 0;
    console.error(
      "Paperboy needs Node " + wanted + " or newer; this is " + process.version + " (" + process.execPath + "). " +
        whatToDo(isThere, runs)
    );
  });
}

function whatToDo(isThere, runs) {
  if (runs) return "Use `npm start`.";
  if (isThere)
    return "The one that npm installed cannot run here (it needs glibc, which Alpine lacks): install Node " + wanted + ".";
  return "Run `npm ci` without --omit=optional, then `npm start`; or install Node " + wanted + ".";
}
