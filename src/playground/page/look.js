/* oxlint-disable import/no-unassigned-import -- importing a component defines its element */
import { DiscordButton } from "@skyra/discord-components-core/discord-button.js";
import { DiscordCommand } from "@skyra/discord-components-core/discord-command.js";
import { DiscordHeader } from "@skyra/discord-components-core/discord-header.js";
import { DiscordMessage } from "@skyra/discord-components-core/discord-message.js";
import { DiscordStringSelectMenu } from "@skyra/discord-components-core/discord-string-select-menu.js";
import { DiscordStringSelectMenuOption } from "@skyra/discord-components-core/discord-string-select-menu-option.js";
import "@skyra/discord-components-core/discord-action-row.js";
import "@skyra/discord-components-core/discord-code.js";
import "@skyra/discord-components-core/discord-link.js";
import "@skyra/discord-components-core/discord-list-item.js";
import "@skyra/discord-components-core/discord-mention.js";
import "@skyra/discord-components-core/discord-messages.js";
import "@skyra/discord-components-core/discord-quote.js";
import "@skyra/discord-components-core/discord-spoiler.js";
import "@skyra/discord-components-core/discord-subscript.js";
import "@skyra/discord-components-core/discord-time.js";
import "@skyra/discord-components-core/discord-unordered-list.js";

const FOCUS = "outline: 2px solid #a9b4ff; outline-offset: 2px;";

const CALM = "@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }";

/** To be called before any message is drawn: what exists by then keeps the looks it was made with. */
export function dressComponents() {
  tune(
    DiscordMessage,
    `.discord-message-timestamp { color: #a3a8b1; }
    .discord-message-content { min-width: 0; }
    .discord-author-avatar img { cursor: default; }
    @media (width <= 640px) {
      .discord-author-avatar { min-width: 32px; margin-right: 10px; }
      .discord-author-avatar img { width: 32px; height: 32px; }
    }`,
  );
  tune(
    DiscordButton,
    `:host > *:first-child { box-sizing: border-box; border-radius: 8px; line-height: 18px; font-family: inherit; }
    .secondary { background-color: #44464f; }
    .discord-button-launch { flex: none; margin-left: 8px; }
    :focus-visible { ${FOCUS} }`,
  );
  tune(
    DiscordCommand,
    `:host .discord-slash-command-name { color: #d9dcff !important; }
    .discord-context-command-name { color: #3ab8ff !important; opacity: 1; }
    .discord-context-user { color: #b5bac1; }`,
  );
  tune(DiscordHeader, `:host > * { margin: 0 0 4px; }`);
  tune(
    DiscordStringSelectMenu,
    `:host { display: block; position: relative; width: 100%; max-width: 420px; }
    .discord-string-select-menu { width: 100%; max-width: none; height: 40px; border-radius: 8px; font-weight: 400; color: #dbdee1; }
    :host(:focus-visible) .discord-string-select-menu { ${FOCUS} }
    .discord-string-select-menu-option-slot {
      display: none !important; width: 100%; max-width: none; max-height: 260px; margin-top: 4px;
      background-color: #2b2d31; box-shadow: 0 8px 16px rgb(0 0 0 / 40%), 0 0 0 1px #1e1f22;
    }
    :host([open]) .discord-string-select-menu-option-slot { display: block !important; }
    :host([upwards]) .discord-string-select-menu-option-slot { bottom: 100%; margin: 0 0 4px; }
    .discord-expand-more-icon { transform: none !important; flex: none; }
    :host([open]) .discord-expand-more-icon { transform: rotate(180deg) !important; }`,
  );
  tune(
    DiscordStringSelectMenuOption,
    `label { max-width: none; font-size: 14px; line-height: 18px; }
    strong { font-weight: 500; color: #f2f3f5; }
    .discord-string-select-menu-option-ellipsis-text > span { color: #b5bac1; }
    :host([aria-selected="true"]) label { background-color: #404249; }
    :host([aria-checked="true"]) label { box-shadow: inset 3px 0 #5865f2; }
    :host([aria-checked="true"]) strong::before { content: "✓ "; }`,
  );
}

/**
 * Adds rules to the shadow roots of a component, for what its attributes cannot say.
 * @param {{ elementStyles: unknown[] }} component
 * @param {string} css
 */
function tune(component, css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + CALM);
  component.elementStyles.push(sheet);
}
