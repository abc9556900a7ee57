// ES5 and CommonJS, so that any Node can read it: checks the runtime, then loads the program in
// this same process. The pinned Node comes with `npm ci` as an optional dependency.
var wanted = 26;
if (Number(process.versions.node.split(".")[0]) < wanted) {
  console.error(
    "Paperboy needs Node " + wanted + " or newer; this is " + process.version + " (" + process.execPath +
      "). Run it with `npm start` after `npm ci` without --omit=optional, or install Node " + wanted + "."
  );
  process.exitCode = 78;
} else {
  import("../src/main.ts");
}
