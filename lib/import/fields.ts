import { isMapping, type Mapping } from "../load/mapping";

/** Readers of foreign values, which may have any shape. What has another type counts as missing. */

export const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [];

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const mappingOf = (value: unknown): Mapping => (isMapping(value) ? value : {});

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
