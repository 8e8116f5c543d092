import { UNTIL } from "../../aws/terraform/until";
import { rules, textRule } from "../rule";

const GUIDE = "docs/guides/expiring.md";

const contractor = (end: string): string => `
access:
  contractor:
    principal: arn:aws:iam::111122223333:role/contractor
    policies: [AmazonEKSViewPolicy]
${end}`;

const END = `    until: 2027-03-31
    reason: ACME-1234 load test
`;

/** Rules of access that has an end, in `access` and in `workloads`. */
export const EXPIRY_RULES = rules({
  until: textRule(UNTIL, {
    wayOut: "Write the last day, in UTC, such as 2027-03-31, or a time with its zone.",
    numbers: [],
    bad: contractor(END.replace("2027-03-31", "2027-02-30")),
    good: contractor(END),
  }),
  "until-reason": {
    severity: "error",
    summary:
      "`until` and `reason` stand together: whoever finds the end later reads there who asked for the access, and for what. A reason has 3 to 256 characters.",
    wayOut: "Write both, or neither.",
    source: GUIDE,
    numbers: [],
    bad: contractor("    until: 2027-03-31\n"),
    good: contractor(END),
  },
  "until-of-nodes": {
    severity: "error",
    summary: "An entry for nodes has an end. Nodes that cannot join any more are an outage.",
    wayOut: "Leave `until` out.",
    source: GUIDE,
    numbers: [],
    bad: `
access:
  workers:
    principal: arn:aws:iam::111122223333:role/workers
    type: EC2_LINUX
${END}`,
    good: `
access:
  workers:
    principal: arn:aws:iam::111122223333:role/workers
    type: EC2_LINUX
`,
  },
  "until-with-adopt": {
    severity: "error",
    summary:
      "Something that Terraform takes over has an end. Once this has come, there is nothing to import, and every plan fails.",
    wayOut: "Take it over first. After the apply, take `adopt` out and give it an end.",
    source: GUIDE,
    numbers: [],
    bad: contractor(`${END}    adopt: true\n`),
    good: contractor(END),
  },
  "until-of-existing-role": {
    severity: "error",
    summary:
      "A workload with an end names a role that exists, for pods with IRSA. Only the trust of this role could end their access, and it is not written here.",
    wayOut: "Let the item make the role, or use Pod Identity, or leave `until` out.",
    source: GUIDE,
    numbers: [],
    bad: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" }
workloads:
  report:
    serviceAccount: apps/report
    via: irsa
    role: { arn: "arn:aws:iam::111122223333:role/report" }
${END}`,
    good: `
cluster: { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF" }
workloads:
  report:
    serviceAccount: apps/report
    via: irsa
${END}`,
  },
  "until-tag": {
    severity: "error",
    summary:
      "Tags have the key eks-access/until or eks-access/reason, which entries with an end get from their `until` and `reason`.",
    wayOut: "Leave these tags out.",
    source: GUIDE,
    numbers: [],
    bad: contractor(`${END}    tags: { eks-access/until: "2027-12-31" }\n`),
    good: contractor(`${END}    tags: { team: shop }\n`),
  },
  "only-admins-expire": {
    severity: "warning",
    summary:
      "Every principal with AmazonEKSClusterAdminPolicy for the whole cluster has an end, in all files of the cluster. After the last of them nobody can administer the cluster.",
    wayOut:
      "Give the policy without `until` to a role that stays, in any file of the cluster, or accept the warning if somebody else does.",
    source: GUIDE,
    numbers: [],
    bad: `
access:
  break-glass:
    principal: arn:aws:iam::111122223333:role/break-glass
    policies: [AmazonEKSClusterAdminPolicy]
${END}`,
    good: `
access:
  break-glass:
    principal: arn:aws:iam::111122223333:role/break-glass
    policies: [AmazonEKSClusterAdminPolicy]
${END}  platform:
    principal: arn:aws:iam::111122223333:role/platform
    policies: [AmazonEKSClusterAdminPolicy]
`,
  },
});
