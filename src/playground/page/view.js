/**
 * What can be seen of the messages. At their end it stays at their end, also when the view becomes smaller.
 * @param {HTMLElement} channel
 */
export function createView(channel) {
  let isAtEnd = true;
  let height = channel.clientHeight;

  function toEnd() {
    isAtEnd = true;
    channel.scrollTo({ top: channel.scrollHeight });
  }

  channel.addEventListener("scroll", () => {
    // Where the view has changed its size just now, the observer below is still to come.
    if (channel.clientHeight !== height) return;
    isAtEnd = channel.scrollHeight - channel.scrollTop - height < 8;
  });
  new ResizeObserver(() => {
    height = channel.clientHeight;
    if (isAtEnd) toEnd();
  }).observe(channel);

  return {
    toEnd: () => requestAnimationFrame(toEnd),
    /**
     * Brings a new message into view; of one that is higher than the view, the beginning.
     * @param {HTMLElement} element
     */
    async showNew(element) {
      if ("updateComplete" in element) await element.updateComplete;
      requestAnimationFrame(() => {
        if (element.offsetHeight > channel.clientHeight) element.scrollIntoView({ block: "start" });
        else toEnd();
      });
    },
  };
}
