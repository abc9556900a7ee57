import type { Digest } from "../digest.ts";
import type { MissingPermission } from "../missing-permission.ts";
import * as say from "./wording.ts";

/** What people should know beside the outcome, each once; those of earlier runs come first. */
export type Notes = readonly string[];

/** The notes of a digest, which are stored as one. */
export function notesOf({ note }: Digest): Notes {
  return [...new Set(note?.split("\n"))];
}

export function withNote(notes: Notes, note: string): Notes {
  return notes.includes(note) ? notes : [...notes, note];
}

export function joined(notes: Notes): string {
  return notes.join("\n");
}

/** What a digest waits for. */
export function waitsFor({ permission, where, cause }: MissingPermission): string {
  return cause === undefined
    ? say.waitingForPermission(permission, where)
    : say.waiting(permission, where);
}
