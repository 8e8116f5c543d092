/** What passes with a warning: its name, and what it says. A file accepts one by its name, with a reason. */
export const WARNINGS = {
  "admin-in-namespaces": "cluster admin narrowed to namespaces",
  "admin-of-other-account": "cluster admin for a principal of another account",
  "admin-user": "cluster admin for an IAM user",
  "adopted-type": "an adopted entry of another type than EKS has made it",
  "built-in-pool": "a NodePool with the name of one that EKS keeps",
  "built-in-addon": "a role for an add-on that Auto Mode has built in",
  "case-only": "names that differ in case only",
  "custom-tags": "tags of a NodeClass that the cluster role may not allow",
  "grants-nothing": "an entry that may log in and see nothing",
  "many-admins": "cluster admin for more than three principals",
  "no-admin": "a cluster that nobody can log in to",
  "node-policy": "an entry of nodes with another policy, or another scope, than they need",
  "node-policy-missing": "an entry of Auto Mode nodes without the policy that they need",
  "node-policy-on-standard": "the policy of nodes on an entry that is not theirs",
  "policy-quota": "more managed policies than the default quota",
  "role-of-another-file": "a role that another file makes",
  "role-with-path": "a NodeClass whose role has a path",
  "secrets-visible": "policies that read or write Secrets",
  "sso-path": "a role of IAM Identity Center without its path",
  "trust-quota": "a trust longer than the default quota",
  "two-ways": "one service account by Pod Identity and by IRSA",
  "unknown-access-policy": "an access policy that is not known here",
  "unknown-capacity-type": "a capacity type that matches no node",
  "unknown-label": "a label of Auto Mode that is not known here",
  "unknown-policy": "a managed policy that is not known here",
  "unusual-via": "a way that AWS's page on an add-on does not know",
  "username-variable": "a variable that an access entry does not fill in",
  "windows-addresses": "Windows nodes without addresses",
} as const;

export type WarningName = keyof typeof WARNINGS;
export const WARNING_NAMES = Object.keys(WARNINGS) as [WarningName, ...WarningName[]];

/** More principals than this with cluster admin are worth a word. */
export const FEW_ADMINS = 3;
