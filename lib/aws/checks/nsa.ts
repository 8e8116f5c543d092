import type { Pack } from "./pack";

/**
 * The Kubernetes Hardening Guide of NSA and CISA, version 1.2 of August 2022. It numbers nothing: the names are ours, by
 * its chapters.
 *
 * @see https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF
 */
export const NSA: Pack = {
  short: "NSA",
  title: "Kubernetes Hardening Guide 1.2 of NSA and CISA",
  page: "https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF",
  names: "names of ours by the chapters of the guide, which has no numbers",
  controls: {
    "pods/non-root": { asks: "containers run as another user than root", teller: "cluster" },
    "pods/read-only": { asks: "containers cannot write to their file system", teller: "cluster" },
    "pods/scanned-images": { asks: "images are scanned before they run", teller: "registry" },
    "pods/enforced": { asks: "the cluster refuses pods that are not secure enough", teller: "cluster" },
    "pods/tokens": { asks: "pods get the token of their service account only if they need it", teller: "cluster" },
    "network/control-plane": { asks: "few networks reach the API server", teller: "account" },
    "network/tls": { asks: "the parts of the control plane speak TLS, with certificates", teller: "account" },
    "network/etcd": { asks: "etcd is encrypted, and the API server alone reaches it", teller: "account" },
    "network/nodes": { asks: "nodes are not reachable from the internet", teller: "account" },
    "network/separate": { asks: "namespaces and network policies separate applications", teller: "cluster" },
    "network/deny": { asks: "what no network policy allows is refused", teller: "cluster" },
    "network/secrets": { asks: "Secrets are encrypted, with a key that few may use", teller: "account" },
    "network/metadata": { asks: "pods do not reach the metadata of their node, and its rights", teller: "nodes" },
    "access/anonymous": { asks: "the API server answers nobody without a name", teller: "cluster" },
    "access/strong": { asks: "people log in by a strong method", teller: "account" },
    "access/separate": {
      asks: "users, administrators, applications and pipelines each have a role of their own",
      teller: "people",
    },
    "access/least": { asks: "each role allows what its holder needs, and no more", teller: "cluster" },
    "logs/audit": { asks: "the audit log is on" },
    "logs/kept": { asks: "logs outlive pods, nodes and the cluster", teller: "account" },
    "logs/everywhere": { asks: "all parts write logs: hosts, applications, registry, AWS", teller: "account" },
    "logs/watched": { asks: "logs are watched, and alarms reach somebody", teller: "people" },
    "upgrades/patches": { asks: "security updates are applied soon", teller: "nodes" },
    "upgrades/tests": { asks: "scans and penetration tests are repeated", teller: "people" },
    "upgrades/unused": { asks: "what is not used is removed", teller: "people" },
  },
};
