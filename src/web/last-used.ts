/** Keeps some values by their keys, and drops the one that was not used for longest. */
export interface LastUsed<T> {
  get(key: string): T | undefined;
  /** Gives the value back. */
  set(key: string, value: T): T;
  delete(key: string): void;
}

export function lastUsed<T>(most: number): LastUsed<T> {
  const values = new Map<string, T>();
  const set = (key: string, value: T) => {
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > most && oldest !== undefined) values.delete(oldest);
    return value;
  };
  return {
    get(key) {
      const value = values.get(key);
      return value === undefined ? undefined : set(key, value);
    },
    set,
    delete: (key) => void values.delete(key),
  };
}
