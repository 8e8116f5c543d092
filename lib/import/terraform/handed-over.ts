import { textOf } from "../fields";
import type { Imported } from "../row";
import type { Settled } from "../settle";
import { sameTags, type Tags } from "../tags";
import type { StateResource } from "./state";
import { tagsOf } from "./taken";
import { readType } from "./types";

/** In this order an old state forgets them: what refers to something goes before it. */
const OBJECTS = ["pod association", "policy association", "entry"];
const ROLES = ["of a role", "role"];

/** What a file takes over of a state, and what it does not. */
export interface HandedOver {
  /** In the order in which the state forgets them. */
  readonly taken: readonly StateResource[];
  /** Roles among them. */
  readonly roles: readonly StateResource[];
  /** What stays until somebody has decided. */
  readonly open: readonly StateResource[];
  /** What the file had before. */
  readonly twice: readonly StateResource[];
  /** Rows of which the stack of the file makes something new. */
  readonly added: readonly string[];
  /** What the stack of the file gives other tags, or takes tags of. */
  readonly changed: readonly StateResource[];
  /** How many objects the stack of the file imports. */
  readonly imports: number;
}

/**
 * @param settled as it stands in the file: what became a question there is not handed over
 * @param resources those of the state
 */
export function handedOver(
  { imported: { rows }, plan }: Pick<Settled, "imported" | "plan">,
  resources: readonly StateResource[],
): HandedOver {
  const there = resources.filter(({ deposed }) => !deposed);
  const isOf = ({ type }: StateResource, kinds: readonly string[]) => kinds.includes(readType(type).is);
  const items = rows.flatMap((row) => (row.is === "item" ? [row] : []));
  const placesOf = (of: Imported["rows"]) => new Set(of.flatMap(({ places }) => places.map(({ name }) => name)));
  const [all, withRole] = [placesOf(items), placesOf(items.filter(({ imports }) => imports !== undefined))];
  const questions = placesOf(rows.filter((row) => row.is === "question"));
  const known = placesOf(rows.filter((row) => row.is === "left out" && row.there));
  const objects = there.filter((one) => isOf(one, OBJECTS));
  const inState = new Set(objects.map(({ address }) => address));
  const taken = [...OBJECTS, ...ROLES].flatMap((kind) =>
    there.filter((one) => isOf(one, [kind]) && (ROLES.includes(kind) ? withRole : all).has(one.address)),
  );
  const added = items.filter(
    ({ section, places, imports }) =>
      section !== "workloads" && imports === undefined && !places.some(({ name }) => inState.has(name)),
  );
  return {
    taken,
    roles: taken.filter(({ type }) => type === "aws_iam_role"),
    open: objects.filter(({ address }) => questions.has(address)),
    twice: there.filter(({ address }) => known.has(address)),
    added: added.flatMap(({ places }) => places.map(({ name }) => name)),
    changed: taken.filter((one) => {
      const tags = plannedTags(one, plan);
      return tags !== undefined && !sameTags(tagsOf(one), tags);
    }),
    imports:
      taken.filter((one) => isOf(one, OBJECTS)).length + items.reduce((sum, { imports = 0 }) => sum + imports, 0),
  };
}

/** Returns the tags that the file gives an entry or association. Roles are compared before they are taken. */
function plannedTags({ type, values }: StateResource, { tags, entries }: Settled["plan"]): Tags | undefined {
  switch (readType(type).is) {
    case "entry": {
      const principal = textOf(values.principal_arn)?.toLowerCase();
      return { ...tags, ...entries.find(({ principalArn }) => principalArn.toLowerCase() === principal)?.tags };
    }
    case "pod association":
      return tags;
    default:
      return undefined;
  }
}
