import {
  type Asker,
  type Services,
  type SubcommandPart,
  type Completer,
  UserError,
} from "./command.ts";
import * as say from "./wording.ts";

/**
 * The same subcommand for those alone who may manage the server. Discord hides it from others, but a
 * server can open it to anybody in its settings; and who sees a button may have lost the permission since.
 */
export function forManagers({ data, handler, components = {}, forms = {} }: SubcommandPart) {
  const { suggest } = handler;
  return {
    data,
    handler: {
      ...handler,
      run: guarded((...request: Parameters<typeof handler.run>) => handler.run(...request)),
      ...(suggest && { suggest: mapValues(suggest, silentForOthers) }),
    },
    components: onlyForManagers(components),
    forms: mapValues(forms, (one) => ({
      ...one,
      run: guarded((...sent: Parameters<typeof one.run>) => one.run(...sent)),
    })),
  } satisfies SubcommandPart;
}

/** The same buttons and menus for those alone who may manage the server. */
export function onlyForManagers(components: NonNullable<SubcommandPart["components"]>) {
  return mapValues(components, (one) =>
    "form" in one
      ? { ...one, form: guarded((...press: Parameters<typeof one.form>) => one.form(...press)) }
      : { ...one, run: guarded((...press: Parameters<typeof one.run>) => one.run(...press)) },
  );
}

/** What a handler is given beside its options or its state: who asks, or a press or a form of theirs. */
type ByWhom = Asker | { asker: Asker };

function guarded<Input, By extends ByWhom, Answer>(
  run: (input: Input, by: By, services: Services) => Answer,
): typeof run {
  return (input, by, services) => {
    const { mayManage } = "asker" in by ? by.asker : by;
    if (!mayManage) throw new UserError(say.NEEDS_MANAGE_SERVER, say.WHO_CAN_MANAGE);
    return run(input, by, services);
  };
}

function silentForOthers(suggest: Completer): Completer {
  return (typed, asker, ...rest) => (asker.mayManage ? suggest(typed, asker, ...rest) : []);
}

function mapValues<Value, Other>(
  record: Record<string, Value>,
  change: (value: Value) => Other,
): Record<string, Other> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
