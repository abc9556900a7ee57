import { openHouse } from "../house.ts";

/** Over the pages that ship; for tests that change nothing. */
export const seeds = await openHouse();

export const FERRET = "Ferret: Federated Full-Parameter Tuning at Scale for Large Language Models";
export const CURRICULA = "When Do Curricula Work in Federated Learning?";

export const published = (date: string, precision: "day" | "month-day") =>
  ({ date, precision, inferred: false }) as const;

/** Of a card. */
export const titleOf = ({ text }: { text: string }) => /### \[(.*?)\]/.exec(text)?.[1];
