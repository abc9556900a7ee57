/** What can be chosen, by what it is called in settings: in the menus of the card and in the command's options. */
export const DAYS = {
  daily: "Every day",
  weekdays: "Monday to Friday",
  monday: "Mondays",
  tuesday: "Tuesdays",
  wednesday: "Wednesdays",
  thursday: "Thursdays",
  friday: "Fridays",
  saturday: "Saturdays",
  sunday: "Sundays",
};

export const QUIET_DAYS = {
  nothing: "Nothing",
  "one line": "One line that says so",
  archive: "Papers from the archive",
};

export const SWITCH = { on: "On", off: "Off" };

export const ORDERS = {
  balanced: "Balanced: match, upvotes and date",
  "best match": "Best match",
  newest: "Newest",
  "most upvoted": "Most upvoted",
};
