import type { z } from "zod";
import {
  type Asker,
  type Component,
  type Form,
  type FormButton,
  type Subcommand,
  UserError,
} from "./command.ts";

/**
 * A subcommand for those who may manage the server. Discord hides it from others, but a server can
 * open it to anybody in its settings. The answer is private.
 */
export function managed<Options>(
  handler: Omit<Subcommand<Options>, "visibility" | "options"> & { options: z.ZodType<Options> },
): Subcommand {
  const suggest = Object.entries(handler.suggest ?? {}).map(
    ([option, complete]) =>
      [
        option,
        ((typed, asker, services, others) =>
          asker.mayManage
            ? complete(typed, asker, services, others)
            : []) satisfies typeof complete,
      ] as const,
  );
  const guarded: Subcommand<Options> = {
    ...handler,
    visibility: () => "private",
    run(options, asker, services) {
      demandManager(asker);
      return handler.run(options, asker, services);
    },
    ...(suggest.length > 0 ? { suggest: Object.fromEntries(suggest) } : {}),
  };
  return guarded;
}

/**
 * As `managed`, for buttons and menus: the one who sees a message may have lost the permission since.
 * They change their message, unless `answer` says otherwise.
 */
export function managedButton<State>(
  handler: Omit<Component<State>, "answer"> & Partial<Pick<Component<State>, "answer">>,
): Component {
  const guarded: Component<State> = {
    answer: () => "update",
    ...handler,
    run(state, press, services) {
      demandManager(press.asker);
      return handler.run(state, press, services);
    },
  };
  return guarded;
}

export function managedFormButton<State>(handler: FormButton<State>): FormButton {
  const guarded: FormButton<State> = {
    ...handler,
    form(state, asker, services) {
      demandManager(asker);
      return handler.form(state, asker, services);
    },
  };
  return guarded;
}

export function managedForm<State>(handler: Omit<Form<State>, "answer">): Form {
  const guarded: Form<State> = {
    ...handler,
    answer: () => "update",
    run(state, sent, services) {
      demandManager(sent.asker);
      return handler.run(state, sent, services);
    },
  };
  return guarded;
}

function demandManager({ mayManage }: Asker): void {
  if (!mayManage)
    throw new UserError(
      "Only members with the Manage Server permission can manage digests. Ask one of them, or use /digest in a direct message with Paperboy.",
    );
}
