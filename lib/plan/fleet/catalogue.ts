import { rules } from "../rule";

const BACKEND = "terraform: { backend: { type: s3, bucket: states, region: eu-west-1, key: eks.tfstate } }";

/** Rules between the files of several clusters, or of one. */
export const FLEET_RULES = rules({
  "made-twice": {
    severity: "error",
    summary:
      "Two files create one resource: a cluster; a role, a policy, an instance profile or an OIDC provider of one account; a queue of one account and region; or an access entry, a Pod Identity association, an identity provider, a NodeClass or a NodePool of one cluster.",
    wayOut: "Describe it in one of the files only, or give one of the two another name.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    numbers: ["R711", "R806", "R818", "R819"],
    bad: {
      "clusters/blue.yaml": "nodeRoles: { workers: { kind: managed, name: nodes } }\n",
      "clusters/green.yaml": "nodeRoles: { workers: { kind: managed, name: nodes } }\n",
    },
    good: {
      "clusters/blue.yaml": "nodeRoles: { workers: { kind: managed, name: blue-nodes } }\n",
      "clusters/green.yaml": "nodeRoles: { workers: { kind: managed, name: green-nodes } }\n",
    },
  },
  "entry-of-another-file": {
    severity: "warning",
    summary:
      "A file gives policies to an access entry, by `entry`, and another file of the cluster makes this entry. Nothing orders the two applies, and an entry that is made anew has lost the policies.",
    wayOut: "Give the policies in the file that makes the entry, or accept the warning with the order of the applies.",
    source: "docs/guides/access.md",
    numbers: [],
    bad: {
      "clusters/one.yaml":
        "name: demo\naccess: { team: { principal: 'arn:aws:iam::111122223333:role/team', groups: [team] } }\n",
      "clusters/two.yaml":
        "name: demo\naccess: { team: { principal: 'arn:aws:iam::111122223333:role/team', entry: elsewhere, policies: [AmazonEKSViewPolicy] } }\n",
    },
    good: {
      "clusters/one.yaml":
        "name: demo\naccess: { team: { principal: 'arn:aws:iam::111122223333:role/team', groups: [team] } }\n",
      "clusters/two.yaml":
        "name: demo\naccess: { team: { principal: 'arn:aws:iam::111122223333:role/team', entry: elsewhere, policies: [AmazonEKSViewPolicy] } }\naccept: { entry-of-another-file: the pipeline applies one first }\n",
    },
  },
  "role-of-another-file": {
    severity: "warning",
    summary:
      "A file names a role that another file creates, by ARN or as a principal `{ of, role }`. Nothing orders the two applies.",
    wayOut: "Apply the file that creates the role first, and destroy it last; then accept the warning.",
    source: "docs/guides/sharing.md",
    numbers: ["R818"],
    bad: {
      "clusters/blue.yaml": "nodeRoles: { workers: { kind: self-managed, name: nodes } }\n",
      "clusters/green.yaml":
        "nodeRoles: { workers: { kind: self-managed, arn: 'arn:aws:iam::111122223333:role/nodes' } }\n",
    },
    good: {
      "clusters/blue.yaml": "nodeRoles: { workers: { kind: self-managed, name: nodes } }\n",
      "clusters/green.yaml":
        "nodeRoles: { workers: { kind: self-managed, arn: 'arn:aws:iam::111122223333:role/nodes' } }\naccept: { role-of-another-file: the pipeline applies blue first }\n",
    },
  },
  "role-of-other-pods": {
    severity: "error",
    summary:
      "A workload names by ARN a Pod Identity role that another file makes, and the trust of this role names other clusters or other service accounts only. Its pods would get no credentials.",
    wayOut:
      "Name the cluster under `clusters` of the workload that makes the role, and the service account there, or give the workload a role of its own.",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html",
    numbers: ["R727"],
    bad: {
      "clusters/blue.yaml": "workloads: { backend: { serviceAccount: apps/backend, role: { name: backend } } }\n",
      "clusters/green.yaml":
        "workloads: { backend: { serviceAccount: apps/backend, role: { arn: 'arn:aws:iam::111122223333:role/backend' } } }\n",
    },
    good: {
      "clusters/blue.yaml":
        "workloads: { backend: { serviceAccount: apps/backend, clusters: [green], role: { name: backend } } }\n",
      "clusters/green.yaml":
        "workloads: { backend: { serviceAccount: apps/backend, role: { arn: 'arn:aws:iam::111122223333:role/backend' } } }\naccept: { role-of-another-file: the pipeline applies blue first }\n",
    },
  },
  "state-of-two-files": {
    severity: "error",
    summary: "Two files keep their Terraform state in one place. Each apply would destroy what the other has created.",
    wayOut: "Give each file a state of its own: another `key`, or another `workspace`.",
    source: "docs/guides/sharing.md",
    numbers: [],
    bad: { "clusters/blue.yaml": `${BACKEND}\n`, "clusters/green.yaml": `${BACKEND}\n` },
    good: {
      "clusters/blue.yaml": `${BACKEND}\n`,
      "clusters/green.yaml": `${BACKEND.replace("eks.tfstate", "green.tfstate")}\n`,
    },
  },
});
