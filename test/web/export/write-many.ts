import { writeSite } from "../../../src/web/export/site-folder.ts";
import { someFiles } from "./some-files.ts";

/** `FOLDER PAGES WHAT`: writes so many pages again and again; says so before it begins. */
const [folder = "", pages = "", what = ""] = process.argv.slice(2);
const files = Array.from({ length: Number(pages) }, (_, i) => [
  `p/${i}/index.html`,
  `${what} ${i}`,
]);
process.send?.("begins");
for (;;) await writeSite(folder, someFiles(Object.fromEntries(files)));
