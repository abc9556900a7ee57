// What is told beside the messages: places as they go on after "this is".

/** Where no thread can be opened for a paper. */
export const A_THREAD = "a thread";
