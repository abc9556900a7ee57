/** What people read in Discord's list of commands, and where something cannot be done. */
export const club = {
  description: "Run a journal club: nominate papers, vote and meet",
  start: {
    description: "Start a journal club in a channel",
    day: "Weekday of the meeting",
    time: "Time of the meeting, such as 18:00 or 6pm",
    zone: "Time zone; type a city, a country or an offset, such as Munich or UTC+8",
    every: "How often to meet; every week unless you say otherwise",
    papers: "How many papers to discuss at a meeting; 1 unless you say otherwise",
    readingDays: "Days to read between the vote and the meeting; 4 unless you say otherwise",
  },
  nominate: { description: "Put a paper on the ballot of the journal club" },
  agenda: { description: "Show the next meeting, its vote and its papers" },
  skip: { description: "Cancel the next meeting of the journal club" },
  history: { description: "Show past meetings and their papers" },
  end: { description: "End the journal club" },
  rhythms: { week: "Every week", "two weeks": "Every two weeks", month: "Every month" },
};

export const cannot = {
  inMessages: "Journal clubs are for servers. Use this in a channel of a server.",
  manage: "You need the Manage Server permission for this.",
  noClub: "There's no journal club here.",
  howToStart: "Someone with the Manage Server permission can use `/club start`.",
  severalClubs: "There are several journal clubs in this server. Pick one with channel.",
  isThread: "A journal club can't meet in a thread. Pick the channel that the thread belongs to.",
  runsAlready: "There's already a journal club in that channel.",
  howToChange:
    "To change it, use `/club end` and then `/club start`. Nominations and history are kept.",
  nominated: "That paper is already nominated.",
  discussed: "The club has already discussed that paper, or is about to.",
  withdrawn: "That paper was withdrawn.",
  tooMany: (most: number) =>
    `You've nominated ${most} papers that are waiting for a vote. Wait until one of them was voted on.`,
  noBallot: "This ballot is no longer here.",
  papers: (most: number) => `type a number from 1 to ${most}`,
  listed: "pick one of the options in the list",
};
