import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "dotenv";
import { decodeText } from "./text-file.ts";

export interface EnvFile {
  values: Record<string, string>;
  /** One line each, which names the file, the line and what to do. Never a value. */
  problems: string[];
}

/** What editors make of `.env` when they are asked to save text. */
const MISNAMED = [".env.txt", "env.txt", "env"];

/**
 * Reads the `.env` of a folder, in whatever encoding an editor saved it. One that is not there has
 * no values. `names` are the settings that a line may begin with: one that does, and that
 * cannot be read, is a problem, as is a file that cannot be read.
 */
export function readEnvFile(names: readonly string[], folder: string): EnvFile {
  const file = join(folder, ".env");
  if (!existsSync(file)) return { values: {}, problems: misnamed(names, folder) };
  try {
    return parseEnvFile(decodeText(readFileSync(file)), names);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { values: {}, problems: [`.env can't be read: ${reason}`] };
  }
}

function misnamed(names: readonly string[], folder: string): string[] {
  const found = MISNAMED.filter((name) => {
    try {
      const { values } = parseEnvFile(decodeText(readFileSync(join(folder, name))), names);
      return names.some((setting) => values[setting]);
    } catch {
      return false;
    }
  });
  return found.map((name) => `${name} is not read; rename it to .env`);
}

function parseEnvFile(text: string, names: readonly string[]): EnvFile {
  const values: Record<string, string> = { ...parse(text) };
  const problems = text.split(/\r\n|\n|\r/).flatMap((line, index) => {
    const [, name = ""] = /^\s*(?:export\s+)?([\w.-]+)/.exec(line) ?? [];
    if (!names.includes(name) || Object.hasOwn(values, name)) return [];
    return [`.env, line ${index + 1}: ${name} is not followed by = and a value`];
  });
  return { values, problems };
}
