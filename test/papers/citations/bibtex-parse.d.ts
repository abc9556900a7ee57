/** The package has no types. */
declare module "bibtex-parse" {
  export function entries(
    bibtex: string,
  ): ({ key: string; type: string } & Record<string, string | number>)[];
}
