import { EVERYWHERE } from "../command/everywhere.ts";
import { withSubcommands } from "../command/with-subcommands.ts";
import { discuss } from "./card/discuss.ts";
import { catchUp } from "./catch-up.ts";
import { cite } from "./cite.ts";
import { latest } from "./latest.ts";
import { pageButton } from "./lists/list.ts";
import { missed } from "./missed.ts";
import { random } from "./random.ts";
import { search } from "./search.ts";
import { show } from "./show.ts";
import { similar } from "./similar.ts";
import { top } from "./top.ts";
import { topics } from "./topics.ts";
import * as say from "./wording.ts";
import { vote } from "./card/vote.ts";

export const paper = withSubcommands(
  {
    name: "paper",
    description: say.descriptions.paper,
    ...EVERYWHERE,
  },
  [search, show, similar, latest, random, top, cite, catchUp, missed, topics],
  { "paper.page": pageButton, ...vote, ...discuss },
);
