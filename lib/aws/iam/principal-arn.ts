import { parseArn } from "../arn";

/** What a text names as a principal of IAM, as far as the text alone can tell. */
export type PrincipalArn =
  | { readonly is: "no ARN" }
  /** A session of a role; `role` is the role's ARN, less its path, which a session does not tell. */
  | { readonly is: "session"; readonly role: string }
  | { readonly is: "service-linked role" }
  /** A whole ARN of a role or user, but for its path and name. */
  | { readonly is: "role" | "user"; readonly partition: string; readonly account: string; readonly whole: boolean }
  /** Something else of IAM or STS, by the first word of its resource. */
  | { readonly is: "other kind"; readonly kind: string }
  | { readonly is: "other service" };

/** A path has at most 512 characters with its slashes, and a wildcard names nobody. */
const PATH_AND_NAME = /^(role|user)\/([\u0021-\u0029\u002b-\u007e]{1,510}\/)?[\w+=,.@-]{1,64}$/;

/**
 * Reads the ARN of a principal.
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
  if (resource.startsWith("role/aws-service-role/")) return { is: "service-linked role" };
  const whole = service === "iam" && region === "" && /^\d{12}$/.test(account) && PATH_AND_NAME.test(resource);
  return { is: kind, partition, account, whole };
}

/** The path of a role's ARN, `/` where it has none. */
export const pathOfRoleArn = (arn: string): string => /:role(\/.*\/)[^/]+$/.exec(arn)?.[1] ?? "/";
