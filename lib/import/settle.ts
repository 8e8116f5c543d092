import { basename, extname } from "node:path";
import { hiddenCharacter } from "../load/characters";
import { ConfigError } from "../load/config-error";
import { decide } from "../load/load";
import { diagnosticLines, type LocatedDiagnostic } from "../load/location";
import { isMapping } from "../load/mapping";
import { type LoadedPlan, planFile } from "../load/plan-file";
import { RolesOfFiles } from "../load/roles-of-files";
import { sourcesOfText } from "../load/sources";
import { readYaml } from "../load/yaml";
import type { AccessPlan } from "../plan/types";
import { newFile, type Placed, placed } from "./document";
import { type Existing, mergedFile } from "./merge";
import type { Imported, ItemRow, Row } from "./row";
import type { Tags } from "./tags";
import { withoutThere } from "./there";

/** Where the result will stand. */
export interface Destination {
  /** Left out if it is printed. Shared files beside it hold for it. */
  readonly file?: string;
  /** The name of the file, without folder and extension. */
  readonly name: string;
  /** Where editors find the schema of a new file, from its folder; undefined if there is none. */
  readonly schema?: string;
  /** What is there, if items are added to it. */
  readonly existing?: Existing;
}

/** A file that loads as it stands. */
export interface Settled {
  readonly text: string;
  readonly imported: Imported;
  /** The items, with their keys in the file. */
  readonly items: readonly Placed[];
  readonly plan: AccessPlan;
  /** What our rules warn of, with places in the file. */
  readonly warnings: readonly string[];
}

/**
 * Writes the file, and loads it. An item that our rules refuse becomes a question with what they say.
 *
 * @throws ConfigError if the file is refused for another reason, such as an account that is none
 */
export function settle(given: Imported, destination: Destination): Settled {
  let rows = notThere(given, destination);
  for (;;) {
    const imported = { ...given, rows };
    const text = destination.existing
      ? mergedFile(imported, destination.existing)
      : newFile(imported, destination.schema);
    const { sources, planned } = plannedText(text, destination);
    const changed = withRefused(rows, planned.errors, destination);
    if (changed === undefined) {
      const { warnings } = decide(sources, [planned]);
      if (planned.plan === undefined) throw new Error("internal: a file without errors has no plan");
      const items = placed(rows, keysOf(destination.existing));
      return { text, imported, items, plan: planned.plan.plan, warnings: warnings.map((warning) => warning.text) };
    }
    rows = changed;
  }
}

/** Returns the rows without what the file has already. */
function notThere(given: Imported, destination: Destination): readonly Row[] {
  const readables = given.rows.map(readable);
  if (destination.existing === undefined) return readables;
  // no shared file, because what those give is what the file has
  const alone = (row: ItemRow) =>
    plannedText(newFile({ ...given, rows: [row] }), { name: destination.name }).planned.plan?.plan;
  return withoutThere(readables, loaded(destination.existing.text, destination), alone);
}

/** Plans what was imported as it will stand in the file. Without a plan, `error` is the first thing that our rules say. */
export function planOf(
  imported: Imported,
  destination: Destination,
): { readonly plan?: AccessPlan; readonly error?: string } {
  const text = destination.existing ? mergedFile(imported, destination.existing) : newFile(imported);
  const { plan, errors } = plannedText(text, destination).planned;
  const [error] = errors;
  return { ...(plan && { plan: plan.plan }), ...(error && { error: refusal(error) }) };
}

const refusal = ({ message, rule }: LocatedDiagnostic): string => `refused here: ${message} [${rule}]`;

function plannedText(text: string, { file, name }: Destination) {
  const sources = sourcesOfText(file, name, text);
  const [own] = sources.clusters;
  return { sources, planned: planFile(own, sources, new RolesOfFiles(sources.neighbours, sources)) };
}

/** Makes a question of an item with characters that a reader cannot see: no file of ours may hold them. */
function readable(row: Row): Row {
  if (row.is !== "item") return row;
  const [hidden] = textsIn(row.value).flatMap((text) => hiddenCharacter(text) ?? []);
  return hidden === undefined ? row : asQuestion(row, hidden.message);
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsIn(inner)]);
}

const asQuestion = ({ places, section, name, value }: ItemRow, question: string): Row => ({
  is: "question",
  places,
  question,
  choices: [{ section, name, value }],
});

/**
 * Returns the rows with questions in place of items that the rules refuse; undefined if there is no error.
 *
 * @throws ConfigError if all errors are about something else
 */
function withRefused(
  rows: readonly Row[],
  errors: readonly LocatedDiagnostic[],
  { existing }: Destination,
): Row[] | undefined {
  if (errors.length === 0) return undefined;
  const messages = new Map<Row, string>();
  for (const { row, key } of placed(rows, keysOf(existing))) {
    const own = errors.find(({ path: [section, item] }) => section === row.section && item === key);
    if (own !== undefined) messages.set(row, refusal(own));
  }
  if (messages.size === 0) throw new ConfigError(diagnosticLines(errors).map(({ text }) => text));
  return rows.map((row) => {
    const message = messages.get(row);
    return row.is === "item" && message !== undefined ? asQuestion(row, message) : row;
  });
}

/**
 * Returns name, account, region and tags of a file, from the shared files beside it too.
 *
 * @throws ConfigError if the file does not load as it is
 */
export function topOf(existing: Existing): {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly tags: Tags;
} {
  const name = basename(existing.file, extname(existing.file));
  const { config, plan } = loaded(existing.text, { file: existing.file, name, existing });
  return { name: plan.cluster.name, account: config.account, region: config.region, tags: plan.tags };
}

/** @throws ConfigError if the file does not load as it is */
function loaded(text: string, destination: Destination): LoadedPlan {
  const { plan, errors } = plannedText(text, destination).planned;
  if (plan === undefined) throw new ConfigError(diagnosticLines(errors).map((line) => line.text));
  return plan;
}

/** Returns the keys that a file has, by section. */
function keysOf(existing: Existing | undefined): Record<string, string[]> {
  const value = existing && readYaml(existing.text).value;
  if (!isMapping(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([section, items]) => (isMapping(items) ? [[section, Object.keys(items)]] : [])),
  );
}
