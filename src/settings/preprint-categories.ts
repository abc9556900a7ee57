import { editDistance } from "../search/words/edit-distance.ts";

/** The categories of each server, as its interface names them (bioRxiv and medRxiv, September 2026). */
const CATEGORIES = {
  biorxiv: (
    "animal_behavior_and_cognition biochemistry bioengineering bioinformatics biophysics cancer_biology cell_biology " +
    "clinical_trials developmental_biology ecology epidemiology evolutionary_biology genetics genomics immunology " +
    "microbiology molecular_biology neuroscience paleontology pathology pharmacology_and_toxicology physiology " +
    "plant_biology scientific_communication_and_education synthetic_biology systems_biology zoology"
  ).split(" "),
  medrxiv: (
    "addiction_medicine allergy_and_immunology anesthesia cardiovascular_medicine dentistry_and_oral_medicine " +
    "dermatology emergency_medicine endocrinology epidemiology forensic_medicine gastroenterology " +
    "genetic_and_genomic_medicine geriatric_medicine health_economics health_informatics health_policy " +
    "health_systems_and_quality_improvement hematology hiv_aids infectious_diseases " +
    "intensive_care_and_critical_care_medicine medical_education medical_ethics nephrology neurology nursing " +
    "nutrition obstetrics_and_gynecology occupational_and_environmental_health oncology ophthalmology orthopedics " +
    "otolaryngology pain_medicine palliative_medicine pathology pediatrics pharmacology_and_therapeutics " +
    "primary_care_research psychiatry_and_clinical_psychology public_and_global_health radiology_and_imaging " +
    "rehabilitation_medicine_and_physical_therapy respiratory_medicine rheumatology " +
    "sexual_and_reproductive_health sports_medicine surgery toxicology transplantation urology"
  ).split(" "),
};

export function isPreprintCategory(server: keyof typeof CATEGORIES, name: string): boolean {
  return CATEGORIES[server].includes(name);
}

const MOST_NAMED = 3;

/** Those that a name was perhaps meant for, the likeliest first. */
export function categoriesLike(server: keyof typeof CATEGORIES, name: string): string[] {
  const slips = (category: string) => editDistance(name, category);
  const isLike = (category: string) =>
    category.includes(name) || slips(category) <= Math.max(name.length, category.length) / 3;
  return CATEGORIES[server]
    .filter(isLike)
    .toSorted((a, b) => slips(a) - slips(b))
    .slice(0, MOST_NAMED);
}
