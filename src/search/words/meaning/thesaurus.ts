import { tokenise } from "../analyse.ts";
import { stemsOf } from "../terms.ts";
import { type Phrase, phraseTerm } from "../phrases.ts";

/**
 * What people say, and what papers say instead. One line, one meaning: each expression also finds
 * papers with the others, at a lower weight. A word that means several things has no place here.
 */
const MEANINGS = `
image, picture, photo, photograph
video, footage, clip, movie
face, facial
makeup, cosmetics
audio, sound
speech, voice, spoken
caption, description
pixel, resolution
rendering, novel view, view synthesis
lighting, illumination, relighting
pose, posture
depth, distance
aerial, satellite, earth observation, remote sensing
network, net
embedding, vector
parameter, weight
feature, attribute, property
layer-wise, layer by layer
backpropagation, backward pass, error signal
learning rate, step size
batch size, mini-batch
loss landscape, loss surface, objective landscape
fine-tuning, tuning, adapting
language model, LLM, chatbot
token, word
long-range, far apart
in-context, from examples
hallucination, made up
jailbreak, refusal, safety, guardrail
dialogue, conversation, chat
summarization, summary, condense
question answering, QA
translation, translate
retrieval, lookup
document, text
code, program, software
multiplication, multiply, arithmetic
client, device, phone, participant
worker, machine, node
straggler, slow
byzantine, malicious, dishonest, faulty, poisoned, broken
communication, bandwidth, sending
decentralized, without a server
memory, storage
GPU, graphics card, accelerator
energy, power, electricity
latency, delay, waiting
accelerate, speed up, faster, quicker, speedup
efficient, cheap, lightweight, inexpensive
compute, computation
compress, compression, shrink, squeeze, smaller
quantization, fewer bits, low-bit
prune, cut away, remove, sparsify
distillation, teacher, student
hashing, binary code
merge, combine, fuse, blend, mix
interpolate, in between
unlearning, forgetting, erase
continual learning, lifelong, catastrophic forgetting
meta-learning, learning to learn
few-shot, few examples, handful
curriculum, easy to hard
transfer, reuse
pretrained, foundation model
self-supervised, unlabeled, without labels
labeled, annotated, annotation
long-tailed, imbalanced, rare classes, unbalanced
synthetic, artificial, fake, generated
generate, produce, create, synthesize
augmentation, augmented
anomaly, defect, outlier, odd, abnormal, strange
industrial, factory, manufacturing
recommendation, recommender, suggestion
click-through rate, CTR, click
advertising, ad, advertisement, advert
user, customer, person
interest, preference, taste
imputation, fill in, missing values
forecast, predict, future
time series, temporal
sensor, measurement
adversarial attack, trick, fool, adversarial
robustness, robust, survive, tolerate
certified, guarantee, provable
defend, defense, protect, thwart
reconstruct, rebuild, recover, restore
gradient, update
private, privacy, secret, confidential, sensitive
leak, steal, leakage
explain, interpret, interpretability, explainability
saliency, heat map, attribution
reverse-engineering, looking inside, mechanistic
circuit, component
shortcut, spurious, cue
bias, unfair, fairness, disparity
race, ethnic, gender, demographic
toxicity, harmful, offensive
causal, cause, causality
overfitting, memorization, memorise
generalization, unseen
grokking, delayed generalization
uncertainty, confidence, sure
probability, likelihood, chance, likely
approximation, approximate
expressivity, expressive power, approximation capacity
bound, limit
cluster, group
manifold, curved
dimension, dimensionality
equivariant, rotation, rotate, symmetry
invariant, unchanged
solver, solve
differential equation, PDE
numeral, digit, number
autonomous driving, self-driving, driverless
medical, clinical, hospital, patient
organ, anatomical
lung, chest, pulmonary
bone, rib
cancer, tumor
molecule, drug, chemistry, chemical
protein, amino acid
crystal, material
quantum, qubit
gravity, gravitational
cosmology, universe, dark matter
star, astrophysics, galaxy
robot, robotics, manipulation
tactile, touch
reinforcement learning, reward, trial and error
planning, plan
place, location
urban, city, town
road, traffic, street
weather, climate, rain, precipitation
noise, corruption, perturbation
convergence, converge
benchmark, test suite
survey, overview
parallel, at once, simultaneously
`;

/** The stems of each expression, by line. */
const lines: string[][][] = MEANINGS.trim()
  .split("\n")
  .map((line) => line.split(",").map((expression) => stemsOf(tokenise(expression))));

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
