import { iamArn, nameOfArn, parseArn } from "../aws/arn";
import { managedPolicyArn } from "../aws/iam/managed-policies";
import type { Reason } from "./answer";
import type { ClusterOfFiles } from "./clusters";
import { placeIn, type RoleOfFiles } from "./roles";

/** A policy whose document is known. */
export interface KnownPolicy {
  /** `the inline policy queue`. */
  readonly name: string;
  readonly document: object;
  readonly location?: string;
}

/** Documents besides those of the files, by the names of policies. */
export interface Documents {
  /** Of AWS, in the partition `aws`. */
  readonly managed?: Readonly<Record<string, object>>;
  /** Of the account. */
  readonly given?: Readonly<Record<string, KnownPolicy>>;
}

/** The policies of a role. */
export interface PoliciesOfRole {
  readonly known: readonly KnownPolicy[];
  readonly unknown: readonly Reason[];
}

const GIVE = "its document is not known; put it into a folder as <name>.json: --policies <folder>";

/** Returns all policies of a role that files make. */
export function policiesOf(made: RoleOfFiles, cluster: ClusterOfFiles, documents: Documents): PoliciesOfRole {
  const { role } = made;
  const attached = role.attachments.map(({ policyArn }) => ({
    policyArn,
    location: placeIn(made, "additionalPolicies"),
    policy: policyOf(policyArn, cluster, documents),
  }));
  return {
    known: [
      ...role.inlinePolicies.map(({ name, document }) => ({
        name: `the inline policy ${name}`,
        document,
        location: placeIn(made, "inlinePolicies", name),
      })),
      ...attached.flatMap(({ policy, location }) => (policy === undefined ? [] : [{ location, ...policy }])),
    ],
    unknown: attached.flatMap(({ policy, policyArn, location }) =>
      policy === undefined ? [{ text: `the policy ${policyArn} is attached, and ${GIVE}`, location }] : [],
    ),
  };
}

/** Returns the boundary of a role; undefined if it has none, or with a reason if its document is not known. */
export function boundaryOf(
  made: RoleOfFiles,
  cluster: ClusterOfFiles,
  documents: Documents,
): KnownPolicy | Reason | undefined {
  const { permissionsBoundary: arn } = made.role;
  if (arn === undefined) return undefined;
  const location = placeIn(made, "permissionsBoundary");
  const policy = policyOf(arn, cluster, documents);
  return policy
    ? { location, ...policy, name: `the boundary ${nameOfArn(arn)}` }
    : { text: `${arn} is its boundary, and ${GIVE}`, location };
}

/** Finds a managed policy: one that a file makes, one of AWS, or one that is given. */
function policyOf(
  arn: string,
  { fleet }: ClusterOfFiles,
  { managed = {}, given = {} }: Documents,
): KnownPolicy | undefined {
  for (const { plan, locationOf } of fleet) {
    const { partition, account } = plan.cluster;
    const own = plan.identityPolicies.find(
      ({ iamPath, name }) => iamArn(partition, account, "policy", iamPath, name) === arn,
    );
    if (own) return { name: `the policy ${own.name}`, document: own.document, location: locationOf(own.path) };
  }
  const name = nameOfArn(arn);
  if (parseArn(arn)?.account !== "aws") return Object.hasOwn(given, name) ? given[name] : undefined;
  const document = arn === managedPolicyArn("aws", name) && Object.hasOwn(managed, name) ? managed[name] : undefined;
  return document && { name, document };
}
