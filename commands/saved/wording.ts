export const COMMAND = "Save papers for yourself";

export const LIST = {
  description: "See the papers you saved, in every server and direct message",
  query: "Only papers that match these words, or have them in your note",
};

export const NOTE = {
  description: "Add a note to a saved paper, or change it",
  text: "Your note; leave it out to remove it",
};

export const REMOVE = "Remove a paper from the ones you saved";

export const EXPORT = {
  description: "Export the papers you saved to a file",
  format: "What the file is for; BibTeX if you leave it out",
};

export const PAPER = "Title of a saved paper, or words from it";

export const errors = {
  typePaper: "type the title of a saved paper, or some of its words",
  chooseFormat: "choose one of the formats in the list",
  noneMeant: "None of your saved papers match that.",
  severalMeant: "Several of your saved papers match that. Choose one from the list as you type.",
  seeAll: "Use `/saved list` to see them all.",
  notSaved: "This paper isn't in your list any more.",
  isFull: (most: string) => `Your list is full at ${most} papers.`,
  removeSome: "Use `/saved remove` to make room.",
  nothingToExport: "You haven't saved any papers yet.",
  howToSave: "Select Save under a paper, such as one of `/paper latest`.",
  expired: "This list has expired. Run the command again.",
  gone: "Paperboy no longer has this paper.",
};
