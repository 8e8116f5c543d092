import { objectionsOfJunit } from "../support/junit";
import { objectionsOfSarif } from "../support/sarif";

const LOG = { version: "2.1.0", runs: [{ tool: { driver: { name: "a" } }, results: [] }] };

test.each([
  ["a whole log", LOG, []],
  ["another version", { ...LOG, version: "2.0.0" }, ["/version must be equal to one of the allowed values"]],
  ["a run without a tool", { ...LOG, runs: [{ results: [] }] }, ["/runs/0 must have required property 'tool'"]],
])("the schema of SARIF on %s", (_, log, objections) => {
  expect(objectionsOfSarif(JSON.stringify(log))).toEqual(objections);
});

test.each([
  ["a whole report", '<testsuites><testsuite name="a" tests="0"></testsuite></testsuites>', []],
  ["a suite without a name", '<testsuites><testsuite tests="0"></testsuite></testsuites>', ["testsuite has no name"]],
  ["an unknown element", "<testsuites><suite/></testsuites>", ["suite is no element", "testsuites has suite inside"]],
  [
    "a failure before an error",
    '<testsuite name="a" tests="1"><testcase name="b"><failure/><error/></testcase></testsuite>',
    ["testcase has failure error inside"],
  ],
  ["text with markup", '<testsuite name="&a" tests="0"></testsuite>', ["markup stands in name of testsuite"]],
  ["an element that stays open", '<testsuites><testsuite name="a" tests="0">', ["an element is not closed"]],
])("the schema of JUnit on %s", (_, report, objections) => {
  expect(objectionsOfJunit(report)).toEqual(objections);
});
