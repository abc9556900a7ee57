import { type SubcommandPart, UserError } from "./command.ts";

/** The same subcommand for those alone whom the settings name: what it changes is for every server. */
export function forOperators(
  { data, handler }: Pick<SubcommandPart, "data" | "handler">,
  refusal: string,
): SubcommandPart {
  const { suggest = {} } = handler;
  return {
    data,
    handler: {
      ...handler,
      run(options, asker, services) {
        if (!services.isOperator(asker.userId)) throw new UserError(refusal);
        return handler.run(options, asker, services);
      },
      suggest: Object.fromEntries(
        Object.entries(suggest).map(([name, complete]): [string, typeof complete] => [
          name,
          (typed, asker, services, others) =>
            services.isOperator(asker.userId) ? complete(typed, asker, services, others) : [],
        ]),
      ),
    },
  };
}
