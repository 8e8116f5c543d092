import { ENDPOINT_POLICY, MANAGED_POLICIES, MANAGED_POLICY, ORGANIZATION_POLICY } from "../aws/iam/limits";

/** What AWS takes of a kind of document. */
interface Kind {
  readonly characters: number;
  /** Whether AWS counts white space. */
  readonly countsSpace: boolean;
  /** How many documents of this kind one thing takes. */
  readonly documents: number;
}

/** The kinds of guardrails, in the order in which they are written. One of the attached policies is that of AWS, which allows everything. */
const GUARDRAIL_KINDS = {
  scp: { characters: ORGANIZATION_POLICY.characters, countsSpace: true, documents: ORGANIZATION_POLICY.attached - 1 },
  rcp: { characters: ORGANIZATION_POLICY.characters, countsSpace: true, documents: ORGANIZATION_POLICY.attached - 1 },
  boundary: { characters: MANAGED_POLICY.characters, countsSpace: false, documents: 1 },
  endpoint: { characters: ENDPOINT_POLICY.characters, countsSpace: true, documents: 1 },
  roles: { characters: MANAGED_POLICY.characters, countsSpace: false, documents: MANAGED_POLICIES.quota },
} as const satisfies Record<string, Kind>;

export type GuardrailKind = keyof typeof GUARDRAIL_KINDS;

export const GUARDRAIL_KIND_NAMES = Object.keys(GUARDRAIL_KINDS) as GuardrailKind[];

export const kindOf = (kind: GuardrailKind): Kind => GUARDRAIL_KINDS[kind];

/** A statement that can be left out. */
interface Sid {
  readonly kind: "scp" | "rcp" | "boundary";
  /** Whether it exempts the pipeline, and so has to know its role. */
  readonly asksPipeline?: true;
}

/** Statements that a user may leave out. Where one is split, a number follows its name. */
const SIDS = {
  AccessOnlyByPipeline: { kind: "scp", asksPipeline: true },
  NoNodeEntriesByHand: { kind: "scp", asksPipeline: true },
  NoClusterAdminOutsideThePlan: { kind: "scp" },
  NoConfigMapMode: { kind: "scp" },
  NoCreatorAdmin: { kind: "scp" },
  NoSecondDoor: { kind: "scp" },
  ClusterShape: { kind: "scp" },
  NoForgedPodTags: { kind: "scp", asksPipeline: true },
  NoForgedPodSessions: { kind: "rcp" },
  NoAccessEntries: { kind: "boundary" },
  NoRolesOfThePlan: { kind: "boundary" },
  NoRolesWithoutBoundary: { kind: "boundary" },
  NoOtherGrants: { kind: "boundary" },
} as const satisfies Record<string, Sid>;

export type SidName = keyof typeof SIDS;

export const SID_NAMES = Object.keys(SIDS) as SidName[];

/** Returns the statements of a kind that can be left out, in their order. */
export const sidsOf = (kind: GuardrailKind): readonly SidName[] => SID_NAMES.filter((name) => SIDS[name].kind === kind);

/** Whether a statement exempts the pipeline, and so has to know its role. */
export const asksPipeline = (name: SidName): boolean => "asksPipeline" in SIDS[name];
