import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { settle } from "../../lib/import/settle";
import { takeRoles } from "../../lib/import/take-roles";
import { handOverScript } from "../../lib/import/terraform/hand-over";
import { importTerraform } from "../../lib/import/terraform/import";
import { answers } from "./support";

const FOLDER = join(__dirname, "states");
const STATES = readdirSync(FOLDER).flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -".json".length)] : []));

const read = (name: string) => readFileSync(join(FOLDER, name), "utf8");

function imported(state: string, takes: boolean) {
  const text = read(`${state}.json`);
  const { imported: given, resources } = importTerraform({ file: state, text }, { stated: {}, answers: answers() });
  const destination = { name: String(given.top.name) };
  const settled = settle(takes ? takeRoles(given, given.roles ?? [], destination) : given, destination);
  return { file: settled.text, script: handOverScript(settled, resources), rows: settled.imported.rows };
}

test("there are the states of three modules", () => expect(STATES).toHaveLength(3));

describe.each(STATES)("the state of %s", (state) => {
  test("becomes this file and this script, with the roles that can be taken over", () => {
    const { file, script } = imported(state, true);
    expect(file).toBe(read(`${state}.yaml`));
    expect(script).toBe(read(`${state}.sh`));
    expect(spawnSync("sh", ["-n"], { input: script }).status).toBe(0);
  });

  test("names every role by its ARN where roles are not taken over, and hands none over", () => {
    const { file, script, rows } = imported(state, false);
    expect(rows.filter((row) => row.is === "question")).toEqual([]);
    expect(file).not.toMatch(/not taken over|adopted-role|kind: .*name:/);
    expect(script).not.toContain("aws_iam_");
  });
});
