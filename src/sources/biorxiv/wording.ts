/** What bioRxiv and medRxiv say of themselves: sentences for people without their full stop. */

export const NO_LIST = "sent something that isn't a list of papers";

export function cutShort(server: string, { read, total }: { read: number; total: number }): string {
  return `${server} showed ${read} of ${total} papers`;
}

export function noNews(days: number): string {
  return `No papers in the last ${days} days`;
}

export function broken(count: number): string {
  return count === 1 ? "A paper isn't as expected" : `${count} papers aren't as expected`;
}

export function otherCategories(server: string): string {
  return `${server} sent only papers of other categories. Check how it is spelled`;
}
