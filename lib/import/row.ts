import type { Tags } from "./tags";

/**
 * What an importer returns, whatever its source: one `Row` for each part of the input. `settle` (settle.ts) turns rows
 * into a file that loads, and `summaryOf` (summary.ts) counts them.
 *
 * The laws that every importer keeps:
 *
 * - Each part of the input is a place of exactly one row, so that nothing is lost in silence.
 * - What the input does not decide is a question, never a guess.
 * - Texts of the input stand in rows as they are. The writer shows what a reader cannot see, and makes a question of an
 *   item that our rules refuse, with the message of the rule. An importer need not check what a rule checks.
 */

/** Where something stands in the input. */
export interface Place {
  /** `mapRoles[3]`, `accessConfig.accessEntries[0]` or a Terraform address. */
  readonly name: string;
  /** Begins at 1. Left out where the input has no lines of its own, such as a text inside of JSON. */
  readonly line?: number;
}

/** Sections of a cluster's file whose items have keys. */
export type Section =
  | "nodeClasses"
  | "nodeRoles"
  | "otherRoles"
  | "access"
  | "identityProviders"
  | "identityPolicies"
  | "workloads";

/** An item of a section. */
export interface Item {
  readonly section: Section;
  /** What the key is made of, such as the name of a role. The writer makes a key of it, and keeps keys apart. */
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface Common {
  /** The parts of the input that this row answers. Several become one item where they describe one thing. */
  readonly places: readonly [Place, ...Place[]];
}

export interface ItemRow extends Common, Item {
  readonly is: "item";
  /** Sentences for the comment above the item. */
  readonly notes?: readonly string[];
  /** Comments behind fields of the item, by the name of the field. */
  readonly fieldNotes?: Readonly<Record<string, string>>;
  /** Warnings that are all right for this item, by rule, with the reason. */
  readonly accept?: Readonly<Record<string, string>>;
  /** What a person must decide although the item can stay as it is. The row counts as one to decide. */
  readonly question?: string;
  /** How many objects Terraform imports for a role that the item takes over: the role, its policies and its profile. */
  readonly imports?: number;
}

export interface LeftOutRow extends Common {
  readonly is: "left out";
  readonly because: string;
  /** Whether the file has it already, so that it needs no comment. */
  readonly there?: true;
}

export interface QuestionRow extends Common {
  readonly is: "question";
  readonly question: string;
  /** Items one of which may be the answer. They stand in the comment, ready to be uncommented. */
  readonly choices?: readonly Item[];
}

export type Row = ItemRow | LeftOutRow | QuestionRow;

/** An instance profile that holds a role. */
export interface ExistingProfile {
  readonly name: string;
  readonly path: string;
  /** Undefined if nobody told of them. */
  readonly tags?: Tags;
}

/** A role that exists, with all that belongs to it. */
export interface ExistingRole {
  readonly arn: string;
  /** Where it stands in the input; none if an answer of AWS tells of it. */
  readonly places: readonly Place[];
  /** Its trust policy. */
  readonly trust: unknown;
  /** ARNs of the managed policies that are attached to it. */
  readonly policyArns: readonly string[];
  /** Its inline policies, by name. */
  readonly inlinePolicies: ReadonlyMap<string, unknown>;
  readonly instanceProfiles: readonly ExistingProfile[];
  readonly permissionsBoundary?: string;
  readonly description?: string;
  readonly maxSessionSeconds?: number;
  readonly tags: Tags;
  /** Why it stays where it is whatever its item would make, such as something that is not known of it. */
  readonly unknown?: string;
  /** The item that would make it, without its role, if no other row names it. */
  readonly item?: Item;
}

/** The note of an item that names a role whose trust was read. */
export const ROLE_STAYS = "The role and its trust stay where they are managed";

/** Why an external identity provider of the cluster is left out. */
export const PROVIDER_STAYS =
  "who logs in by it needs no entry; it stays as it is, and identityProviders can describe it";

/** All that an importer read. */
export interface Imported {
  /** The word of the source, such as `aws-auth`. */
  readonly source: string;
  /** What stands before the sections, such as name, account, region and cluster, in the order of the schema. */
  readonly top: Readonly<Record<string, unknown>>;
  readonly rows: readonly Row[];
  /** Sentences for the head of the file. */
  readonly notes?: readonly string[];
  /** The roles that the input tells of, with their policies. */
  readonly roles?: readonly ExistingRole[];
}

/** Whether a person must decide something about a row. */
export const isOpen = (row: Row): boolean => row.is === "question" || (row.is === "item" && row.question !== undefined);
