import { ENDPOINT_POLICY, MANAGED_POLICY, ORGANIZATION_POLICY } from "../aws/iam/limits";

/** What a kind of guardrail is, for whoever reads the list of them. */
interface Kind {
  readonly attachTo: string;
  readonly characters: number;
  /** Whether AWS counts white space. */
  readonly countsSpace: boolean;
  /** How many documents of this kind one thing takes. */
  readonly documents: number;
}

export const GUARDRAIL_KINDS = {
  scp: {
    attachTo: "a root, organizational unit or account",
    characters: ORGANIZATION_POLICY.characters,
    countsSpace: true,
    documents: ORGANIZATION_POLICY.attached - 1,
  },
  rcp: {
    attachTo: "a root, organizational unit or account",
    characters: ORGANIZATION_POLICY.characters,
    countsSpace: true,
    documents: ORGANIZATION_POLICY.attached - 1,
  },
  boundary: {
    attachTo: "roles, as their permissions boundary",
    characters: MANAGED_POLICY.characters,
    countsSpace: false,
    documents: 1,
  },
  endpoint: {
    attachTo: "the VPC endpoint of eks-auth",
    characters: ENDPOINT_POLICY.characters,
    countsSpace: true,
    documents: 1,
  },
  roles: {
    attachTo: "the role of the pipeline",
    characters: MANAGED_POLICY.characters,
    countsSpace: false,
    documents: 10,
  },
} as const satisfies Record<string, Kind>;

export type GuardrailKind = keyof typeof GUARDRAIL_KINDS;

export const GUARDRAIL_KIND_NAMES = Object.keys(GUARDRAIL_KINDS) as GuardrailKind[];

export const kindOf = (kind: GuardrailKind): Kind => GUARDRAIL_KINDS[kind];

/** What a statement is for. */
interface Sid {
  readonly kind: "scp" | "rcp" | "boundary";
  /** What it denies, in words. */
  readonly denies: string;
  /** Whether it exempts the pipeline, and so has to know its role. */
  readonly asksPipeline?: true;
}

/** Statements that a user may leave out. Where one is split, a number follows its name. */
export const SIDS = {
  AccessOnlyByPipeline: {
    kind: "scp",
    denies: "to create, change or delete access entries and their policies, to all but the pipeline",
    asksPipeline: true,
  },
  NoNodeEntriesByHand: {
    kind: "scp",
    denies: "entries of types for nodes, to all but the pipeline; only without AccessOnlyByPipeline, which says more",
    asksPipeline: true,
  },
  NoClusterAdminOutsideThePlan: {
    kind: "scp",
    denies: "AmazonEKSClusterAdminPolicy for principals that no file gives it, to the pipeline too",
  },
  NoConfigMapMode: { kind: "scp", denies: "to create a cluster that takes no access entries" },
  NoCreatorAdmin: { kind: "scp", denies: "to create a cluster whose creator becomes its admin" },
  NoSecondDoor: { kind: "scp", denies: "identity providers that are not in the files" },
  ClusterShape: {
    kind: "scp",
    denies: "a public endpoint, another key or no deletion protection, where the file of the cluster says otherwise",
  },
  NoForgedPodTags: {
    kind: "scp",
    denies: "the tags of Pod Identity on roles and users, to all but the pipeline",
    asksPipeline: true,
  },
  NoForgedPodSessions: {
    kind: "rcp",
    denies: "sessions with the tags of Pod Identity, to all but EKS and sessions that have them already",
  },
  NoAccessEntries: { kind: "boundary", denies: "to let anybody into any cluster" },
  NoRolesOfThePlan: { kind: "boundary", denies: "to take the roles that the files make" },
  NoRolesWithoutBoundary: { kind: "boundary", denies: "to give roles and users more, unless they have this boundary" },
  NoOtherGrants: { kind: "boundary", denies: "the other ways of IAM to more, and to change this boundary" },
} as const satisfies Record<string, Sid>;

export type SidName = keyof typeof SIDS;

export const SID_NAMES = Object.keys(SIDS) as SidName[];

/** Returns the statements of a kind that stand by themselves, in their order. */
export const sidsOf = (kind: GuardrailKind): readonly SidName[] => SID_NAMES.filter((name) => SIDS[name].kind === kind);

export const asksPipeline = (name: SidName): boolean => "asksPipeline" in SIDS[name];
