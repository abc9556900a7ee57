/** Discord's limit for the custom id of a button or a menu. */
const LONGEST_CUSTOM_ID = 100;

/** A custom id that says which component was pressed, and with what state: `name:part:part…`. */
export function customId(name: string, ...parts: (string | number)[]): string {
  const id = [name, ...parts].join(":");
  if (id.length > LONGEST_CUSTOM_ID)
    throw new RangeError(`Custom id over ${LONGEST_CUSTOM_ID} characters: ${id}`);
  return id;
}

/** As `customId`; null where it would be longer than Discord allows. */
export function customIdIfShort(name: string, ...parts: (string | number)[]): string | null {
  return [name, ...parts].join(":").length > LONGEST_CUSTOM_ID ? null : customId(name, ...parts);
}

export function parseCustomId(id: string): { name: string; parts: string[] } {
  const [name = "", ...parts] = id.split(":");
  return { name, parts };
}

/** Whether one of the components of a message, however deep, has this custom id. */
export function carriesCustomId(part: unknown, id: string): boolean {
  if (typeof part !== "object" || part === null) return false;
  if ("custom_id" in part && part.custom_id === id) return true;
  return Object.values(part).some((inside) => carriesCustomId(inside, id));
}
