import { spawnSync } from "node:child_process";
import { join } from "node:path";

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

test("an unknown word is refused with those that there are", () => {
  expect(run("explane")).toEqual({
    status: 1,
    stdout: "",
    stderr: 'eks-access: a word is one of access, explain, schema, docs, got "explane"\n',
  });
});
