import { expect } from "vitest";
import { type AccessMatchers, matchers, serializer } from "./index";

expect.extend(matchers);
expect.addSnapshotSerializer(serializer);

declare module "vitest" {
  interface Assertion<T> extends AccessMatchers<void, T> {}
}
