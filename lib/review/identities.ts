import { nameOfArn } from "../aws/arn";
import { showPath } from "../plan/diagnostics";
import { afterwards, at, ends, hurts, type Reviewed, type Said, whose } from "./finding";
import { type Item, itemOf } from "./items";
import type { Change, Values } from "./plan-json";

/** What AWS has once: two resources with one identity exclude each other. */
interface Identity {
  /** The parts of the identity, by their attributes. */
  readonly of: (attribute: (...path: string[]) => string | undefined) => string | undefined;
  /** Its name in a sentence. */
  readonly what: (identity: string) => string;
  /** What AWS answers to a second one. Undefined if AWS takes the second for the first: then the destroy takes both away. */
  readonly refusal?: string;
  /** What the loss of it means, after `, and `. */
  readonly loss: (identity: string) => string;
  /** The type of the resource whose identity this one repeats, and by which attribute. */
  readonly partOf?: readonly [type: string, attribute: string];
}

const ALREADY = "IAM may answer EntityAlreadyExists";
const IN_USE = "EKS may answer 409";
const joined = (separator: string, ...parts: readonly (string | undefined)[]): string | undefined =>
  parts.includes(undefined) ? undefined : parts.join(separator);

/**
 * By the type of the resource.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreatePodIdentityAssociation.html
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  aws_eks_cluster: {
    of: (value) => value("name"),
    what: (name) => `the cluster ${name}`,
    refusal: IN_USE,
    loss: (name) => `${name} is gone`,
  },
  aws_eks_access_entry: {
    of: (value) => value("principal_arn"),
    what: (principal) => `the entry of ${principal}`,
    refusal: IN_USE,
    loss: (principal) => `${principal} is out until the next apply`,
  },
  aws_eks_access_policy_association: {
    of: (value) => joined(" of ", policyName(value("policy_arn")), value("principal_arn")),
    what: (both) => both,
    loss: (both) => `${both} may be gone until the next apply`,
    partOf: ["aws_eks_access_entry", "principal_arn"],
  },
  aws_eks_pod_identity_association: {
    of: (value) => joined("/", value("namespace"), value("service_account")),
    what: (pods) => `the Pod Identity association of ${pods}`,
    refusal: IN_USE,
    loss: (pods) => `pods of ${pods} that start have no role until the next apply`,
  },
  aws_eks_identity_provider_config: {
    of: (value) => value("oidc", "identity_provider_config_name"),
    what: (name) => `the identity provider ${name}`,
    refusal: IN_USE,
    loss: () => "its users cannot log in until the next apply",
  },
  aws_iam_role: {
    of: (value) => value("name"),
    what: (name) => `the role ${name}`,
    refusal: ALREADY,
    loss: (name) => `nothing has the role ${name} until the next apply`,
  },
  aws_iam_instance_profile: {
    of: (value) => value("name"),
    what: (name) => `the instance profile ${name}`,
    refusal: ALREADY,
    loss: () => "no node starts with it until the next apply",
  },
  aws_iam_policy: {
    of: (value) => joined("", value("path"), value("name")),
    what: (name) => `the policy ${nameOfArn(name)}`,
    refusal: ALREADY,
    loss: () => "nobody has it until the next apply",
  },
  aws_iam_openid_connect_provider: {
    of: (value) => value("url")?.replace("https://", ""),
    what: (url) => `the OIDC provider of ${url}`,
    refusal: ALREADY,
    loss: () => "roles that trust it serve no pod until the next apply",
  },
  aws_iam_role_policy_attachment: {
    of: (value) => joined(" of the role ", policyName(value("policy_arn")), value("role")),
    what: (both) => both,
    loss: (both) => `${both} may be gone until the next apply`,
    partOf: ["aws_iam_role", "role"],
  },
  aws_sqs_queue: {
    of: (value) => value("name"),
    what: (name) => `the queue ${name}`,
    refusal: "SQS may answer QueueDeletedRecently or take the old one",
    loss: () => "no event comes until the next apply",
  },
};

const policyName = (arn: string | undefined): string | undefined => arn && nameOfArn(arn);

const identityOfType = (type: string): Identity | undefined =>
  Object.hasOwn(IDENTITIES, type) ? IDENTITIES[type] : undefined;

const knownIn =
  (values: Values) =>
  (...path: readonly string[]): string | undefined => {
    const value = at(values, ...path);
    return typeof value === "string" ? value : undefined;
  };

const before = ({ type, before: values }: Change): string | undefined => identityOfType(type)?.of(knownIn(values));

function after(change: Change, plan: Pick<Reviewed, "all" | "config">): string | undefined {
  const known = knownIn(change.after);
  return identityOfType(change.type)?.of((...path) => known(...path) ?? afterwards(change, path[0] ?? "", plan));
}

/** Names what a change is about: `the entry of arn:…`. */
export function nameOf(change: Change): string | undefined {
  const found = before(change) ?? identityOfType(change.type)?.of(knownIn(change.after));
  return found === undefined ? undefined : identityOfType(change.type)?.what(found);
}

/** Returns the change that makes or takes over what this change destroys. */
function successorOf({ change, all, config }: Omit<Reviewed, "item">): Change | undefined {
  const identity = ends(change.fate) ? before(change)?.toLowerCase() : undefined;
  if (identity === undefined) return undefined;
  return all.find(
    (other) =>
      other.address !== change.address &&
      other.type === change.type &&
      (other.fate === "made" || other.fate === "replaced" || other.imported) &&
      after(other, { all, config })?.toLowerCase() === identity,
  );
}

/** Whether what this is a part of goes from one item to another too: then that line says enough. */
function isPart(reviewed: Reviewed): boolean {
  const { change, all } = reviewed;
  const [type, attribute] = identityOfType(change.type)?.partOf ?? [];
  const whole = all.find(
    (other) => other.type === type && ends(other.fate) && before(other) === change.before[attribute ?? ""],
  );
  return whole !== undefined && successorOf({ ...reviewed, change: whole }) !== undefined;
}

/**
 * Says what happens if one address loses what another address makes or takes over in the same apply. Terraform knows
 * no order between the two.
 *
 * @returns undefined if the change is no such one
 */
export function exclusive(reviewed: Reviewed): readonly Said[] | undefined {
  const { change, config } = reviewed;
  const successor = successorOf(reviewed);
  const identity = before(change);
  const { what, refusal, loss } = identityOfType(change.type) ?? {};
  if (!successor || identity === undefined || !what || !loss) return undefined;
  if (isPart(reviewed)) return [];
  const now = itemOf(successor.name, config);
  const whom = now ? showPath(now.path) : successor.address;
  const way = wayOut(reviewed, now, whom, successor.imported);
  if (successor.imported) {
    return [
      hurts(
        `${what(identity)} is taken over for ${whom}, and then destroyed for ${whose(reviewed)}: ${loss(identity)}; ${way}`,
      ),
    ];
  }
  const outcome = refusal === undefined ? loss(identity) : `${refusal}, and ${loss(identity)}`;
  return [hurts(`${what(identity)} is destroyed and made again for ${whom}: ${outcome}; ${way}`)];
}

/** What to write instead, if an item that goes, or goes on with another identity, leaves it to `now`. */
function wayOut(reviewed: Reviewed, now: Item | undefined, whom: string, adopted: boolean): string {
  const { item } = reviewed;
  if (item === undefined || item.exists) {
    return `take it out of ${whose(reviewed)} in one apply, and write it in ${whom} in the next`;
  }
  const [section, key] = item.path;
  if (now !== undefined && now.path[0] === section && now.path[1] !== key) {
    return `write was: ${key} in ${whom}${adopted ? ", and no adopt" : ""}`;
  }
  return `put ${whose(reviewed)} back with release: true and apply, then write adopt: true in ${whom}`;
}
