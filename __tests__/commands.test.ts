import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { folderOf } from "./support/files";

const ROOT = join(__dirname, "..");

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("node", [join(ROOT, "launch.cjs"), "eks-access.ts", ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("explain", () => {
  test("prints the row of a rule, and how a file accepts it", () => {
    const { status, stdout, stderr } = run("explain", "sso-path");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^sso-path \(warning\)\n\n[A-Z].*\n[A-Z].*\nhttps:\/\/docs\.aws\.amazon\.com\/.*\n\n# warns\n/,
    );
    expect(stdout).toContain("role/aws-reserved/sso.amazonaws.com/");
    expect(stdout).toMatch(/\naccept: \{ sso-path: "why it is all right here" \}\n$/);
  });

  test("names the rule that was probably meant", () => {
    expect(run("explain", "sso-pat")).toEqual({
      status: 1,
      stdout: "",
      stderr: 'explain: no rule "sso-pat"; did you mean "sso-path"?\n',
    });
  });

  test("asks for one name", () => {
    expect(run("explain").stderr).toBe(
      "explain: takes one name, as it stands in brackets behind a line; docs/rules.md has all\n",
    );
  });
});

describe("review", () => {
  const ADMIN = "arn:aws:iam::111122223333:role/admins";
  const admin = (actions: readonly string[]) => ({
    address: "aws_eks_access_policy_association.access_admins_AmazonEKSClusterAdminPolicy",
    mode: "managed",
    type: "aws_eks_access_policy_association",
    name: "access_admins_AmazonEKSClusterAdminPolicy",
    change: {
      actions,
      before: {
        cluster_name: "demo",
        principal_arn: ADMIN,
        policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        access_scope: [{ type: "cluster" }],
      },
      after: null,
    },
  });
  const planOf = (...changes: readonly object[]) =>
    JSON.stringify({ format_version: "1.2", resource_changes: changes });
  const folder = folderOf({
    "demo.yaml": `account: "111122223333"\nregion: eu-west-1\naccess:\n  team: { principal: ${ADMIN}, groups: [team] }\n`,
    "hurts.json": planOf(admin(["delete"])),
    "nothing.json": planOf(),
    "other.json": '{"resource_changes": 1}',
  });
  const reviewed = (file: string, input = "") => {
    const { status, stdout, stderr } = spawnSync("node", [join(ROOT, "launch.cjs"), "eks-access.ts", "review", file], {
      cwd: ROOT,
      encoding: "utf8",
      input,
      env: { ...process.env, EKS_ACCESS_CONFIG: join(folder, "demo.yaml") },
    });
    return { status, stdout: stdout.replaceAll(`${folder}/`, ""), stderr };
  };

  test("says where, and ends with 2, if something hurts", () => {
    const said = {
      status: 2,
      stdout: `hurts: demo.yaml:3:1 access: nobody is cluster admin any more: "${ADMIN}" lose it; only who has other rights in the cluster can repair that\ndemo.yaml:3:1 access.admins: ${ADMIN} loses AmazonEKSClusterAdminPolicy in the whole cluster\n`,
      stderr: "",
    };
    expect(reviewed(join(folder, "hurts.json"))).toEqual(said);
    expect(reviewed("-", planOf(admin(["delete"])))).toEqual(said);
  });

  test("ends with 0 if nothing does", () => {
    expect(reviewed(join(folder, "nothing.json"))).toEqual({
      status: 0,
      stdout: "nothing changes for people, nodes and pods\n",
      stderr: "",
    });
  });

  test("refuses what is no plan, and what is not there", () => {
    expect(reviewed(join(folder, "other.json"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("is no plan; write the output of terraform show -json <plan>"),
    });
    expect(reviewed(join(folder, "gone.json"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("cannot be read"),
    });
  });
});

test("an unknown word is refused with those that there are", () => {
  expect(run("explane")).toEqual({
    status: 1,
    stdout: "",
    stderr: 'eks-access: a word is one of access, review, explain, schema, docs, got "explane"\n',
  });
});
