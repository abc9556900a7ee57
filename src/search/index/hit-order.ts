/**
 * In which order a list has its papers. What an order means stands in `date-order.ts` for the engine
 * in memory, and in `src/store/words/search-reader.ts` for the store; a list without a query does not
 * search: there it is the corpus that orders, `latest` in `src/papers/corpus/corpus.ts` and
 * `src/store/papers/corpus.ts`.
 */
export type HitOrder = "best" | DateOrder;

/** By date; those without a full date last, equals in the order of the corpus. */
export const DATE_ORDERS = ["newest"] as const;

export type DateOrder = (typeof DATE_ORDERS)[number];

/** Of papers that nothing ranks, the newest are the best. */
export function dateOrderOf(order: HitOrder): DateOrder {
  return order === "best" ? "newest" : order;
}
