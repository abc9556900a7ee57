import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

interface PageFile {
  type: string;
  body: Buffer | string;
}

export interface PageFiles {
  /** For a content security policy: the hash of the one inline script, the import map. */
  readonly importMapHash: string;
  /** The file at this path of an URL, or null. Nothing outside the page and its modules can be named. */
  read(urlPath: string): Promise<PageFile | null>;
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

const COMPONENTS = "@skyra/discord-components-core";
/** What the components import, in turn, in the browser. */
const LIT_PACKAGES = ["lit", "lit-html", "lit-element", "@lit/reactive-element", "@lit/context"];

/** The page's own files, and the few packages that it imports as they are, without a build. */
export async function openPageFiles(): Promise<PageFiles> {
  const pageFolder = fileURLToPath(new URL("page/", import.meta.url));
  const components = packageFolder(COMPONENTS, import.meta.url);
  const folders = new Map([[COMPONENTS, components]]);
  for (const name of LIT_PACKAGES)
    folders.set(name, packageFolder(name, path.join(components, "package.json")));

  const importMap = JSON.stringify({ imports: await importsOf(folders) });
  const index = await readFile(path.join(pageFolder, "index.html"), "utf8");
  const pagePaths = new Map<string, string>();
  for (const file of await readdir(pageFolder, { recursive: true }))
    if (TYPES[path.extname(file)])
      pagePaths.set(`/page/${file.replaceAll(path.sep, "/")}`, path.join(pageFolder, file));

  return {
    importMapHash: `sha256-${createHash("sha256").update(importMap).digest("base64")}`,
    async read(urlPath) {
      if (urlPath === "/") {
        const script = `<script type="importmap">${importMap}</script>`;
        const body = index.replace("<!-- import map -->", () => script);
        return { type: TYPES[".html"] ?? "", body };
      }
      const file = pagePaths.get(urlPath) ?? moduleFile(urlPath, folders);
      const type = file && TYPES[path.extname(file)];
      const body = type && (await readFile(file).catch(() => null));
      return body ? { type, body } : null;
    },
  };
}

function packageFolder(name: string, importer: string): string {
  const manifest = findPackageJSON(name, importer);
  if (!manifest) throw new Error(`The playground needs the package ${name}: run npm ci.`);
  return path.dirname(manifest);
}

/** `/modules/<package>/<file>.js` as a file within that package's folder, or null. */
function moduleFile(urlPath: string, folders: Map<string, string>): string | null {
  for (const [name, folder] of folders) {
    const prefix = `/modules/${name}/`;
    if (!urlPath.startsWith(prefix) || !urlPath.endsWith(".js")) continue;
    const file = path.resolve(folder, urlPath.slice(prefix.length));
    if (file.startsWith(folder + path.sep)) return file;
  }
  return null;
}

const manifestSchema = z.object({
  exports: z.record(z.string(), z.union([z.string(), z.looseObject({ default: z.string() })])),
});

/** An import map that says for a browser what the packages' own `exports` say for Node. */
async function importsOf(folders: Map<string, string>): Promise<Record<string, string>> {
  const imports: Record<string, string> = {};
  for (const [name, folder] of folders) {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
    for (const [entry, target] of Object.entries(manifestSchema.parse(manifest).exports)) {
      const file = typeof target === "string" ? target : target.default;
      if (file.endsWith(".js"))
        imports[path.posix.join(name, entry)] = `/${path.posix.join("modules", name, file)}`;
    }
  }
  return imports;
}
