import { asSarif, type SarifResult } from "../../lib/report/sarif";

const RULE = { id: "dead-entry", summary: "s", source: "https://example.com", level: "error" } as const;

function resultOf(more: Partial<SarifResult>, notifications: readonly string[] = []) {
  const result: SarifResult = {
    rule: "dead-entry",
    level: "error",
    message: "m",
    location: "clusters/demo.yaml:9:5",
    identity: ["demo"],
    ...more,
  };
  const tool = { name: "t", version: "1" };
  const [run] = JSON.parse(asSarif({ tool, rules: [RULE], results: [result], notifications })).runs;
  return { ...run.results[0], invocation: run.invocations[0] };
}

const placeOf = (location: string) => resultOf({ location }).locations[0].physicalLocation;

test.each([
  ["clusters/demo.yaml:9:5", "clusters/demo.yaml", 9, 5],
  ["clusters/demo.yaml", "clusters/demo.yaml", 1, 1],
  ["my clusters/a:b#1.yaml:2:3", "my%20clusters/a%3Ab%231.yaml", 2, 3],
  ["clusters\\demo.yaml:2:3", "clusters/demo.yaml", 2, 3],
])("%s is a place in a file", (location, uri, startLine, startColumn) => {
  expect(placeOf(location)).toEqual({ artifactLocation: { uri }, region: { startLine, startColumn } });
});

test("a fingerprint stays when the line moves, and differs where anything of its identity does", () => {
  const printOf = (more: Partial<SarifResult>) => resultOf(more).partialFingerprints.primary;
  expect(printOf({ location: "clusters/demo.yaml:10:5", message: "other" })).toBe(printOf({}));
  const others = [["prod"], ["demo", ""], ["de", "mo"]].map((identity) => printOf({ identity }));
  expect(new Set([printOf({}), ...others]).size).toBe(4);
});

test("what could not be looked at makes the run not successful", () => {
  expect(resultOf({}).invocation).toEqual({ executionSuccessful: true, toolExecutionNotifications: [] });
  expect(resultOf({}, ["no answer"]).invocation).toEqual({
    executionSuccessful: false,
    toolExecutionNotifications: [{ level: "error", message: { text: "no answer" } }],
  });
});

test("characters that cannot be seen are shown by their numbers", () => {
  expect(resultOf({ message: "a\u202eb" }).message.text).toBe("a\\u202eb");
});
