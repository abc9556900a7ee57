import { stem } from "./analyse.ts";

/** Words that are spelled otherwise in Britain than in America, and do not share a stem. */
const SPELLINGS: readonly [british: string, american: string][] = [
  ["colour", "color"],
  ["behaviour", "behavior"],
  ["behavioural", "behavioral"],
  ["neighbour", "neighbor"],
  ["neighbourhood", "neighborhood"],
  ["favour", "favor"],
  ["favourable", "favorable"],
  ["favourite", "favorite"],
  ["flavour", "flavor"],
  ["harbour", "harbor"],
  ["honour", "honor"],
  ["humour", "humor"],
  ["labour", "labor"],
  ["odour", "odor"],
  ["rigour", "rigor"],
  ["rumour", "rumor"],
  ["tumour", "tumor"],
  ["vapour", "vapor"],
  ["vigour", "vigor"],
  ["endeavour", "endeavor"],
  ["centre", "center"],
  ["centred", "centered"],
  ["fibre", "fiber"],
  ["metre", "meter"],
  ["kilometre", "kilometer"],
  ["litre", "liter"],
  ["calibre", "caliber"],
  ["theatre", "theater"],
  ["catalogue", "catalog"],
  ["dialogue", "dialog"],
  ["analogue", "analog"],
  ["grey", "gray"],
  ["greyscale", "grayscale"],
  ["defence", "defense"],
  ["offence", "offense"],
  ["licence", "license"],
  ["practise", "practice"],
  ["programme", "program"],
  ["judgement", "judgment"],
  ["acknowledgement", "acknowledgment"],
  ["artefact", "artifact"],
  ["sulphur", "sulfur"],
  ["sulphide", "sulfide"],
  ["aluminium", "aluminum"],
  ["caesium", "cesium"],
  ["manoeuvre", "maneuver"],
  ["sceptical", "skeptical"],
  ["mould", "mold"],
  ["plough", "plow"],
  ["draught", "draft"],
  ["skilful", "skillful"],
  ["focussed", "focused"],
  ["learnt", "learned"],
  ["burnt", "burned"],
];

/** Of words from Greek: `haemoglobin`, `anaemia`, `palaeontology`, `oestrogen`. */
const BEGINNINGS: readonly [british: string, american: string][] = [
  ["haem", "hem"],
  ["anaem", "anem"],
  ["anaesth", "anesth"],
  ["ischaem", "ischem"],
  ["leukaem", "leukem"],
  ["paed", "ped"],
  ["orthopaed", "orthoped"],
  ["encyclopaed", "encycloped"],
  ["palaeo", "paleo"],
  ["gynaec", "gynec"],
  ["oestr", "estr"],
  ["oesoph", "esoph"],
  ["oedem", "edem"],
  ["foet", "fet"],
  ["diarrhoea", "diarrhea"],
];

let others: ReadonlyMap<string, string> | undefined;

/** How else a folded word may be spelled, on the other side of the ocean; inflected as it is in dictionaries. */
export function otherSpellings(word: string): string[] {
  others ??= new Map(
    SPELLINGS.flatMap(([british, american]): [string, string][] => [
      [stem(british), american],
      [stem(american), british],
    ]),
  );
  const other = others.get(stem(word));
  const begun = BEGINNINGS.flatMap(([british, american]) => [
    ...(word.startsWith(british) ? [american + word.slice(british.length)] : []),
    ...(word.startsWith(american) ? [british + word.slice(american.length)] : []),
  ]);
  return other === undefined ? begun : [other, ...begun];
}
