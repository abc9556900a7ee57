export const CITE = {
  description: "Get a paper's citation as BibTeX, RIS or plain text",
  style: "How to write it; BibTeX if you leave it out",
  chooseStyle: "choose one of the styles in the list",
};

export const CATCH_UP = {
  description: "See what this channel was sent since you last caught up, most voted first",
  since: "Start from a date instead, such as 2024-05-17 or 3d",
  unreadable: "since: type a date or a length of time, such as 2024-05-17, May 2024 or 3d",
};
