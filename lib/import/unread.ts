import { list } from "../aws/text";
import type { Row } from "./row";

/** A question to AWS without an answer. */
interface Refused {
  readonly operation: string;
  readonly why: string;
  readonly subject: string;
}

/**
 * Returns the row of something that AWS did not tell.
 *
 * @param subject what was asked about, where the refusals about it alone explain it
 */
export function unreadRow(name: string, { unread }: { readonly unread: readonly Refused[] }, subject?: string): Row {
  return { is: "question", places: [{ name }], question: `could not be read: ${whyUnread(unread, subject)}` };
}

/** Says which answers are missing. */
export function whyUnread(unread: readonly Refused[], subject?: string): string {
  const about = unread.filter((refusal) => subject === undefined || refusal.subject === subject);
  const operations = [
    ...new Set((about.length > 0 ? about : unread).map(({ operation, why }) => `${operation} (${why})`)),
  ];
  return operations.length === 0 ? "AWS did not say" : list(operations, "and");
}
