import { iamArn } from "../../aws/arn";
import { SERVICE_LINKED_NAME, SERVICES } from "../../aws/eks/aws-auth";
import { entryMaker } from "../../aws/eks/entry-makers";
import { pathsOfIdentityCenterRole } from "../../aws/iam/identity-center";
import type { Answers } from "../answers";
import type { Item } from "../row";

/** Whom a row means, as the ARN of IAM. */
export interface FoundPrincipal {
  readonly is: "role" | "user";
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
  readonly name: string;
  readonly notes: readonly string[];
}

/** A row that no access entry replaces as it is. */
export type NoPrincipal =
  | { readonly is: "dead"; readonly because: string }
  | { readonly is: "question"; readonly question: string; readonly choices?: readonly Item[] };

/** A row that means one of several ARNs. */
export interface SeveralPrincipals {
  readonly is: "several";
  readonly question: string;
  readonly candidates: readonly FoundPrincipal[];
}

const IAM_ARN = /^arn:([a-z-]+):iam::(\d{12}):(role|user)\/(.+)$/i;

/** Finds the principal that EKS matches with the ARN of a row. */
export function principalOf(given: string, answers: Answers): FoundPrincipal | SeveralPrincipals | NoPrincipal {
  const [, partition = "", account = "", kindText = "", resource = ""] = IAM_ARN.exec(given) ?? [];
  const service = serviceOf(given);
  if (service !== undefined) return service;
  if (kindText === "") return notOfIam(given);
  const kind = kindText.toLowerCase() === "user" ? "user" : "role";
  if (kind === "role" && resource.includes("/")) {
    return { is: "dead", because: "never matched: the ARN has a path, and STS reports roles without" };
  }
  const arn = iamArn(partition.toLowerCase(), account, `${kind}/`, "", resource);
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  const found = { is: kind, partition: partition.toLowerCase(), account, name } as const;
  const known = answers.principal(arn);
  if (known === null)
    return {
      is: "question",
      question: `IAM has no such ${kind} in account ${account}: the row is dead, unless it is made later; leave it out`,
    };
  if (known !== undefined) {
    if (kind === "user" && known.toLowerCase() !== arn.toLowerCase()) {
      return {
        is: "question",
        question: `IAM has this user as ${known}: the row is dead, because STS reports users with their path; leave it out, or write that ARN`,
      };
    }
    return {
      ...found,
      arn: known,
      name: known.slice(known.lastIndexOf("/") + 1),
      notes: noteOf(arn, known),
    };
  }
  if (kind === "role" && /^AWSReservedSSO_/i.test(name)) return identityCenterRole(found);
  return { ...found, arn, notes: [] };
}

/** What IAM says besides what the row says. */
function noteOf(arn: string, known: string): string[] {
  const path = known.slice(known.indexOf("/"), known.lastIndexOf("/") + 1);
  if (/:role\//.test(known) && path !== "/") return [`IAM has this role under ${path}; aws-auth had cut the path`];
  return known === arn ? [] : ["Spelled as IAM spells it"];
}

function notOfIam(given: string): NoPrincipal {
  if (/^arn:[a-z-]+:sts::\d{12}:assumed-role\//i.test(given)) {
    return { is: "dead", because: "never matched: the ARN of a session, and EKS matches that of the role" };
  }
  if (/^arn:[a-z-]+:iam::\d{12}:root$/i.test(given)) {
    return {
      is: "question",
      question:
        "matches the root user of the account alone, and no role or user in it; no entry is made for a root user here: write the roles that need access, or leave it out",
    };
  }
  if (/^arn:[a-z-]+:sts::\d{12}:federated-user\//i.test(given)) {
    return {
      is: "question",
      question:
        "matches a federated user, whom no access entry can name; write the role that the federation assumes, or leave it out",
    };
  }
  return { is: "dead", because: "never matched: no ARN of an IAM role or user" };
}

/** What to do for a service that had its service-linked role written into aws-auth, with its path or without. */
function serviceOf(given: string): NoPrincipal | undefined {
  const [, partition = "", account = "", resource = ""] = /^arn:([a-z-]+):iam::(\d{12}):role\/(.+)$/i.exec(given) ?? [];
  const name = resource.slice(resource.lastIndexOf("/") + 1);
  if (!resource.startsWith("aws-service-role/") && !SERVICE_LINKED_NAME.test(name)) return undefined;
  const service = SERVICES.find(({ role }) => role.test(name));
  if (service === undefined) {
    return {
      is: "question",
      question: `the service-linked role of a service, for which EKS makes no entry on request; see how ${name} reaches a cluster with access entries, or leave it out`,
    };
  }
  const { wayOut, entry } = service;
  if (entry === undefined) return { is: "question", question: wayOut };
  const { serviceLinkedRole = "" } = entryMaker(entry);
  const principal = iamArn(partition, account, "role", "/aws-service-role/", serviceLinkedRole);
  const policies = [{ policy: entryMaker(entry).needs?.policy, namespaces: ["<namespace of the jobs>"] }];
  return {
    is: "question",
    question: wayOut,
    choices: [{ section: "access", name: "batch", value: { principal, entry, policies } }],
  };
}

function identityCenterRole(found: Omit<FoundPrincipal, "arn" | "notes">): SeveralPrincipals {
  const { partition, account, name } = found;
  return {
    is: "several",
    question:
      "a role of IAM Identity Center, whose path the entry needs: it has the region of Identity Center in it, unless that is us-east-1; --iam with the answer of aws iam list-roles decides it",
    candidates: pathsOfIdentityCenterRole("<region of Identity Center>").map((path) => ({
      ...found,
      arn: iamArn(partition, account, "role", path, name),
      notes: [],
    })),
  };
}
