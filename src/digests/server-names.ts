/** A channel or a role. */
export interface Named {
  id: string;
  /** Without `#` or `@`. */
  name: string;
}

/** What of a server has a name, as far as the front knows it without asking. */
export interface ServerNames {
  /** In which a digest can be posted; archived threads may be missing. */
  channels: readonly Named[];
  /** Without @everyone. */
  roles: readonly Named[];
}

/** The same, with what the server itself is called. */
export interface NamedServer extends ServerNames {
  name: string;
}

/** Of a direct message, and of a server that is away. */
export const NO_NAMES: NamedServer = { name: "", channels: [], roles: [] };
