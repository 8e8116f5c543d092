import { ConfigError } from "../../../lib/load/config-error";
import { load } from "../../../lib/load/load";
import { decides, head, spec } from "../../support/decide";
import { folderOf } from "../../support/files";

const STAY = "and all others that are attached to it stay; iam.exclusive: true takes them off";
const OFF = "and iam.exclusive takes off all others";
const said = (path: string, name: string, rest: string) =>
  `warning ${path}.adopt: Terraform takes over the role "${name}": its trust becomes that of ${rest}`;

describe("an adopted role is a warning that says what it will be", () => {
  decides([
    [
      "adopted-role",
      "nodes",
      head({ nodeRoles: { n: { kind: "managed", name: "Administrator", adopt: true } } }),
      said(
        "nodeRoles.n",
        "Administrator",
        `ec2.amazonaws.com, it has AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodePolicy, ${STAY}`,
      ),
    ],
    [
      "adopted-role",
      "with iam.exclusive all other policies go",
      head({ iam: { exclusive: true }, nodeRoles: { n: { kind: "managed", name: "Administrator", adopt: true } } }),
      said(
        "nodeRoles.n",
        "Administrator",
        `ec2.amazonaws.com, it has AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodePolicy, ${OFF}`,
      ),
    ],
    [
      "adopted-role",
      "the role of a NodeClass, at the place of adopt",
      head({ nodeClasses: { g: { role: { name: "x", adopt: true }, spec: spec() } } }),
      said(
        "nodeClasses.g.role",
        "x",
        `ec2.amazonaws.com, it has AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodeMinimalPolicy, ${STAY}`,
      ),
    ],
    [
      "adopted-role",
      "pods, with an inline policy",
      head({
        workloads: {
          w: { serviceAccount: "a/b", role: { name: "x", adopt: true, inlinePolicies: { own: { Statement: [] } } } },
        },
      }),
      said("workloads.w.role", "x", `pods.eks.amazonaws.com, it has own, ${STAY}`),
    ],
    [
      "adopted-role",
      "one that nodes share, once",
      head({
        nodeRoles: { a: { kind: "managed", name: "x", adopt: true }, b: { kind: "managed", use: "a" } },
      }),
      said(
        "nodeRoles.a",
        "x",
        `ec2.amazonaws.com, it has AmazonEC2ContainerRegistryPullOnly and AmazonEKSWorkerNodePolicy, ${STAY}`,
      ),
    ],
    [
      "adopted-role",
      "an adopted entry is none",
      head({ access: { a: { principal: "arn:aws:iam::111122223333:role/a", groups: ["a"], adopt: true } } }),
    ],
  ]);
});

const CENTRAL = "arn:aws:iam::111122223333:policy/central";
const OWN = "arn:aws:iam::111122223333:policy/own";
const refused = (path: string) =>
  `${path}.permissionsBoundary: iam.permissionsBoundary bounds every role of this cluster, "${CENTRAL}", got "${OWN}"; leave this one out, or write iam.allowOwnBoundary: true`;

describe("the boundary of all roles", () => {
  const nodes = (permissionsBoundary: string) => ({ nodeRoles: { n: { kind: "managed", permissionsBoundary } } });
  decides([
    [
      "boundary-override",
      "is not replaced",
      head({ iam: { permissionsBoundary: CENTRAL }, ...nodes(OWN) }),
      refused("nodeRoles.n"),
    ],
    [
      "boundary-override",
      "not for pods either",
      head({
        iam: { permissionsBoundary: CENTRAL },
        workloads: { w: { serviceAccount: "a/b", role: { permissionsBoundary: OWN } } },
      }),
      refused("workloads.w.role"),
    ],
    ["boundary-override", "may be said again", head({ iam: { permissionsBoundary: CENTRAL }, ...nodes(CENTRAL) })],
    [
      "boundary-override",
      "is replaced where it allows it",
      head({ iam: { permissionsBoundary: CENTRAL, allowOwnBoundary: true }, ...nodes(OWN) }),
    ],
    ["boundary-override", "where there is none, a role has its own", head(nodes(OWN))],
  ]);

  const HEAD = 'account: "111122223333"\nregion: eu-west-1\n';
  const linesOf = (defaults: string, cluster: string): string[] => {
    const folder = folderOf({ "defaults.yaml": defaults, "clusters/demo.yaml": `${HEAD}${cluster}` });
    try {
      load(`${folder}/clusters`);
    } catch (error) {
      if (error instanceof ConfigError) return error.lines.map((line) => line.replaceAll(`${folder}/`, ""));
      throw error;
    }
    return [];
  };
  const ROLE = `nodeRoles: { n: { kind: managed, permissionsBoundary: "${OWN}" } }\n`;

  test("of defaults.yaml is replaced only where that file allows it", () => {
    const shared = `iam: { permissionsBoundary: "${CENTRAL}" }\n`;
    expect(linesOf(shared, ROLE)).toEqual([`clusters/demo.yaml:3:34 ${refused("nodeRoles.n")} [boundary-override]`]);
    expect(linesOf(shared, `iam: { allowOwnBoundary: true }\n${ROLE}`)).toEqual([
      "clusters/demo.yaml:3:8 iam.allowOwnBoundary: defaults.yaml:1:8 states the boundary of all files, and only that file can allow others; leave this out [boundary-override]",
    ]);
    expect(linesOf(shared.replace(" }", ", allowOwnBoundary: true }"), ROLE)).toEqual([]);
  });
});
