import { nameOfArn } from "../aws/arn";
import { NODE_KINDS, type NodeKindName } from "../aws/nodes/node-kinds";
import type { AccessPlan } from "../plan/types";
import { type RoleInPlace, roleDifference } from "./role-difference";
import { bareItem, fullItem, roleArnOf } from "./role-words";
import { type ExistingRole, type Imported, type Item, type ItemRow, type Place, ROLE_STAYS, type Row } from "./row";
import { type Destination, planOf } from "./settle";

/**
 * Takes over the roles that are what their items would make, or can be said in the words of an item. A role that differs
 * stays a reference by ARN, with a note that says in what.
 *
 * @param roles those that are known, each once
 */
export function takeRoles(given: Imported, roles: readonly ExistingRole[], destination: Destination): Imported {
  const there = destination.existing ? planOf({ ...given, rows: [] }, destination).plan?.roles : undefined;
  const made = new Set(there?.map(({ name }) => name.toLowerCase()));
  return roles.reduce<Imported>(
    (imported, role) =>
      made.has(nameOfArn(role.arn).toLowerCase()) ? withMade(imported, role) : withRole(imported, role, destination),
    given,
  );
}

const isOf =
  (role: ExistingRole) =>
  ({ places }: Row): boolean =>
    places.every((place) => role.places.some(({ name }) => name === place.name));

/** The file makes the role already. */
function withMade(imported: Imported, role: ExistingRole): Imported {
  const isOfRole = isOf(role);
  const because = "the file makes a role of this name";
  const rows = imported.rows.map(
    (row): Row => (row.is === "left out" && isOfRole(row) ? { ...row, because, there: true } : row),
  );
  return { ...imported, rows };
}

function withRole(imported: Imported, role: ExistingRole, destination: Destination): Imported {
  const { rows } = imported;
  const isOfRole = isOf(role);
  const naming = rows.filter(
    (row): row is ItemRow => row.is === "item" && roleArnOf(row)?.toLowerCase() === role.arn.toLowerCase(),
  );
  const entry = rows.find((row) => row.is === "item" && isNodeEntry(row, role.arn));
  if (entry !== undefined)
    return { ...imported, rows: rows.map((row) => (row === entry ? noted(row, OWN_ENTRY) : row)) };
  const [row = ownRow(role), another] = naming;
  if (row === undefined) return imported;
  const plan = (item: Item) => planOf({ ...imported, rows: [{ ...row, ...item }] }, destination);
  const outcome = another === undefined ? takenRow(row, role, plan) : { differs: "several items name it" };
  const answering: readonly Row[] = naming.length > 0 ? naming : rows.filter(isOfRole);
  if ("differs" in outcome) {
    return { ...imported, rows: rows.map((one) => (answering.includes(one) ? noted(one, outcome.differs) : one)) };
  }
  return {
    ...imported,
    rows: rows.flatMap((one) => (one === answering[0] ? [outcome] : isOfRole(one) ? [] : [one])),
  };
}

/** Whether an item is an entry of nodes with this role. */
const isNodeEntry = ({ section, value: { type, principal } }: Item, arn: string): boolean =>
  section === "access" && type !== undefined && String(principal).toLowerCase() === arn.toLowerCase();

const OWN_ENTRY = "its entry has tags or policies that an item of nodeRoles has no words for";

/** The item of a role that no other row names. */
function ownRow({ places: [first, ...others], item }: ExistingRole): ItemRow | undefined {
  return first && item && { is: "item", places: [first, ...others], ...item };
}

/** Says why a role stays where it is. */
function noted(row: Row, differs: string): Row {
  if (row.is === "left out") return { ...row, because: `${row.because}; not taken over: ${differs}` };
  if (row.is !== "item") return row;
  const notes = (row.notes ?? []).filter((note) => note !== ROLE_STAYS);
  return { ...row, notes: [...notes, `The role stays where it is managed, and is not taken over: ${differs}`] };
}

/** What is planned for an item. */
type Plan = (item: Item) => { readonly plan?: AccessPlan; readonly error?: string };

type Differs = { readonly differs: string };

/** Returns the row that takes over a role, or in what the role differs from that of its item. */
function takenRow(row: ItemRow, existing: ExistingRole, plan: Plan): ItemRow | Differs {
  if (existing.unknown !== undefined) return { differs: existing.unknown };
  if (needsEntry(row)) return { differs: "its access entry does not exist yet: apply first, and take it over then" };
  const name = nameOfArn(existing.arn);
  const bare = placeOf(plan(bareItem(row, existing)), name);
  if ("differs" in bare) return bare;
  const item = fullItem(row, existing, bare);
  const full = placeOf(plan(item), name);
  if ("differs" in full) return full;
  const differs = roleDifference(existing, full);
  if (differs !== undefined) return { differs };
  const { role, profile } = full;
  const notes = (row.notes ?? []).filter((note) => note !== ROLE_STAYS);
  return {
    ...row,
    ...item,
    places: withPlaces(row.places, existing.places),
    notes: [...notes, "The role is taken over"],
    accept: { ...row.accept, "adopted-role": ACCEPTED },
    imports: 1 + role.attachments.length + role.inlinePolicies.length + (profile === undefined ? 0 : 1),
  };
}

const ACCEPTED =
  "import has compared the trust and the policies of each role with those of its item, and found them equal";

/** What an item takes over must exist, its entry too. */
const needsEntry = ({ section, value }: ItemRow): boolean =>
  section === "nodeRoles" && value.adopt === undefined && NODE_KINDS[value.kind as NodeKindName].entry.by === "us";

function placeOf({ plan, error }: ReturnType<Plan>, name: string): RoleInPlace | Differs {
  const role = plan?.roles.find((one) => one.name === name);
  if (error !== undefined) return { differs: error };
  if (plan === undefined || role === undefined) return { differs: "no item here makes it" };
  const profile = plan.instanceProfiles.find((one) => "id" in one.role && one.role.id === role.id);
  return { role, account: plan.cluster.account, tags: plan.tags, ...(profile && { profile }) };
}

function withPlaces([first, ...others]: Row["places"], more: readonly Place[]): Row["places"] {
  const names = new Set([first, ...others].map(({ name }) => name));
  return [first, ...others, ...more.filter(({ name }) => !names.has(name))];
}
