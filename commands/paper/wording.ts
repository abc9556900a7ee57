export const CITE = {
  description: "Get a paper's citation as BibTeX, RIS or plain text",
  style: "How to write it; BibTeX if you leave it out",
  chooseStyle: "choose one of the styles in the list",
};
