import { aPaper } from "../papers/a-paper.ts";

/** Title, text, and whom it is from: small papers that nobody wrote, on few subjects, so that they compete. */
const INVENTED: [title: string, text: string, organisation?: string][] = [
  [
    "Marmot Whistles",
    "We record the whistles of alpine marmots. Each colony has a dialect of its own.",
  ],
  [
    "Whistling at Eagles",
    "Marmots whistle when they see an eagle. The nearer the eagle, the shorter the whistle.",
  ],
  [
    "A Survey of Alpine Mammals",
    "Ibex, chamois, hares and marmots share the slopes above the trees. We survey what is known of their winters, their food and their enemies, and list open questions for the years to come.",
  ],
  [
    "Sleep",
    "Alpine marmots sleep for seven months. Marmots wake every two weeks, and nobody knows why marmots do.",
  ],
  [
    "Notes from a High Meadow",
    "For one summer we sat in a meadow and wrote down what came by: hares, a fox, two eagles, some marmots, many hikers, rain, and once a bear with her young.",
  ],
  [
    "Counting Colonies from the Air",
    "Satellite pictures show burrows as bright dots. A small network counts them, meadow after meadow.",
    "Marmot Institute",
  ],
  [
    "Burrow Networks",
    "Burrows of one family are linked by tunnels. We map a network of tunnels with radar and find loops that no single family needs.",
  ],
  [
    "Graph Neural Networks for Burrow Maps",
    "A graph neural network (GNN) learns which tunnels exist from the few that were dug up. Graph neural networks need far fewer maps than rules do.",
  ],
  [
    "GNN Layers that Forget",
    "After many layers a GNN says the same of every node. We let layers forget.",
  ],
  [
    "Deep Models of Snow",
    "Snow settles in layers. A model of each layer, and of the whole, tells when a slope slides.",
  ],
  [
    "Avalanche Forecasting",
    "We forecast avalanches a day ahead from wind, snow and the sound of the slope. The forecast fails after rain.",
  ],
  [
    "When Will the Slope Slide? Predicting Avalanches with Cheap Sensors",
    "Predicting an avalanche takes a sensor in the slope. We bury cheap sensors, and predict slides hours ahead.",
  ],
  [
    "Avalanches, Sensors, Radios",
    "How to build a sensor that survives an avalanche, and a radio that is heard through three metres of snow. The sensor wakes once a minute. Sensors that wake less often miss small slides; sensors that wake more often die in the first winter.",
  ],
  [
    "Pre-Trained Listening",
    "A pre-trained model hears marmots, owls and brooks apart. It was trained on ten thousand hours of alpine sound.",
  ],
  [
    "Pretrained Models Hear Nothing New",
    "What a pretrained model never heard it takes for wind. We test models on sounds of other valleys.",
  ],
  [
    "Training a Listener from Scratch",
    "Training from scratch takes a winter of sound; training on top of another listener takes a day.",
  ],
  [
    "Federated Whistle Recognition",
    "Stations in each valley learn together without sending their recordings. Federated learning keeps the recordings of each valley private.",
  ],
  [
    "Learning to Whistle",
    "Young marmots learn their first whistle from an aunt. Learning takes a summer.",
  ],
  [
    "Learning Together in Many Valleys: Federated Learning under Snow",
    "When stations are cut off for weeks, learning goes on from what they had. We bound how far federated models drift apart.",
  ],
  [
    "Malicious Stations",
    "One malicious station can spoil what all stations learn. We find it by how far it is from the others.",
  ],
  [
    "Byzantine Valleys",
    "Byzantine stations send whatever hurts most. With a third of such valleys nothing can be learned.",
  ],
  [
    "Faulty Sensors in Cold Places",
    "Batteries fail first, then clocks. A faulty sensor is found by asking its neighbours.",
  ],
  [
    "Private Meadows",
    "Where rare birds nest must stay private. Maps are blurred until no nest can be found again.",
  ],
  [
    "Privacy of Nests",
    "We measure how much a map gives away of a nest. A map without privacy costs a brood in five.",
  ],
  [
    "Depth from Shadows",
    "The depth of a hollow follows from its shadow. Depth errors are below a hand.",
  ],
  [
    "Snow Depth at a Distance",
    "A laser measures the depth of snow from across the valley. The distance hardly matters on clear days.",
  ],
  [
    "Reinforcement Learning for Ski Lifts",
    "A lift learns when to slow down. Reinforcement learning (RL) saves a third of its power.",
  ],
  ["RL on Skis", "A robot on skis falls, and learns. RL needs ten thousand falls."],
  ["Robots in Deep Snow", "A robot with wide feet walks on snow. Robots with narrow feet sink."],
  [
    "Optimal Transport of Hay",
    "Hay goes down by wire. We plan the optimal transport of hay for a valley of ninety farms, in minutes.",
  ],
  [
    "Transporting Milk, Optimally",
    "Milk must reach the dairy by noon. Transport by cable is optimal in only two valleys.",
  ],
  [
    "Diffusion of Pollen",
    "Pollen drifts up the slopes in the morning and down at night. A diffusion model with wind fits what our traps catch.",
  ],
  [
    "Models for the Diffusion of Rumours among Shepherds",
    "A rumour goes from hut to hut. We fit three models, with and without dogs.",
  ],
  [
    "Eagles of the Eastern Slopes",
    "Eagle nests of the eastern slopes, their eggs and their young, in a table of forty years. Eagles live long.",
  ],
  ["The Eagle and the Drone", "An eagle attacks a drone within minutes."],
  [
    "Drones over Pastures",
    "A drone counts sheep. Shepherds like it, dogs do not, and eagles attack it. We fly at dawn, and land before the eagles rise.",
    "Eagle Valley College",
  ],
  ["Why Sheep Follow", "A sheep follows the sheep before it. The first sheep follows the dog."],
  ["Sheepdog", "A dog that leads. Puppies learn by watching."],
  [
    "A Robot Sheepdog",
    "Can a robot lead sheep? It can, where the dog has led them before. Sheep follow a robot that barks.",
  ],
  [
    "Mapping Glaciers with Radar",
    "Radar sees through ice. We map the beds of nine glaciers, and find a lake.",
    "Institute of Ice",
  ],
  [
    "Glacial Lakes",
    "Lakes on glaciers grow and burst. We list lakes that may burst within ten years.",
  ],
];

export const inventedPapers = INVENTED.map(([title, abstract, organisation = null]) =>
  aPaper({ id: title, title, abstract, organisation }),
);
