import { constants } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** Listing pages of several days, with invented papers; each has some on federated learning, as the welcome does. */
const SAMPLE_PAGES = [
  "sample-page.txt",
  "sample-page-2.txt",
  "sample-page-3.txt",
  "sample-page-4.txt",
  "sample-page-5.txt",
  "sample-page-6.txt",
];

const FOLDER = join(import.meta.dirname, "sample-pages");

/** Copies the first page that is not in a folder into it. How many are left then; null when all were there. */
export async function layNextSamplePage(folder: string): Promise<number | null> {
  for (const [place, name] of SAMPLE_PAGES.entries())
    try {
      await copyFile(join(FOLDER, name), join(folder, name), constants.COPYFILE_EXCL);
      return SAMPLE_PAGES.length - place - 1;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  return null;
}

export async function removeSamplePages(folder: string): Promise<void> {
  for (const name of SAMPLE_PAGES) await rm(join(folder, name), { force: true });
}
