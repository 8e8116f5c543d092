import type { TextFact } from "../fact";

interface CronField {
  readonly min: number;
  readonly max: number;
  /** Names for the field's numbers. The first one stands for `min`. */
  readonly names?: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * The five fields of a cron expression, as Karpenter's parser reads them.
 *
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
const FIELDS: readonly CronField[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: MONTHS },
  { min: 0, max: 6, names: WEEKDAYS },
];

const DESCRIPTORS = new Set(["@annually", "@yearly", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]);

/** Returns the number that a value stands for, or undefined if it is not valid in this field. */
function numberOf({ min, max, names = [] }: CronField, text: string): number | undefined {
  const name = names.indexOf(text.toLowerCase());
  const value = name >= 0 ? name + min : /^[0-9]+$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

/** Returns whether a text is one item of a field: `*`, `5`, `mon-fri`, `0-30/5`. */
function isItem(field: CronField, text: string): boolean {
  const [, range = "", step] = /^([^/]+)(?:\/([0-9]+))?$/.exec(text) ?? [];
  if (range === "" || (step !== undefined && Number(step) === 0)) return false;
  if (range === "*" || range === "?") return true;
  const [from = "", to, ...more] = range.split("-");
  const first = numberOf(field, from);
  const last = to === undefined ? first : numberOf(field, to);
  return more.length === 0 && first !== undefined && last !== undefined && first <= last;
}

function isSchedule(text: string): boolean {
  if (DESCRIPTORS.has(text)) return true;
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    FIELDS.every((field, index) => fields[index]?.split(",").every((item) => isItem(field, item)))
  );
}

export const SCHEDULE: TextFact = {
  rule: "budget-schedule",
  is: "a schedule",
  isValid: isSchedule,
  form: "a cron expression of five fields in UTC, or @daily, @weekly, @hourly and their like",
  advice: 'write it like "0 9 * * mon-fri"',
  source: "https://karpenter.sh/docs/concepts/nodepools/",
};
