const ENTRIES = "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html";
const CREATING = "https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html";
const POLICIES = "https://docs.aws.amazon.com/eks/latest/userguide/access-policies.html";
const POD_IDENTITY = "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html";
const MODES = "https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html";
const OIDC = "https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html";
const LAST_USED = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html";
const UPDATING = "https://docs.aws.amazon.com/eks/latest/userguide/updating-access-entries.html";
const PERMISSIONS =
  "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html";

/** How much a finding matters, the gravest first. `unread` is none: it says what could not be looked at. */
export const LEVELS = ["error", "warning", "note", "unread"] as const;
export type Level = (typeof LEVELS)[number];

interface FindingKind {
  readonly level: Level;
  readonly summary: string;
  readonly source: string;
}

/** What an audit can find, by its name, with how much it matters unless the finding says otherwise. */
export const FINDINGS = {
  "missing-entry": { level: "error", summary: "An access entry of a file is not in the cluster.", source: ENTRIES },
  "unplanned-entry": {
    level: "error",
    summary: "An access entry is in the cluster that no file has and no service made.",
    source: ENTRIES,
  },
  "dead-entry": {
    level: "error",
    summary:
      "The role or user of an access entry was deleted and made again after the entry. EKS keeps the id of the first one, so the entry lets nobody in.",
    source: CREATING,
  },
  "no-principal": {
    level: "error",
    summary: "The role or user of an access entry does not exist.",
    source: CREATING,
  },
  "other-type": { level: "error", summary: "An access entry has another type than in the file.", source: CREATING },
  "other-groups": {
    level: "error",
    summary: "An access entry has other Kubernetes groups than in the file.",
    source: UPDATING,
  },
  "other-username": {
    level: "error",
    summary: "An access entry has another username than in the file, or than EKS gives by default.",
    source: UPDATING,
  },
  "missing-policy": {
    level: "error",
    summary: "An access policy of a file is not associated with the entry.",
    source: POLICIES,
  },
  "unplanned-policy": {
    level: "error",
    summary: "An access policy is associated with an entry, and no file has it.",
    source: POLICIES,
  },
  "other-scope": {
    level: "error",
    summary: "An access policy holds for other namespaces than in the file.",
    source: POLICIES,
  },
  "missing-association": {
    level: "error",
    summary: "A Pod Identity association of a file is not in the cluster.",
    source: POD_IDENTITY,
  },
  "unplanned-association": {
    level: "error",
    summary: "A Pod Identity association is in the cluster that no file has and no add-on owns.",
    source: POD_IDENTITY,
  },
  "other-role": {
    level: "error",
    summary: "A Pod Identity association gives pods another role than in the file.",
    source: POD_IDENTITY,
  },
  "other-target": {
    level: "error",
    summary: "A Pod Identity association has another target role than in the file.",
    source: POD_IDENTITY,
  },
  "other-session": {
    level: "error",
    summary: "A Pod Identity association has other session tags or another session policy than in the file.",
    source: POD_IDENTITY,
  },
  "other-mode": {
    level: "warning",
    summary: "The cluster has another authentication mode than in the file, or one in which no access entry counts.",
    source: MODES,
  },
  "second-door": {
    level: "warning",
    summary: "Others may reach the cluster without an access entry: by aws-auth, or by an OIDC identity provider.",
    source: OIDC,
  },
  "expired-access": {
    level: "error",
    summary: "Access whose `until` is over is still in the cluster: no apply has taken it away since.",
    source: ENTRIES,
  },
  "orphan-entry": {
    level: "warning",
    summary: "An access entry of nodes is left over: nothing in the cluster uses its role any more.",
    source: ENTRIES,
  },
  "released-entry": {
    level: "warning",
    summary: "An access entry that a file lets go of is still in the cluster, and nothing here manages it.",
    source: ENTRIES,
  },
  "released-association": {
    level: "warning",
    summary: "A Pod Identity association that a file lets go of is still in the cluster, and nothing here manages it.",
    source: POD_IDENTITY,
  },
  unused: { level: "note", summary: "The role of an access entry has not been used for long.", source: LAST_USED },
  "other-account": {
    level: "note",
    summary: "The principal of an access entry is in an account that could not be asked.",
    source: CREATING,
  },
  "other-tags": { level: "note", summary: "An access entry has other tags than in the file.", source: UPDATING },
  unreadable: { level: "unread", summary: "AWS gave no answer, so that nothing is known.", source: PERMISSIONS },
} as const satisfies Readonly<Record<string, FindingKind>>;

export type FindingName = keyof typeof FINDINGS;

export const findingKind = (name: FindingName): FindingKind => FINDINGS[name];

/** A difference between the files and the cluster, or what else somebody should look at. */
export interface Finding {
  readonly name: FindingName;
  readonly level: Level;
  /** The ARN of a principal, `<namespace>/<service account>`, the cluster, or the read that has no answer. */
  readonly subject: string;
  /** What it is about beyond the subject, such as the name of a policy: it tells findings of one subject apart. */
  readonly of?: string;
  /** What AWS says. */
  readonly found?: string;
  /** What the file says. */
  readonly planned?: string;
  /** Where the file says so, such as `clusters/demo.yaml:9:5`. */
  readonly location?: string;
  /** What to do, or why it matters. */
  readonly advice?: string;
}

/** Makes a finding with the level of its kind. */
export const finding = (name: FindingName, about: Omit<Finding, "name" | "level">): Finding => ({
  name,
  level: findingKind(name).level,
  ...about,
});

/** Whether a finding matters as much as a level, or more. What is unread never does. */
export const isAtLeast = ({ level }: Finding, least: Level): boolean =>
  level !== "unread" && LEVELS.indexOf(level) <= LEVELS.indexOf(least);
