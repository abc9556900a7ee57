import { stem, tokenise } from "./analyse.ts";
import { type Phrase, phraseTerm } from "./phrases.ts";

/**
 * What people say, and what papers say instead. One line, one meaning: each expression also finds
 * papers with the others, at a low weight. A word that means several things has no place here.
 */
const MEANINGS = `
image, picture, photo, photograph
video, footage, clip
face, facial
makeup, cosmetics
network, net
client, device, phone
worker, machine
learning rate, step size
language model, LLM, chatbot
unlearning, forgetting
recommendation, recommender, suggestion
click-through rate, CTR
accelerate, speed up, faster, quicker
efficient, cheap, lightweight
compress, compression, shrink
prune, cut away
imputation, fill in, missing values
forecast, predict
merge, combine, fuse
adversarial attack, trick, fool
defend, defense, protect
reconstruct, rebuild, recover
private, privacy, secret
numeral, digit
autonomous driving, self-driving, driverless
explain, interpret, interpretability, explainability
byzantine, malicious, dishonest
medical, clinical, hospital
speech, voice, spoken
summarization, summary, condense
question answering, QA
bandwidth, communication
hallucination, made up
dialogue, conversation, chat
molecule, drug, chemistry
robot, robotics, manipulation
depth, distance
pose, posture
translation, translate
toxicity, harmful, offensive
bias, unfair, fairness
noise, corruption
overfitting, memorization
teacher, distillation
retrieval, lookup
weather, climate
traffic, road
protein, amino acid
`;

/** The stems of each expression, by line. */
const lines: string[][][] = MEANINGS.trim()
  .split("\n")
  .map((line) =>
    line.split(",").map((said) => tokenise(said).flatMap(({ parts }) => parts.map(stem))),
  );

const alike = new Map<string, string[]>();
for (const expressions of lines) {
  const terms = expressions.map(phraseTerm);
  for (const term of terms) {
    const others = terms.filter((other) => other !== term);
    alike.set(term, [...(alike.get(term) ?? []), ...others]);
  }
}

/** Terms that mean the same as a stem, or as the phrase with this term. */
export function meaningTheSame(term: string): readonly string[] {
  return alike.get(term) ?? [];
}

/** The expressions of several words, which have to be indexed as such. */
export function thesaurusPhrases(): Phrase[] {
  return lines
    .flat()
    .filter((stems) => stems.length > 1)
    .map((stems) => ({ stems, term: phraseTerm(stems) }));
}
