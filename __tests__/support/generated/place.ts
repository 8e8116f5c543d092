import { PARTITIONS, partitionOf } from "../../../lib/aws/partitions";
import type { Chance } from "./chance";

/** Where a generated cluster is, and what holds for its whole file. */
export interface Place {
  /** The name of the cluster and of its file. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** Whether EKS Auto Mode is offered there. */
  readonly autoMode: boolean;
  /** Whether the whole file is released, so that nothing in it is adopted. */
  readonly released: boolean;
  /** Whether a role may have a boundary of its own. */
  readonly ownBoundary: boolean;
  /** The section `iam` of its file. */
  readonly iamSection: object;
  /** The ARN of something in IAM, such as `role/team/a`. */
  iam(resource: string, account?: string): string;
  /** The ARN of something of another service there. */
  arn(service: string, resource: string): string;
}

/** What `defaults.yaml` states of a backend. */
interface SharedBackend {
  readonly type: "s3" | "http" | "gcs" | "azurerm" | "cloud";
  readonly [setting: string]: unknown;
}

/** What `defaults.yaml` states for all clusters of a folder. */
export interface Shared {
  readonly version?: 1;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly tags?: object;
  readonly iam?: object;
  readonly terraform?: { readonly backend: SharedBackend };
  readonly accept?: object;
}

const REGIONS = [
  ...["eu-west-1", "eu-west-1", "us-east-1", "ap-southeast-2"],
  ...["us-gov-west-1", "cn-north-1", "eusc-de-east-1"],
  ...["us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1", "us-isof-south-1"],
];

/** An account of its own for each name: cluster 7 of folder 3 is `c3-7`. */
const accountOf = (name: string): string => `1${name.replace(/\D+/g, "0").padStart(11, "0")}`;

export const isEmpty = (items: object): boolean => Object.keys(items).length === 0;

export function placeOf(chance: Chance, name: string, shared: Shared): Place {
  const { region = chance.pick(REGIONS), account = accountOf(name) } = shared;
  const partition = partitionOf(region);
  const iam: Place["iam"] = (resource, owner = account) => `arn:${partition}:iam::${owner}:${resource}`;
  const settings = chance.part({ path: "/eks/", namePrefix: "p+", exclusive: chance.is(0.8) });
  const boundary = chance.part({ permissionsBoundary: iam("policy/boundary") }, 0.2);
  const own = isEmpty(boundary) ? {} : chance.part({ allowOwnBoundary: chance.is(0.7) }, 0.7);
  return {
    name,
    account,
    region,
    partition,
    iam,
    arn: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
    autoMode: PARTITIONS[partition].autoMode,
    released: chance.is(0.05),
    iamSection: { ...settings, ...boundary, ...own },
    ownBoundary: isEmpty(boundary) || own.allowOwnBoundary === true,
  };
}

/** Texts with what JSON, Terraform and cdktf write in their own way. */
const TEXTS = [
  "plain",
  'say "hi" to \\ and \\n',
  "<b>&amp;</b> 'x'",
  "$5, 100%, $$ and %%",
  "$ { } % { } #{x} {{y}}",
  "ends with $",
  "two\nlines\tand a tab",
  "é, 日本, 😀",
  "null",
  "1e400",
  "TfToken[TOKEN.1]",
] as const;

export const textOf = (chance: Chance): string => chance.pick(TEXTS);

/** Tags as IAM takes them. */
const TAGS: Readonly<Record<string, string>> = {
  Team: "platform",
  CostCentre: "42",
  costCentreOfTeam: "",
  snake_case: "a = b + c",
  Größe: "日本 42",
  "a b/c:d=e+f-g.h@i": "x",
  "10": "ten",
  "9": "true",
  constructor: "null",
  toString: "1e400",
  𝒳: "beyond",
  ａ: "wide",
};

export const tagsOf = (chance: Chance): object =>
  Object.fromEntries(chance.some(Object.entries(TAGS), chance.pick([0, 0.2, 0.6])));

/** What happens to an item of the file beside being made: it is taken over, or let go of. */
export const stateOf = (chance: Chance, { released }: Place, adopt: readonly (boolean | string)[]): object =>
  chance.pick([{}, {}, {}, { release: chance.is(0.8) }, released ? {} : { adopt: chance.pick(adopt) }]);

const ENDS = ["2020-01-01", "2027-03-31", "2031-12-31T23:59:59Z", "2028-02-29T18:00:00+02:00", "2027-03-30"];

/** An end, for what is not taken over. */
export const endOf = (chance: Chance, { adopt = false }: { readonly adopt?: unknown } = {}): object =>
  adopt === false && chance.is(0.25) ? { until: chance.pick(ENDS), reason: textOf(chance) } : {};

/** The earlier keys of an item. */
export const wasOf = (chance: Chance, key: string): object =>
  chance.pick([{}, {}, {}, { was: `old-${key}` }, { was: [`older-${key}`, `newer-${key}`] }]);
