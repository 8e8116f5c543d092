/** Writes a time of AWS: ISO 8601 in UTC, in whole seconds. */
export const date = (time: number): string =>
  Number.isNaN(time) ? "at an unknown time" : `${new Date(time).toISOString().slice(0, 19)}Z`;
