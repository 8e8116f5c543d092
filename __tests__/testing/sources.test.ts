import "../../lib/testing/jest";
import { join } from "node:path";
import { Testing } from "cdktf";
import { build } from "esbuild";
import { OwnStack } from "../../examples/own-stack";
import { ConfigError } from "../../lib/load/config-error";
import { load } from "../../lib/load/load";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { PlannedAccessStack } from "../../lib/stacks/planned-access-stack";
import { type Access, accessOf, addressesOf, anyoneBut } from "../../lib/testing";
import { nameText } from "../../lib/testing/names";
import { head, nodeClass } from "../support/decide";
import { folderOf } from "../support/files";

const ROLE = "arn:aws:iam::111122223333:role";
const ROOT = join(__dirname, "../..");
const FIXTURES = ["auto-mode", "classic", "nodeclass", "wide"].map((name) =>
  join(ROOT, `__tests__/fixtures/${name}.yaml`),
);

const rowsOf = ({ rows }: Access) => rows.map(({ location: _, ...row }) => row);
const namesOf = ({ stacks }: Access) => stacks.flatMap(({ names }) => names.map(nameText)).sort();

describe.each(FIXTURES)("%s", (file) => {
  const { plans } = load(file);
  const [loaded] = plans;
  const stack = () => {
    if (loaded === undefined) throw new Error("no plan");
    return new PlannedAccessStack(Testing.app(), "demo", loaded.plan);
  };
  const ofFile = accessOf(file);

  test("gives the same access, and names for it, as its stack", () => {
    const ofStack = accessOf(stack());
    expect(rowsOf(ofStack)).toEqual(rowsOf(ofFile));
    expect(namesOf(ofStack)).toEqual(namesOf(ofFile));
  });

  test("has the same order in the text of Testing.synth", () => {
    const ofText = accessOf(Testing.synth(stack()));
    expect(addressesOf(ofText)).toEqual(addressesOf(ofFile));
    expect(ofText.stacks[0]?.needs).toEqual(ofFile.stacks[0]?.needs);
  });
});

describe("a folder", () => {
  const file = (principal: string) =>
    `account: "111122223333"\nregion: eu-west-1\naccess:\n  admins:\n    principal: ${principal}\n    policies: [AmazonEKSClusterAdminPolicy]\n`;
  const folder = folderOf({
    "clusters/a.yaml": file(`${ROLE}/a`),
    "clusters/b.yaml": file(`${ROLE}/b`),
  });
  const access = accessOf(join(folder, "clusters"));

  test("has the access of all its files, and each by its name", () => {
    expect(access).not.toGiveAccess({ to: anyoneBut("admins") });
    expect(access.files.a).toGiveExactly([{ to: `${ROLE}/a`, policy: "AmazonEKSClusterAdminPolicy" }]);
    expect(access.files.b).not.toGiveAccess({ to: `${ROLE}/a` });
  });

  test("has no one order", () => {
    expect(() => expect(access).toMake("access_entry:admins")).toThrow(
      'this needs one file, got a folder of 2; take accessOf(…).files["a"] or accessOf(…).files["b"]',
    );
  });
});

describe("a stack of the user's own", () => {
  const sources: [string, () => Access][] = [
    ["as it is", () => accessOf(new OwnStack(Testing.app(), "own"))],
    ["as text", () => accessOf(Testing.synth(new OwnStack(Testing.app(), "own")))],
  ];

  test.each(sources)("%s has names for what is deeper in it, and for its own resources", (_what, read) => {
    const access = read();
    expect(access).toMake("access_entry:gpu", {
      onlyAfterEverythingOf: "role:gpu",
      before: "policy:gpu/AmazonEKSAutoNodePolicy",
    });
    expect(access).toMake("access_entry:batch", {
      after: "aws_iam_role.batch-nodes",
    });
    expect(access).toReplace("access_entry:batch", {
      when: "aws_iam_role.batch-nodes",
    });
    expect(access).toMake("attachment:gpu/AmazonEKSWorkerNodeMinimalPolicy", {
      after: "role:gpu",
    });
  });
});

test("a refused configuration throws all its problems", () => {
  const config = head({
    account: "1",
    nodeRoles: { workers: { kind: "managed", name: "a/b" } },
  });
  expect(() => accessOf(config)).toThrow(ConfigError);
  expect(config).toBeRefusedWith(2);
  expect(config).toBeRefusedWith("nodeRoles.workers.name: a role name is made of");
  expect(head()).not.toBeRefusedWith(1);
});

test("a stack has the warnings of its annotations, and the text of one has none to say", () => {
  const config = head({
    access: {
      dev: { principal: `${ROLE}/dev`, policies: ["AmazonEKSTomorrowPolicy"] },
    },
  });
  const stack = () => new ClusterAccessStack(Testing.app(), "demo", config);
  expect(accessOf(stack())).toWarn("unknown-access-policy");
  expect(accessOf(config)).toWarn("unknown-access-policy");
  expect(accessOf(new ClusterAccessStack(Testing.app(), "demo", head()))).toWarnNothing();
  expect(() => expect(accessOf(Testing.synth(stack()))).toWarnNothing()).toThrow("the JSON of a stack has no warnings");
});

test("facts in a snapshot are their table", () => {
  expect(accessOf(nodeClass())).toMatchInlineSnapshot(`
    PRINCIPAL                                     TYPE  POLICY OR GROUP          SCOPE    GRANTED AT
    arn:aws:iam::111122223333:role/demo-gpu-node  EC2   AmazonEKSAutoNodePolicy  cluster  nodeClasses.gpu
  `);
});

test("what is tested is tested the same by another copy of this project", () => {
  const access = accessOf(nodeClass());
  const { rows, stacks, files } = access;
  const [brand] = Object.getOwnPropertySymbols(access);
  expect({
    ...(brand && { [Symbol.for(brand.description ?? "")]: true }),
    rows,
    stacks,
    files,
  }).toMake("role:gpu");
});

test("cdktf is not loaded", async () => {
  const { metafile } = await build({
    entryPoints: [join(ROOT, "lib/testing/index.ts")],
    bundle: true,
    platform: "node",
    write: false,
    metafile: true,
  });
  const engine = Object.keys(metafile.inputs).filter((file) =>
    /node_modules\/(cdktf|constructs|@cdktf)\/.*js$/.test(file),
  );
  expect(engine).toEqual([]);
}, 60_000);

test("access with an end is the same access in the file and in the JSON, less the reason", () => {
  const end = { until: "2027-03-31", reason: "ACME-1234" };
  const config = head({
    access: {
      kim: { principal: `${ROLE}/kim`, groups: ["a"], policies: ["AmazonEKSViewPolicy"], ...end },
      lee: { principal: `${ROLE}/lee`, policies: [{ policy: "AmazonEKSViewPolicy", ...end }] },
    },
  });
  const json = accessOf(Testing.synth(new ClusterAccessStack(Testing.app(), "demo", config)));
  expect(rowsOf(json)).toEqual(rowsOf(accessOf(config)).map(({ reason: _, ...row }) => row));
  expect(rowsOf(json).map(({ until }) => until)).toEqual(["2027-03-31", "2027-03-31", "2027-03-31"]);
  // the policies of an entry belong to it, by the index too
  const order = { onlyAfterEverythingOf: "access_entry:kim" };
  expect(json).toMake("aws_eks_access_policy_association.access_kim_AmazonEKSViewPolicy");
  expect(json).not.toMake("access_entry:lee", order);
});
