import type * as z from "zod";
import { ENTRY_MAKER_NAMES } from "../aws/eks/entry-makers";
import { ENTRY_TYPE_NAMES, FOREIGN_ENTRY_TYPES, GROUP, USERNAME } from "../aws/eks/entry-types";
import { NAMESPACE, NAMESPACES } from "../aws/eks/namespaces";
import { UNTIL } from "../aws/terraform/until";
import {
  adopt,
  expiry,
  listOf,
  mapOf,
  type OwnFact,
  object,
  oneOf,
  plainText,
  release,
  text,
  was,
  wholeValues,
} from "./fields";
import { tags } from "./roles";

const policy = plainText("Name of an access policy, or its ARN.");

const grant = object(
  {
    policy,
    namespaces: listOf(
      text(NAMESPACE, 'A namespace, with * for any text: "team-a-*". It need not exist.'),
      NAMESPACES,
      "Where it holds. Left out: in the whole cluster.",
    ).optional(),
    ...expiry(
      "this policy",
      "The first apply after it takes the policy away, and the entry stays. An earlier end of the item comes first.",
    ),
  },
  "An access policy, where it holds, and until when.",
);

const PRINCIPAL = "write principal, with the ARN";
const POLICIES = "write policies: [<name>], or [{ policy: <name>, namespaces: […] }]";

/** Words for an access entry in aws-auth, eksctl, the Terraform provider and its modules. */
const WORDS_OF_OTHERS: Readonly<Record<string, string>> = {
  rolearn: PRINCIPAL,
  userarn: PRINCIPAL,
  principalARN: PRINCIPAL,
  principalArn: PRINCIPAL,
  principal_arn: PRINCIPAL,
  kubernetesGroups: "write groups",
  kubernetes_groups: "write groups",
  kubernetesUsername: "write username",
  user_name: "write username",
  accessPolicies: POLICIES,
  policy_associations: POLICIES,
  accessScope: POLICIES,
  namespace: POLICIES,
  namespaces: POLICIES,
};

/** A role that another YAML file makes. */
const roleOfFile = object(
  {
    of: plainText("Name of the other file in the folder of clusters, without its ending."),
    role: plainText("Key of the role in otherRoles of that file."),
  },
  "A role that another file makes, such as that of a hub's Argo CD.",
);

/** An item of `access`. */
export const accessItem = object(
  {
    principal: plainText("ARN of an IAM role or user, with its whole path; of another account too.")
      .or(roleOfFile)
      .meta({
        description: "ARN of an IAM role or user, with its whole path; or { of, role }, a role of another file.",
      })
      .optional(),
    role: plainText("Key of a role that this file makes, instead of principal.").optional(),
    entry: oneOf(
      ENTRY_MAKER_NAMES,
      "Who makes the entry of this principal. The item then makes none, and only gives it access policies. Default: this item.",
    ).optional(),
    type: oneOf(ENTRY_TYPE_NAMES, "Default: STANDARD, for people and pipelines.", FOREIGN_ENTRY_TYPES).optional(),
    groups: listOf(
      text(GROUP, "A Kubernetes group."),
      undefined,
      "Groups that bindings in the cluster name; STANDARD only. EKS checks none of them.",
    )
      .register(wholeValues, {})
      .optional(),
    username: text(
      USERNAME,
      "Name in the cluster; STANDARD only. Default: set by EKS, which AWS recommends.",
    ).optional(),
    policies: listOf(
      policy
        .or(grant)
        .meta({ description: "By name or ARN for the whole cluster, or { policy, namespaces, until, reason }." }),
      undefined,
      "Access policies, each once; STANDARD and EC2 only.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html",
    ).optional(),
    tags: tags.optional(),
    ...expiry(
      "this access",
      "The first apply after it destroys the entry and its policies. Not for nodes, and not beside adopt.",
    ),
    was: was(),
    release: release("this entry and its policies"),
    adopt: adopt("The entry exists"),
  },
  "Who may reach the cluster: one entry for one principal.\n\nhttps://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html",
  WORDS_OF_OTHERS,
);

/** The reason why a warning is accepted, for later readers. */
const REASON: OwnFact = {
  rule: "accept-reason",
  is: "a reason",
  min: 3,
  form: "three characters or more, white space not counted",
  isValid: (given) => given.replace(/\s/g, "").length >= 3,
  advice: "say why this is all right here",
};

const reason = text(REASON, "Why it is all right.");

const acceptance = object(
  {
    on: listOf(
      plainText(
        "An item of this file: its key, or access.ops where two sections have it, or a section that has no keys, such as clusterRole.",
      ),
      undefined,
      "The items that it covers, and no others that come later. Default: the file as a whole, or the one item that has it.",
    ).optional(),
    because: reason,
    until: text(
      UNTIL,
      "The last day on which it is all right, in UTC, or a time with its zone. Synth asks no clock: eks-access check --today <day> says what is over.",
    ).optional(),
  },
  "A warning that is all right for some items, or until some day.",
);

/** Warnings and checks that a file accepts. The plan holds the names against the catalogues. */
export const accept = mapOf(
  reason.or(acceptance).meta({
    description:
      "Why it is all right, or { on, because, until }. A reason alone covers a warning about the file as a whole, or about one item.",
  }),
  {},
  "Warnings and checks that are all right in this file, by name, each with its reason.",
);

export type AccessConfig = z.input<typeof accessItem>;
export type RoleOfFileReference = z.input<typeof roleOfFile>;
export type GrantConfig = z.input<typeof grant>;
