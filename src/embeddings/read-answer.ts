/**
 * The vectors in an OpenAI-compatible answer, in the order of the texts; null for one with a number that is
 * none. A sentence without its full stop where the answer is not what was asked for: it names no text.
 */
export function readAnswer(body: string, texts: number): (Float32Array | null)[] | string {
  const data = dataIn(body);
  if (data === null) return "The embeddings server sends something else than embeddings";
  if (data.length !== texts)
    return `The embeddings server sends ${data.length} embeddings for ${texts} texts`;
  const inOrder = ordered(data);
  if (inOrder === null) return "The embeddings server sends the same embedding twice";
  const lengths = new Set(inOrder.map(({ embedding }) => embedding.length));
  const [length = 0] = lengths;
  if (lengths.size > 1) return "The embeddings server sends embeddings of different lengths";
  if (length === 0 || length > MAX_LENGTH)
    return `The embeddings server sends embeddings of ${length} numbers`;
  return inOrder.map(({ embedding }) => vectorOf(embedding));
}

/** Models there are give up to some thousand. */
const MAX_LENGTH = 16_384;

interface Item {
  index: unknown;
  embedding: readonly unknown[];
}

function dataIn(body: string): Item[] | null {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch {
    return null;
  }
  const { data } = Object(answer);
  if (!Array.isArray(data)) return null;
  const items = data.map((item): Item => {
    const { index, embedding } = Object(item);
    return { index, embedding: Array.isArray(embedding) ? embedding : [] };
  });
  return items;
}

/** By their numbers, where they have any; null where these are not one for each. */
function ordered(items: readonly Item[]): Item[] | null {
  if (items.every(({ index }) => index === undefined)) return [...items];
  const places = new Map(items.map((item) => [item.index, item]));
  const inOrder = items.flatMap((_, i) => places.get(i) ?? []);
  return inOrder.length === items.length ? inOrder : null;
}

function vectorOf(embedding: readonly unknown[]): Float32Array | null {
  const vector = new Float32Array(embedding.length);
  for (const [i, value] of embedding.entries()) {
    if (typeof value !== "number" || !Number.isFinite(value)) return null;
    vector[i] = value;
  }
  return vector;
}
