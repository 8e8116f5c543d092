/** What may have an end. It has both or neither. */
export interface Expiring {
  /** The instant at which it ends, in UTC: `2027-04-01T00:00:00Z` for the whole of 31 March. */
  readonly until?: string;
  readonly reason?: string;
}
