import { accessOf, matchers, serializer } from "../../lib/testing";
import { head } from "../support/decide";

// this project has no Vitest; it calls matchers as Jest does
const extend = jest.fn();
const addSnapshotSerializer = jest.fn();
jest.mock("vitest", () => ({ expect: { extend, addSnapshotSerializer } }), { virtual: true });

test("Vitest gets the matchers and the serializer", () => {
  jest.isolateModules(() => require("../../lib/testing/vitest"));
  const [[given] = []] = extend.mock.calls;
  expect(Object.keys(given)).toEqual(Object.keys(matchers));
  expect(given.toImportNothing(accessOf(head())).pass).toBe(true);
  const [[printed] = []] = addSnapshotSerializer.mock.calls;
  expect(printed.serialize(accessOf(head()))).toBe(serializer.serialize(accessOf(head())));
});
