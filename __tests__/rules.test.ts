import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rulesDocument } from "../lib/commands/rules-document";
import { ALL_RULES, LOAD_RULES } from "../lib/load/catalogue";
import { PLAN_RULES } from "../lib/plan/catalogue";
import { linesOf } from "./support/examples";

const ROOT = join(__dirname, "..");
const rows = Object.entries(ALL_RULES);

describe.each(rows)("rule %s", (name, { severity, summary, wayOut, source, bad, good, numbers }) => {
  const ending = new RegExp(` \\[${name}\\]$`);

  test("is given by its bad example, and by nothing else", () => {
    const { errors, warnings } = linesOf(bad);
    const [own, others] = severity === "error" ? [errors, warnings] : [warnings, errors];
    expect(others).toEqual([]);
    expect(own).toEqual([expect.stringMatching(ending)]);
  });

  test("is not given by its good example, nor is any other", () => {
    expect(linesOf(good)).toEqual({ errors: [], warnings: [] });
  });

  test("is described in whole sentences, with its page", () => {
    expect(summary).toMatch(/^[A-Z`"].*\.$/);
    expect(wayOut).toMatch(/^[A-Z`"].*\.$/);
    expect(source.startsWith("https://") || existsSync(join(ROOT, source))).toBe(true);
    for (const number of numbers) expect(number).toMatch(/^R\d{3}$/);
  });
});

test("names are words with hyphens, each in one catalogue", () => {
  for (const [name] of rows) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(rows).toHaveLength(Object.keys(LOAD_RULES).length + Object.keys(PLAN_RULES).length);
});

test("every fact of AWS and Kubernetes names a rule of the catalogue", () => {
  const folder = join(ROOT, "lib/aws");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const named = files.flatMap((file) =>
    Object.values(require(join(folder, file)) as object).flatMap((value: unknown) =>
      typeof value === "object" && value !== null && "rule" in value ? [String(value.rule)] : [],
    ),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((rule) => !Object.hasOwn(ALL_RULES, rule))).toEqual([]);
});

test("docs/rules.md is written from the catalogues", () => {
  expect(readFileSync(join(ROOT, "docs/rules.md"), "utf8")).toBe(rulesDocument());
});

test("docs/rules.md can be read in a browser: GitHub shows files of up to 512 KiB", () => {
  const page = rulesDocument();
  expect(Buffer.byteLength(page)).toBeLessThan(512 * 1024);
  expect(Math.max(...page.split("\n").map((line) => line.length))).toBeLessThan(1000);
});
