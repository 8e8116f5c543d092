import { join } from "node:path";
import { Testing } from "cdktf";
import { load } from "../../lib/load/load";
import { planFile } from "../../lib/load/plan-file";
import { RolesOfFiles } from "../../lib/load/roles-of-files";
import { readSources } from "../../lib/load/sources";
import { PlannedAccessStack } from "../../lib/stacks/planned-access-stack";
import { decides, head } from "../support/decide";
import { folderOf } from "../support/files";
import { loaded, refused } from "../support/loaded";
import { parsed, resources } from "../support/synth";

const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
const HUB = `account: "444455556666"
region: eu-central-1
iam: { path: /eks/, namePrefix: acme- }
otherRoles:
  argocd: { kind: capability }
  link: { kind: connector, name: link }
  old: { kind: capability, arn: "arn:aws:iam::444455556666:role/old" }
`;
const ARGOCD = "arn:aws:iam::444455556666:role/eks/acme-hub-argocd";

/** A file that gives `{ of, role }` a group, or policies. */
const spoke = (principal: string, rest = "groups: [deployers]") =>
  `${HEAD}access:\n  argocd: { principal: ${principal}, ${rest} }\n`;
const ORDER = "accept: { role-of-another-file: the pipeline applies the hub first }\n";
const shown = (lines: readonly { readonly text: string }[]) =>
  lines.map(({ text }) => text.replace(/\S*\/(?=clusters\/)/g, ""));

test("a principal of another file is the role that this file makes", () => {
  const { plans } = loaded({ "clusters/hub.yaml": HUB, "clusters/shop.yaml": spoke("{ of: hub, role: argocd }") });
  const [, shop] = plans;
  if (!shop) throw new Error("no plan");
  const json = parsed(Testing.synth(new PlannedAccessStack(Testing.app(), "shop", shop.plan), true));
  expect(resources(json, "aws_eks_access_entry")).toEqual({
    access_argocd: {
      cluster_name: "shop",
      kubernetes_groups: ["deployers"],
      principal_arn: ARGOCD,
      type: "STANDARD",
    },
  });
});

test("and one that exists there, and one from an access set", () => {
  const { plans, warnings } = loaded({
    "clusters/hub.yaml": HUB,
    "clusters/shop.yaml": `${HEAD}use: [deploy]\n`,
    "accessSets/deploy.yaml": "access: { old: { principal: { of: hub, role: old }, groups: [deployers] } }\n",
  });
  expect(plans.flatMap(({ plan }) => plan.entries.map(({ principalArn }) => principalArn))).toEqual([
    "arn:aws:iam::444455556666:role/old",
  ]);
  expect(shown(warnings)).toEqual([]);
});

test("the account of the other file may come from defaults.yaml", () => {
  const { plans } = loaded({
    "defaults.yaml": HEAD,
    "clusters/hub.yaml": "otherRoles: { argocd: { kind: capability } }\n",
    "clusters/shop.yaml": `access: { argocd: { principal: { of: hub, role: argocd }, groups: [a] } }\n${ORDER}`,
  });
  expect(plans[1]?.plan.entries[0]?.principalArn).toBe("arn:aws:iam::111122223333:role/hub-argocd");
});

test("two files may name roles of each other", () => {
  const file = (other: string) =>
    `${HEAD}otherRoles: { argocd: { kind: capability } }\naccess: { peer: { principal: { of: ${other}, role: argocd }, groups: [a] } }\n${ORDER}`;
  const { plans } = loaded({ "clusters/blue.yaml": file("green"), "clusters/green.yaml": file("blue") });
  expect(plans.map(({ plan }) => plan.entries[0]?.principalArn)).toEqual([
    "arn:aws:iam::111122223333:role/green-argocd",
    "arn:aws:iam::111122223333:role/blue-argocd",
  ]);
});

test("what a file says depends on the files whose roles it names, there or not, and on no third one", () => {
  const folder = folderOf({
    "clusters/hub.yaml": `${HUB}access: { x: { principal: { of: third, role: x }, groups: [a] } }\n`,
    "clusters/shop.yaml": `${spoke("{ of: hub, role: argocd }")}  gone: { principal: { of: gone, role: x }, groups: [a] }\n`,
    "clusters/third.yaml": HEAD,
  });
  const sources = readSources(join(folder, "clusters"));
  const roles = new RolesOfFiles(sources.neighbours, sources);
  expect(sources.clusters.map((cluster) => planFile(cluster, sources, roles).readFiles)).toEqual([
    ["third"],
    ["hub", "gone"],
    [],
  ]);
});

describe("the order of two applies", () => {
  const warned = (file: string) =>
    `clusters/shop.yaml:4:24 access.argocd.principal: "${ARGOCD}" is made by ${file}; apply that file first, and destroy it last; or write accept: { role-of-another-file: <reason> } [role-of-another-file]`;

  test.each(["{ of: hub, role: argocd }", `"${ARGOCD}"`])("is a warning, by %s", (principal) => {
    const files = { "clusters/hub.yaml": HUB, "clusters/shop.yaml": spoke(principal) };
    expect(shown(loaded(files).warnings)).toEqual([expect.stringMatching(/^clusters\/shop\.yaml:4:\d+ /)]);
    expect(shown(loaded(files).warnings)[0]?.replace(/:4:\d+/, ":4:24")).toBe(warned("clusters/hub.yaml"));
  });

  test("may be accepted", () => {
    const text = `${spoke("{ of: hub, role: argocd }")}${ORDER}`;
    expect(loaded({ "clusters/hub.yaml": HUB, "clusters/shop.yaml": text }).warnings).toEqual([]);
  });
});

describe("one file alone", () => {
  const alone = (files: Readonly<Record<string, string>>) => {
    const folder = folderOf(files);
    return load(join(folder, "clusters/shop.yaml"));
  };

  test("finds the role in the file beside it, and says the order", () => {
    const { plans, warnings } = alone({
      "clusters/hub.yml": HUB,
      "clusters/broken.yaml": "{",
      "clusters/shop.yaml": spoke("{ of: hub, role: argocd }"),
    });
    expect(plans.map(({ name, plan }) => [name, plan.entries[0]?.principalArn])).toEqual([["shop", ARGOCD]]);
    expect(shown(warnings)).toEqual([
      expect.stringMatching(/is made by clusters\/hub\.yml; .*\[role-of-another-file\]$/),
    ]);
  });

  test("is refused if the other file has problems", () => {
    const files = { "clusters/hub.yaml": `${HUB}x: 1\n`, "clusters/shop.yaml": spoke("{ of: hub, role: argocd }") };
    expect(refused(files, "clusters/shop.yaml")).toEqual([
      "clusters/shop.yaml:4:26 access.argocd.principal.of: clusters/hub.yaml has problems of its own, so its roles are not known; correct them first [role-of-file]",
    ]);
  });
});

describe("a reference that leads nowhere", () => {
  const said = (principal: string, files: Readonly<Record<string, string>> = {}) =>
    refused({ "clusters/hub.yaml": HUB, ...files, "clusters/shop.yaml": spoke(principal) });

  test.each([
    ["{ of: hbu, role: argocd }", 'of: no file of a cluster is named "hbu"; did you mean "hub"?'],
    ["{ of: production, role: argocd }", 'of: no file of a cluster is named "production"; the others: hub'],
    ["{ of: shop, role: argocd }", 'of: "shop" is this file; write role: argocd, and no principal'],
    [
      "{ of: hub, role: argo-cd }",
      'role: no role "argo-cd" in otherRoles of clusters/hub.yaml; did you mean "argocd"?',
    ],
    [
      "{ of: hub, role: deployments }",
      'role: no role "deployments" in otherRoles of clusters/hub.yaml; the keys there: argocd, link and old',
    ],
    [
      "{ of: hub, role: toString }",
      'role: no role "toString" in otherRoles of clusters/hub.yaml; the keys there: argocd, link and old',
    ],
  ])("is refused: %s", (principal, message) => {
    expect(said(principal)).toEqual([expect.stringMatching(/^clusters\/shop\.yaml:4:\d+ access\.argocd\.principal\./)]);
    expect(said(principal)[0]).toContain(`access.argocd.principal.${message} [role-of-file]`);
  });

  test.each([
    ["that is no YAML", "{"],
    ["with a role whose name is no text", HUB.replace("name: link", "name: 7")],
    ["for another tool", "apiVersion: v1\nkind: ConfigMap\n"],
    ["that is no mapping", "[]\n"],
    ["that contradicts defaults.yaml", HUB],
  ])("is said beside the problems of a file %s", (_, hub) => {
    const lines = said("{ of: hub, role: argocd }", {
      "clusters/hub.yaml": hub,
      "defaults.yaml": 'account: "111122223333"\n',
    });
    expect(lines.filter((line) => line.startsWith("clusters/hub.yaml"))).not.toEqual([]);
    expect(lines.filter((line) => line.startsWith("clusters/shop.yaml"))).toEqual([
      expect.stringContaining(
        "clusters/hub.yaml has problems of its own, so its roles are not known; correct them first",
      ),
    ]);
  });

  test("a word that is missing or wrong is the schema's", () => {
    expect(said("{ of: hub }")).toEqual([
      expect.stringContaining("access.argocd.principal.role: required: text [required]"),
    ]);
    expect(said("{ file: hub, of: hub, role: argocd }")).toEqual([
      expect.stringContaining('access.argocd.principal.file: unknown key "file"'),
    ]);
  });

  test("a role of another partition is refused as such", () => {
    const hub = HUB.replace("eu-central-1", "cn-north-1");
    expect(
      said("{ of: hub, role: argocd }", { "clusters/hub.yaml": hub.replaceAll("arn:aws:", "arn:aws-cn:") }),
    ).toEqual([
      expect.stringMatching(
        /access\.argocd\.principal: a principal of the cluster's partition aws, got .*\[principal-partition\]$/,
      ),
    ]);
  });
});

describe("TypeScript has no files", () => {
  decides([
    [
      "role-of-file",
      "and writes the ARN",
      head({ access: { argocd: { principal: { of: "hub", role: "argocd" }, groups: ["deployers"] } } }),
      'access.argocd.principal.of: only YAML files can name each other, got "hub"; write the ARN, such as hub.otherRoles.argocd.roleArn of the ClusterAccess that makes the role',
    ],
    [
      "one-principal",
      "a file and a key are two principals",
      head({
        otherRoles: { argocd: { kind: "connector" } },
        access: { argocd: { principal: { of: "hub", role: "argocd" }, role: "argocd", groups: ["deployers"] } },
      }),
      "access.argocd: exactly one of principal and role, got principal and role; principal takes an ARN, role the key of a role that this file makes",
    ],
  ]);
});

describe("cluster admin for a role of another file", () => {
  const ADMIN = "policies: [AmazonEKSClusterAdminPolicy]";
  const warned = (role: string, rest = ADMIN) =>
    shown(
      loaded({ "clusters/hub.yaml": HUB, "clusters/shop.yaml": `${spoke(`{ of: hub, role: ${role} }`, rest)}${ORDER}` })
        .warnings,
    )
      .map((line) => /\[([a-z-]+)\]$/.exec(line)?.[1])
      // nothing orders the applies if the role exists
      .filter((rule) => rule !== "accept-unused")
      .sort();

  test("is a warning if it is a capability", () => {
    expect(warned("argocd")).toEqual(["admin-of-other-account", "gitops-admin"]);
    expect(warned("old")).toEqual(["admin-of-other-account", "gitops-admin"]);
    expect(warned("argocd", 'policies: [{ policy: AmazonEKSClusterAdminPolicy, namespaces: ["*"] }]')).toEqual([
      "admin-in-namespaces",
      "admin-of-other-account",
      "gitops-admin",
    ]);
  });

  test("is none of its kind if it is another role, or has less", () => {
    expect(warned("link")).toEqual(["admin-of-other-account"]);
    expect(warned("argocd", "policies: [{ policy: AmazonEKSClusterAdminPolicy, namespaces: [shop] }]")).toEqual([
      "admin-in-namespaces",
    ]);
  });

  test("says which capability", () => {
    const files = { "clusters/hub.yaml": HUB, "clusters/shop.yaml": spoke("{ of: hub, role: argocd }", ADMIN) };
    expect(shown(loaded(files).warnings)).toContainEqual(
      expect.stringContaining(
        "access.argocd.policies[0]: cluster admin for a capability of another cluster, argocd in clusters/hub.yaml: who may deploy by it may do everything here; give it AmazonEKSEditPolicy in the namespaces that it deploys to; or write accept: { gitops-admin: <reason> } [gitops-admin]",
      ),
    );
  });
});
