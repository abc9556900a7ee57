import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "deploy/README.md",
  ...globSync("docs/**/*.md", { cwd: root }),
];

test.each(pages)("every file and folder that %s names is there", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const named = [...text.matchAll(/`((?:src|commands|test|bench|docs|seeds|deploy)\/[\w./-]*)`/g)];
  const paths = named.map(([, path = ""]) => path);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test.each(pages)("every link within the project that %s has leads somewhere", (page) => {
  const text = readFileSync(join(root, page), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = ""]) => target);
  const broken = links.filter((target) => !existsSync(join(root, dirname(page), target)));
  expect(broken).toEqual([]);
});
