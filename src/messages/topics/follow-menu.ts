import { ComponentType } from "discord-api-types/v10";
import { LIMITS, reply } from "../layout/budget.ts";
import { plainWithin } from "../layout/escape.ts";
import { container, row, text } from "../layout/parts.ts";
import { inPlace, type Place } from "../layout/place.ts";
import type { Reply } from "../layout/reply.ts";
import * as say from "./wording.ts";

/** Somebody, or an organisation, whose new papers a channel can get. */
export interface Followable {
  name: string;
  kind: "author" | "organisation";
  /** The query for their papers. */
  topic: string;
}

/** The authors of a paper and its organisation, to pick one to follow. `pick` is the menu's custom id. */
export function followMenu(place: Place, names: readonly Followable[], pick: string): Reply {
  // The organisation comes last, and would be the first to go.
  const organisations = names.filter(({ kind }) => kind === "organisation");
  const authors = names.filter(({ kind }) => kind === "author");
  const shown = authors.slice(0, LIMITS.menuOptions - organisations.length);
  return reply([
    container([
      text(
        [
          `### ${say.FOLLOW}`,
          say.whatFollowingBrings(inPlace(place)),
          ...(shown.length < authors.length
            ? [`-# ${say.notAllAuthors(shown.length, authors.length)}`]
            : []),
        ].join("\n"),
      ),
      row([
        {
          type: ComponentType.StringSelect,
          custom_id: pick,
          placeholder: say.labels.chooseWho,
          options: [...shown, ...organisations].map(({ name, kind, topic }) => ({
            label: plainWithin(name, LIMITS.optionLabel) || say.UNNAMED,
            value: topic,
            description: say.KINDS[kind],
          })),
        },
      ]),
    ]),
  ]);
}
