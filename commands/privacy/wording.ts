export const COMMAND = "See or delete what Paperboy keeps about you";
export const EXPORT = "Get a file with everything Paperboy keeps about you";
export const FORGET = "Remove everything Paperboy keeps about you";
