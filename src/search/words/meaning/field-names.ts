import { tokenise } from "../analyse.ts";
import { stemsOf } from "../terms.ts";

/**
 * What fields of research are called. Names before the arrow mean the same, so that any of them is
 * a topic that the others answer; what follows it is a part of the field: a paper about Mamba is one
 * about state space models, not the other way round. Only what is always so has a place here.
 */
const FIELD_NAMES = `
large language model, LLM > language model
multimodal large language model, multimodal LLM, MLLM, large multimodal model, LMM > vision-language model, VLM
vision-language model, VLM > multimodal large language model, MLLM, large multimodal model, LMM
language agent, LLM agent, AI agent > agentic, tool use
retrieval-augmented generation, RAG > retrieval augmentation
in-context learning, ICL > in-context learner
chain of thought, CoT
instruction tuning, instruction following
RLHF, reinforcement learning from human feedback > preference optimization
fine-tuning, finetuning
parameter-efficient fine-tuning, PEFT > low-rank adaptation, LoRA, parameter-efficient adaptation, parameter-efficient tuning, parameter-efficient transfer learning, adapter tuning, prompt tuning
low-rank adaptation, LoRA
long-context language model, long-context LLM > long context, context length, context window
long context > context length, context extension
state space model, SSM > Mamba, S4
vision transformer, ViT > Swin, DeiT
efficient attention, efficient transformer > linear attention, sparse attention, local attention, subquadratic attention, FlashAttention, sliding window attention
linear attention > linearized attention, attention linearization
convolutional neural network, CNN, ConvNet
recurrent neural network, RNN > LSTM, long short-term memory, GRU, gated recurrent unit
graph neural network, GNN > graph convolutional network, GCN, graph attention network, message passing neural network, graph transformer
hypernetwork, hyper network
neural architecture search, NAS > architecture search
diffusion model, denoising diffusion > diffusion sampler, diffusion sampling, diffusion transformer, score-based generative, consistency model, DDPM, denoising diffusion probabilistic model
image diffusion, image diffusion model > diffusion model
flow matching > rectified flow, probability path
generative adversarial network, GAN
variational autoencoder, VAE
normalizing flow, normalising flow
text-to-image, text-to-image generation
image generation, image synthesis, generating images > text-to-image
video generation, video synthesis > text-to-video
3D gaussian splatting, gaussian splatting, 3DGS
neural radiance field, NeRF, radiance field
3D point cloud, point cloud
implicit neural representation, neural field > implicit surface, implicit function, signed distance function, neural radiance field, NeRF
3D reconstruction > multi-view stereo
medical imaging, medical image > radiology, chest X-ray, MRI, magnetic resonance imaging, computed tomography, ultrasound, histopathology
image restoration > image denoising, image deblurring, super-resolution, dehazing, deraining
semantic segmentation, image segmentation
depth estimation > monocular depth, stereo matching
object detection > object detector
remote sensing, earth observation > satellite image, satellite imagery, hyperspectral
anomaly detection, outlier detection
self-supervised learning, SSL, self-supervision > self-supervised, contrastive learning, masked image modeling, masked autoencoder
contrastive learning > contrastive loss, contrastive pretraining
continual learning, lifelong learning, incremental learning > catastrophic forgetting
machine unlearning, unlearning
meta-learning > MAML, model-agnostic meta-learning, few-shot learning
few-shot learning > few-shot classification, few-shot meta-learning, one-shot learning
transfer learning > domain adaptation
out-of-distribution generalization, domain generalization, distribution shift
knowledge distillation > model distillation, self-distillation, teacher and student
model compression, network compression > pruning, quantization, knowledge distillation
model merging, model fusion, merging models > task arithmetic
quantization > low-bit, quantized
data augmentation > mixup
reinforcement learning, RL > policy gradient, Q-learning, actor-critic, Markov decision process
bandit, multi-armed bandit, contextual bandit
federated learning, FL > federated
distributed training > distributed learning, distributed SGD, data parallelism, decentralized training, distributed optimization
differential privacy, differentially private
privacy > differential privacy, differentially private, privacy-preserving, membership inference
gradient inversion, gradient inversion attack, gradient leakage
adversarial attack > adversarial example, adversarial perturbation, adversarial patch, adversarial robustness, jailbreak
adversarial robustness > adversarial attack, adversarial example, adversarial training, certified robustness, randomized smoothing
fairness, algorithmic fairness > unfairness, group fairness, social bias
interpretability, explainability, explainable AI, XAI > mechanistic interpretability, saliency, post hoc explanation, feature attribution, circuit discovery, reverse engineering
mechanistic interpretability > circuit discovery, activation patching, sparse autoencoder, reverse engineering
recommender system, recommendation system > recommendation model, click-through rate, collaborative filtering, sequential recommendation
click-through rate, CTR, click-through rate prediction, CTR prediction
time series forecasting, time series prediction, TSF
causal inference, causality > causal effect, treatment effect, causal structure, causal discovery, instrumental variable
treatment effect, causal effect
partial differential equation, PDE
stochastic gradient descent, SGD
Bayesian optimization > Gaussian process optimization, Gaussian process bandit
optimal transport > Schrödinger bridge, Wasserstein distance, Sinkhorn
dimensionality reduction, dimension reduction > manifold learning
learning rate schedule, learning rate scheduling, step size schedule
loss landscape, loss surface, objective landscape
second-order optimization, second-order method > Hessian, Newton method
equivariance, equivariant neural network, equivariant network > equivariant
geometric deep learning > equivariant network, graph neural network
autoregressive model, autoregressive modeling > autoregressive transformer, autoregressive generation
astrophysics, astronomy > cosmology, dark matter, galaxy, black hole, blazar, supernova, exoplanet, gravitational wave
quantum machine learning, quantum computing, quantum computer > quantum
robotics, robot > robotic, robot manipulation
autonomous driving, self-driving, autonomous vehicle
speech recognition, ASR, automatic speech recognition
machine translation, NMT
question answering, QA
code generation, program synthesis > code completion
transformer
pretraining
prompting, prompt engineering
hallucination
reasoning
planning
alignment
safety
robustness
uncertainty, uncertainty quantification
calibration
benchmark
time series
image classification
video understanding, action recognition
embedding
multimodal
KV cache, KV cache compression
sparsity
tokenization
healthcare, medicine
summarization
translation
drug discovery, molecule generation > drug design, molecular generation
materials discovery, materials science > crystal
`;

/** Names of fields, and of parts of them, as people write them. */
export const fieldNames: Record<"fields" | "parts", readonly string[]> = {
  fields: namesAt(0),
  parts: namesAt(1),
};

function namesAt(side: number): string[] {
  return FIELD_NAMES.trim()
    .split("\n")
    .flatMap((line) => line.split(" > ")[side]?.split(", ") ?? []);
}

/** A name of a field, or of a part of it. */
interface OtherName {
  stems: readonly string[];
  isPart: boolean;
  isAcronym: boolean;
}

const TWO_CAPITALS = /\p{Lu}.*\p{Lu}/u;

const otherNamesOf = new Map<string, OtherName[]>();
for (const line of FIELD_NAMES.trim().split("\n")) {
  const [same = [], parts = []] = line.split(" > ").map((names) => names.split(", "));
  for (const one of same) {
    const others = same.filter((other) => other !== one);
    addNames(stemsIn(one), [
      ...others.map((other) => otherName(other, { isPart: false })),
      ...parts.map((part) => otherName(part, { isPart: true })),
    ]);
  }
  for (const part of parts) addNames(stemsIn(part), []);
}

function stemsIn(name: string): string[] {
  return stemsOf(tokenise(name));
}

function otherName(name: string, { isPart }: { isPart: boolean }): OtherName {
  const stems = stemsIn(name);
  return { stems, isPart, isAcronym: stems.length === 1 && TWO_CAPITALS.test(name) };
}

function addNames(stems: readonly string[], others: readonly OtherName[]): void {
  const name = stems.join(" ");
  const all = new Map(
    [...(otherNamesOf.get(name) ?? []), ...others].map((one) => [one.stems.join(" "), one]),
  );
  // "Medical image" has the stems of "medical imaging".
  all.delete(name);
  otherNamesOf.set(name, [...all.values()]);
}

/** What else a paper about the field with these stems may say. */
export function otherNames(stems: readonly string[]): readonly OtherName[] {
  return otherNamesOf.get(stems.join(" ")) ?? [];
}

/**
 * Where a topic such as "pruning LLMs" goes from one field to another, and whether both are names of
 * one, as in "RAG retrieval-augmented generation". Null where not all of it is a name.
 */
export function twoFieldsIn(stems: readonly string[]): { border: number; areOne: boolean } | null {
  for (let border = stems.length - 1; border > 0; border--) {
    const [one, other] = [stems.slice(0, border), stems.slice(border)];
    if (!otherNamesOf.has(one.join(" ")) || !otherNamesOf.has(other.join(" "))) continue;
    return { border, areOne: isNameOf(one, other) || isNameOf(other, one) };
  }
  return null;
}

function isNameOf(one: readonly string[], other: readonly string[]): boolean {
  return otherNames(other).some(({ stems }) => stems.join(" ") === one.join(" "));
}
