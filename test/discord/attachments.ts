import { Buffer } from "node:buffer";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { APIAttachment } from "discord-api-types/v10";
import { ApiError, type Flaw } from "./api-error.ts";
import { snowflake } from "./world.ts";

/** A part of a request that is a file: `files[0]` has the id 0. */
export interface Upload {
  id: string;
  name: string;
  contentType: string;
  contents: Buffer;
}

/** What the JSON of a request says of a file that comes with it. */
export interface AttachmentBody {
  id: string | number;
  filename?: string;
}

/** The files that messages have, and those that people have chosen for an option. */
export interface Attachments {
  /** As the API tells of them; people can download them from their addresses. */
  keep(uploads: readonly Omit<Upload, "id">[]): APIAttachment[];
  /** Undefined for an id that nobody has uploaded. */
  find(id: string): APIAttachment | undefined;
  /** What stands at a path, as Discord's hosts for attachments answer; false where it is none of theirs. */
  serve(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Of all files of a request together, in a server without boosts (Discord's reference, "Uploading Files"). */
const MAX_BYTES = 10 * 1024 * 1024;

export function createAttachments(address: () => string, now: () => number): Attachments {
  const kept = new Map<string, { about: APIAttachment; contents: Buffer }>();
  return {
    keep: (uploads) =>
      uploads.map(({ name, contentType, contents }) => {
        const id = snowflake(now());
        const about: APIAttachment = {
          id,
          filename: name,
          size: contents.length,
          url: `http://${address()}/attachments/1/${id}/${name}?ex=1&is=1&hm=1`,
          proxy_url: `http://${address()}/attachments/1/${id}/${name}`,
          content_type: contentType,
        };
        kept.set(id, { about, contents });
        return about;
      }),
    find: (id) => kept.get(id)?.about,
    serve(request, response) {
      const [, id = ""] = /^\/attachments\/1\/(\d+)\//.exec(request.url ?? "") ?? [];
      const found = kept.get(id);
      if (!found) return false;
      response.writeHead(200, {
        "content-type": found.about.content_type ?? "application/octet-stream",
        "content-length": found.contents.length,
      });
      response.end(found.contents);
      return true;
    },
  };
}

/** The JSON of a request, and the files beside it. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ json: string; uploads: Upload[] }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const bytes = Buffer.concat(chunks);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return { json: bytes.toString("utf8"), uploads: [] };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const uploads: Upload[] = [];
  let json = "";
  for (const [key, value] of form) {
    const [, id] = /^files\[(\d+)\]$/.exec(key) ?? [];
    if (key === "payload_json" && typeof value === "string") json = value;
    else if (id !== undefined && typeof value !== "string")
      uploads.push({
        id,
        name: value.name,
        contentType: value.type,
        contents: Buffer.from(await value.arrayBuffer()),
      });
    else throw new Error(`The stand-in takes no part called ${key}`);
  }
  return { json, uploads };
}

/** Fails with `ApiError`. */
export function demandSize(uploads: readonly Upload[]): void {
  if (uploads.reduce((sum, { contents }) => sum + contents.length, 0) > MAX_BYTES)
    throw new ApiError(413, 40005, "Request entity too large");
}

/** What is wrong between the files of a message and what it says of them. */
export function attachmentFlaws(
  attachments: readonly AttachmentBody[],
  uploads: readonly Upload[],
  shown: readonly string[],
): Flaw[] {
  const flaws: Flaw[] = [];
  const demand = (holds: boolean, message: string) => {
    if (!holds) flaws.push({ path: ["attachments"], message });
  };
  const ids = attachments.map(({ id }) => String(id));
  const names = attachments.map(({ filename = "" }) => filename);
  demand(attachments.length <= 10, "More than 10 attachments");
  demand(new Set(ids).size === ids.length, "An attachment's id twice");
  demand(new Set(names).size === names.length, "An attachment's name twice");
  demand(
    uploads.every(({ id }) => ids.includes(id)),
    "A file that no attachment names",
  );
  // Others come out with another name, and `attachment://` leads nowhere.
  demand(
    names.every((name) => /^[\w.-]+$/.test(name)),
    "A name that Discord would change",
  );
  const urls = names.map((name) => `attachment://${name}`);
  demand(
    shown.every((url) => urls.includes(url)),
    "A File component without its attachment",
  );
  demand(
    urls.every((url) => shown.includes(url)),
    "An attachment that no File component shows",
  );
  return flaws;
}

/** The files as the message names them. */
export function named(
  attachments: readonly AttachmentBody[] = [],
  uploads: readonly Upload[],
): Upload[] {
  return uploads.map((upload) => {
    const about = attachments.find(({ id }) => String(id) === upload.id);
    return { ...upload, name: about?.filename ?? upload.name };
  });
}
