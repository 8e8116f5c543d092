import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { WORDS } from "../lib/commands/words";
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
      "explain: takes one name, as it stands in brackets behind a line, such as role-name\n",
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

describe("explain-error", () => {
  const TEAM = "arn:aws:iam::111122223333:role/team";
  const file = (name: string) =>
    `name: ${name}\naccount: "111122223333"\nregion: eu-west-1\naccess:\n  team: { principal: ${TEAM}, groups: [team] }\n`;
  const inUse = (cluster: string) =>
    `Error: creating EKS Access Entry (${cluster}:${TEAM}): operation error EKS: CreateAccessEntry, https response error StatusCode: 400, RequestID: 0a1b, InvalidParameterException: The specified principalArn is invalid: invalid principal.\n\n  with aws_eks_access_entry.access_team,\n  on cdk.tf.json line 12, in resource.aws_eks_access_entry.access_team:\n  12: }\n`;
  const STALE = "Error: Saved plan is stale\n\nThe given plan file can no longer be applied.\n";
  const folder = folderOf({
    "clusters/demo.yaml": file("demo"),
    "clusters/prod.yaml": file("live"),
    "broken/demo.yaml": `${file("demo")}unknown: 1\n`,
    "output.txt": inUse("live"),
  });
  const explained = (input: string | undefined, source = "clusters", ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      "node",
      [join(ROOT, "launch.cjs"), "eks-access.ts", "explain-error", ...args],
      { cwd: ROOT, encoding: "utf8", input, env: { ...process.env, EKS_ACCESS_CONFIG: join(folder, source) } },
    );
    return { status, stdout: stdout.replaceAll(`${folder}/`, ""), stderr: stderr.replaceAll(`${folder}/`, "") };
  };
  const WHY = `EKS found no ${TEAM}, and Terraform asked for two minutes: it is mistyped or deleted, or its ARN lacks the path\n  write the ARN as IAM has it, for a role as aws iam get-role --role-name team --query Role.Arn says, and apply again\n`;
  const PLAN_AGAIN =
    "something else has changed the state after this plan\n  plan again, review it, and apply that plan\n";
  const SEVERAL =
    "warning: several files could be meant; name the one of the stack: EKS_ACCESS_CONFIG=clusters/demo.yaml\n";

  test("says where, why, and what to do, by the file of the cluster", () => {
    const live = { status: 0, stdout: `clusters/prod.yaml:5:3 access.team: ${WHY}`, stderr: "" };
    expect(explained(undefined, "clusters", join(folder, "output.txt"))).toEqual(live);
    expect(explained(inUse("live"))).toEqual(live);
    expect(explained(inUse("live").repeat(2), "clusters", "-")).toEqual(live);
  });

  test("knows the file by the name of the stack that cdktf prints", () => {
    const output = `prod  ${STALE.replaceAll("\n", "\n      ")}\n${inUse("demo")}`;
    expect(explained(output)).toEqual({
      status: 0,
      stdout: `${PLAN_AGAIN}clusters/prod.yaml:5:3 access.team: ${WHY}`,
      stderr: "",
    });
  });

  test("asks for the file if several could be meant", () => {
    expect(explained(STALE)).toEqual({ status: 0, stdout: PLAN_AGAIN, stderr: SEVERAL });
    expect(explained(STALE, "clusters/demo.yaml")).toEqual({ status: 0, stdout: PLAN_AGAIN, stderr: "" });
  });

  test("does without places if the configuration cannot be used", () => {
    expect(explained(inUse("demo"), "broken/demo.yaml")).toEqual({
      status: 0,
      stdout: `access.team: ${WHY}`,
      stderr: expect.stringMatching(
        /^warning: without places in the file, because the configuration cannot be used: broken\/demo\.yaml:6:1 unknown: .*\n$/,
      ),
    });
  });

  test("prints what nobody knows as it is, without what a terminal would obey, and ends with 1", () => {
    const odd = inUse("demo").replace(/InvalidParameterException: .*/, "OddException: \u0007\u202eodd");
    expect(explained(`${odd}${STALE}`, "clusters/demo.yaml")).toEqual({
      status: 1,
      stdout: `clusters/demo.yaml:5:3 access.team: aws_eks_access_entry.access_team: no explanation is known of: creating EKS Access Entry (demo:${TEAM}): operation error EKS: CreateAccessEntry, https response error StatusCode: 400, RequestID: 0a1b, OddException: \\u0007\\u202eodd\n${PLAN_AGAIN}`,
      stderr: "",
    });
  });

  test("refuses what has no error, what is not there, and two files", () => {
    const none = "explain-error: no line begins with Error: there; give it all that Terraform printed\n";
    expect(explained("Apply complete!\n")).toEqual({ status: 1, stdout: "", stderr: none });
    expect(explained("x".repeat(8_000_000))).toEqual({ status: 1, stdout: "", stderr: none });
    expect(explained(undefined, "clusters", join(folder, "gone.txt"))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^explain-error: gone\.txt cannot be read: it is not there, .* \(ENOENT\)\n$/),
    });
    expect(explained("", "clusters", "a", "b").stderr).toBe(
      "explain-error: takes one file, what Terraform printed; - or none is standard input\n",
    );
  });
});

test("an unknown word is refused with those that there are", () => {
  expect(run("explane")).toEqual({
    status: 1,
    stdout: "",
    stderr: `eks-access: a word is one of ${Object.keys(WORDS).join(", ")}, got "explane"; did you mean "explain"?\n`,
  });
});
