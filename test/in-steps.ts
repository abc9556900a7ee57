/** The same object, each of whose calls has a step before it and one behind it. */
export function inSteps<T extends object>(whole: T, step: () => Promise<void>): T {
  return new Proxy(whole, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return async (...given: unknown[]) => {
        await step();
        const result: unknown = await Reflect.apply(value, target, given);
        await step();
        return result;
      };
    },
  });
}
