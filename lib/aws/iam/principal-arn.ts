import { parseArn } from "../arn";

/** What kind of IAM principal a text names, as far as the text shows. */
export type PrincipalArn =
  | { readonly is: "no ARN" }
  /** A role session. `role` is the role's ARN without its path, which a session ARN does not contain. */
  | { readonly is: "session"; readonly role: string }
  /** An ARN of a role or user. `whole` tells whether its path and name are valid. */
  | {
      readonly is: "role" | "user" | "service-linked role";
      readonly partition: string;
      readonly account: string;
      readonly whole: boolean;
    }
  /** Another resource of IAM or STS. `kind` is its resource type. */
  | { readonly is: "other kind"; readonly kind: string }
  | { readonly is: "other service" };

/** A path has at most 512 characters with its slashes. Wildcards are not allowed. */
const PATH_AND_NAME = /^(role|user)\/([\u0021-\u0029\u002b-\u007e]{1,510}\/)?[\w+=,.@-]{1,64}$/;

const SERVICE_LINKED = /^role\/aws-service-role\/[a-z0-9.-]+\/[^/]+$/;

/**
 * Parses the ARN of a principal.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export function principalArn(text: string): PrincipalArn {
  const arn = parseArn(text);
  if (arn === undefined) return { is: "no ARN" };
  const { partition, service, region, account, resource } = arn;
  const [, session] = /^assumed-role\/([^/]+)\//.exec(resource) ?? [];
  if (service === "sts" && session) return { is: "session", role: `arn:${partition}:iam::${account}:role/${session}` };
  if (service !== "iam" && service !== "sts") return { is: "other service" };
  const [kind = ""] = resource.split("/");
  if (kind !== "role" && kind !== "user") return { is: "other kind", kind };
  const whole = service === "iam" && region === "" && /^\d{12}$/.test(account) && PATH_AND_NAME.test(resource);
  if (!resource.startsWith("role/aws-service-role/")) return { is: kind, partition, account, whole };
  return { is: "service-linked role", partition, account, whole: whole && SERVICE_LINKED.test(resource) };
}

/** Returns the path of a role's ARN, or `/` if it has none. */
export const pathOfRoleArn = (arn: string): string => /:role(\/.*\/)[^/]+$/.exec(arn)?.[1] ?? "/";
