/** What people read about votes. */
export const VOTES = {
  voted: "You voted for this.",
  takeBack: "Take back vote",
  takenBack: "Your vote was taken back.",
  none: "There is no vote of yours to take back.",
};
