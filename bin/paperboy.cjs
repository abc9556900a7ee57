// ES5 and CommonJS, so that any Node can read it: checks the runtime, then loads a program in this
// same process: `main` unless another is named first. The pinned Node comes with `npm ci`.
var childProcess = require("child_process");
var fs = require("fs");
var path = require("path");

var wanted = 26;
var programs = ["main", "report", "fetch", "commands", "backup", "restore"];

var isNamed = programs.indexOf(process.argv[2]) !== -1;
var program = isNamed ? process.argv.splice(2, 1)[0] : "main";

if (Number(process.versions.node.split(".")[0]) >= wanted) {
  import("../src/" + program + ".ts");
} else {
  console.error(
    "Paperboy needs Node " + wanted + " or newer; this is " + process.version + " (" + process.execPath + "). " + whatToDo()
  );
  process.exitCode = 78;
}

function whatToDo() {
  var bundled = path.join(__dirname, "..", "node_modules", ".bin", "node");
  if (!fs.existsSync(bundled))
    return "Run `npm ci` without --omit=optional, then `npm start`; or install Node " + wanted + ".";
  if (childProcess.spawnSync(bundled, ["--version"]).status === 0) return "Use `npm start`.";
  return "The one that npm installed cannot run here (it needs glibc, which Alpine lacks): install Node " + wanted + ".";
}
