import { byCodePoint, quote, sortedEntries } from "../lib/aws/text";

/** A table of this project, and what AWS publishes of the same. */
export interface Facts {
  /** Its file, and its name there. */
  readonly table: string;
  readonly here: readonly string[];
  /** Undefined if no package has it. */
  readonly published: readonly string[] | undefined;
  /** Whether only some of what AWS has is published. Then nobody can tell what is gone. */
  readonly partial?: true;
  /** Whether a published name belongs into the table. @default - all do */
  readonly belongs?: (name: string) => boolean;
}

const without = (names: readonly string[], others: readonly string[]) =>
  [...new Set(names)].filter((name) => !others.includes(name)).sort(byCodePoint);

/** Returns one line for each name that only one side has. */
export function differences({ table, here, published = [], partial, belongs = () => true }: Facts): string[] {
  const unknown = without(published, here).filter(belongs);
  const gone = partial || published.length === 0 ? [] : without(here, published);
  return [
    ...unknown.map((name) => `${table}: AWS has ${quote(name)}, which is not here`),
    ...gone.map((name) => `${table}: ${quote(name)} is here, and AWS does not have it`),
  ];
}

/** Returns the names that nothing published can confirm. */
const unchecked = ({ here, published = [], partial }: Facts): string[] =>
  partial || published.length === 0 ? without(here, published) : [];

/** Returns the lines of the report. `versions` are those of the packages, by name. */
export function report(facts: readonly Facts[], versions: Readonly<Record<string, string>>): string[] {
  const moved = facts.flatMap(differences);
  const counted = facts.map((one) => ({ ...one, all: new Set(one.here).size, open: unchecked(one).length }));
  const names = counted.reduce((sum, { all, open }) => sum + all - open, 0);
  const packages = sortedEntries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    ...(moved.length > 0 ? moved : ["nothing moved"]),
    ...counted.flatMap(({ table, all, open }) =>
      open === 0 ? [] : `${table}: no published data for ${open} of ${all} names`,
    ),
    `compared ${names} names of ${counted.filter(({ all, open }) => open < all).length} tables with ${packages.join(", ")}`,
  ];
}

/** Returns the enums in the type declarations of an AWS SDK client. */
export function enumsOf(declarations: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...declarations.matchAll(/export declare const (\w+): \{(.*?)\};/gs)].map(([, name = "", body = ""]) => [
      name,
      [...body.matchAll(/: "([^"]*)";/g)].map(([, value = ""]) => value),
    ]),
  );
}

/** Returns the types of access entries. The model has them as a text, and its description names them. */
export function entryTypesOf(declarations: string): string[] {
  const [, sentence = ""] = /The type of the new access entry\. Valid values are (.*?)\.\s/s.exec(declarations) ?? [];
  return [...sentence.matchAll(/<code>(\w+)<\/code>/g)].map(([, type = ""]) => type);
}

/** Returns the EKS access policies that IAM policies name. */
export const accessPoliciesIn = (documents: string): string[] =>
  [...documents.matchAll(/:cluster-access-policy\/(\w+)"/g)].map(([, name = ""]) => name);
