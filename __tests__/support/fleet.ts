import fc from "fast-check";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const ROLE = "arn:aws:iam::111122223333:role";
const entry = (key: string, rest: string) => `access:\n  ${key}: { principal: "${ROLE}/${key}", ${rest} }\n`;
const ofHub = (role: string) =>
  `${HEAD}access:\n  deploy: { principal: { of: hub, role: ${role} }, groups: [deployers] }\n`;
const SECRETS = entry("edit", "policies: [{ policy: AmazonEKSEditPolicy, namespaces: [shop] }]");
const NODES = `nodeClasses:
  gpu:
    spec:
      subnetSelectorTerms: [{ tags: { Name: private } }]
      securityGroupSelectorTerms: [{ tags: { Name: nodes } }]
    nodePools:
      gpu: { limits: { cpu: "1000" } }
`;

/** What the file of a cluster may say. The last ones are refused, alone or beside others. */
const CLUSTERS = [
  HEAD,
  "{}\n",
  `# moved\n\n${HEAD}${SECRETS}`,
  `${HEAD}${SECRETS}`,
  `${HEAD}${SECRETS}accept: { secrets-visible: they deploy }\n`,
  `${HEAD}accept: { secrets-visible: nobody needs it }\n`,
  `${HEAD}use: [on-call]\n`,
  `${HEAD}${entry("admins", "policies: [AmazonEKSClusterAdminPolicy]")}`,
  `${HEAD}${entry("gone", "groups: [x]")}`,
  `${HEAD}${NODES}`,
  `${HEAD}${NODES.replaceAll("gpu", "constructor")}`,
  `${HEAD}nodeRoles:\n  system: { kind: managed, cni: node }\n`,
  `${HEAD}terraform: { backend: { type: s3, bucket: states, key: one, region: eu-west-1 } }\n`,
  ofHub("argocd"),
  ofHub("link"),
  `${ofHub("argocd")}accept: { role-of-another-file: the pipeline orders them }\n`,
  `${HEAD}name: twice\n${entry("both", "groups: [x]")}`,
  HEAD.replace("eu-west-1", "eu-west"),
  `${HEAD}access: [\n`,
  `${HEAD}apiVersion: v1\nkind: ConfigMap\n`,
  "\u0000",
];

const HUBS = [
  `${HEAD}otherRoles:\n  argocd: { kind: capability }\n  link: { kind: connector }\n`,
  `${HEAD}iam: { path: /eks/ }\notherRoles:\n  argocd: { kind: capability }\n  link: { kind: connector, name: link }\n`,
  `${HEAD}otherRoles:\n  argocd: { kind: capability, arn: "${ROLE}/argocd" }\n`,
  `${HEAD}otherRoles:\n  argocd: { kind: none }\n`,
];

const DEFAULTS = [
  HEAD,
  `${HEAD}tags: { Team: platform }\n`,
  "tags: { Team: shop }\n",
  "accept: { secrets-visible: they all deploy }\n",
  "iam: { path: /shared/ }\n",
  'account: "999900001111"\n',
  "tags: [\n",
];

const SETS = [
  entry("call", "policies: [AmazonEKSViewPolicy]"),
  entry("call", "policies: [AmazonEKSEditPolicy]"),
  `# moved\n${entry("call", "policies: [AmazonEKSEditPolicy]")}`,
  entry("admins", "groups: [x]"),
  entry("call", "groups: [system:masters]"),
];

/** What somebody does to a file of the output. */
export const TAMPERINGS = ["edit", "truncate", "delete", "touch", "link", "copy", "folder", "pipe"] as const;

export type Tampering = (typeof TAMPERINGS)[number];

/** What happens before a run. */
export type Edit =
  | { readonly what: "write"; readonly file: string; readonly text: string }
  | { readonly what: "remove"; readonly file: string }
  | { readonly what: "rename"; readonly file: string; readonly to: string }
  | { readonly what: "tamper"; readonly how: Tampering; readonly file: number }
  | { readonly what: "break record"; readonly text: string | undefined }
  | { readonly what: "remove output" | "another program" | "break what is kept" | "nothing" };

/** How the program is then run. */
export interface Run {
  /** Appended to the folder of clusters. */
  readonly source: string;
  readonly outdir: string;
  readonly names?: readonly string[];
  readonly check: boolean;
  readonly ci: boolean;
  readonly keepFolders: boolean;
}

const file = fc.constantFrom("a", "b", "c", "d", "constructor").map((name) => `clusters/${name}.yaml`);
const write = (files: fc.Arbitrary<string>, texts: readonly string[]) =>
  fc.record({ what: fc.constant("write" as const), file: files, text: fc.constantFrom(...texts) });

export const EDITS: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 8, arbitrary: write(file, CLUSTERS.slice(0, -5)) },
  { weight: 2, arbitrary: write(file, CLUSTERS.slice(-5)) },
  { weight: 3, arbitrary: write(fc.constant("clusters/hub.yaml"), HUBS) },
  { weight: 3, arbitrary: write(fc.constant("defaults.yaml"), DEFAULTS) },
  { weight: 3, arbitrary: write(fc.constant("accessSets/on-call.yaml"), SETS) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("remove" as const),
      file: fc.oneof(file, fc.constantFrom("defaults.yaml", "accessSets/on-call.yaml", "clusters/hub.yaml")),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("rename" as const), file, to: file }) },
  {
    weight: 8,
    arbitrary: fc.record({
      what: fc.constant("tamper" as const),
      how: fc.constantFrom(...TAMPERINGS),
      file: fc.nat(100),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant("break record" as const),
      text: fc.constantFrom(undefined, "", "{", '{"stacks":{"a":{"manifests":["../x"]}}}'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constantFrom("remove output", "another program", "break what is kept", "nothing", "nothing"),
    }),
  },
);

const rarely = fc.integer({ min: 0, max: 5 }).map((chance) => chance === 0);

export const RUNS: fc.Arbitrary<Run> = fc.record({
  source: fc.oneof(
    { weight: 6, arbitrary: fc.constant("") },
    { weight: 2, arbitrary: fc.constantFrom("/", "/../clusters", "/a.yaml", "/hub.yaml", "/b.yaml") },
  ),
  outdir: rarely.map((other) => (other ? "other" : "out")),
  names: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.subarray(["a", "b", "c", "hub", "gone"], { minLength: 1 }) },
  ),
  check: rarely,
  ci: rarely,
  keepFolders: rarely,
});
