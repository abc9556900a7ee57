import { z } from "zod";
import { port, setting } from "./values.ts";

/** As it stands behind `Bearer` (RFC 6750), and too long to be guessed. */
const bearerToken = z
  .string()
  .regex(/^[\w.~+/-]+=*$/, "has characters that tokens don't have")
  .min(16, "is shorter than 16 characters");

/** The settings of what programs ask that watch Paperboy, as the environment has them. */
export const metricsShape = {
  PAPERBOY_METRICS_TOKEN: setting(bearerToken.optional()),
  PAPERBOY_METRICS_PORT: setting(port.optional()),
};

/** A value that works, for each. */
export const metricsExamples: Record<keyof typeof metricsShape, string> = {
  PAPERBOY_METRICS_TOKEN: "what openssl rand -hex 24 prints",
  PAPERBOY_METRICS_PORT: "9464",
};

export interface MetricsSettings {
  /** Whoever asks has to show it; null: nobody has to, and only the port of their own gives metrics. */
  token: string | null;
  /** Of their own, on 127.0.0.1; null: none. 0 lets the system choose. */
  port: number | null;
}

type Given = z.infer<z.ZodObject<typeof metricsShape>>;

export function metricsSettings(given: Given): MetricsSettings {
  return {
    token: given.PAPERBOY_METRICS_TOKEN ?? null,
    port: given.PAPERBOY_METRICS_PORT ?? null,
  };
}

/** What works, and is perhaps not what was meant: a line each. */
export function metricsWarnings(
  { token, port: own }: MetricsSettings,
  webPort: number | null,
): string[] {
  if (token === null || own !== null || webPort !== null) return [];
  return [
    "PAPERBOY_METRICS_TOKEN has no port to be used on; set PAPERBOY_METRICS_PORT or PAPERBOY_WEB_PORT",
  ];
}
