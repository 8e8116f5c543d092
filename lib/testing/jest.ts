import { expect } from "@jest/globals";
import { type AccessMatchers, matchers, serializer } from "./index";

expect.extend(matchers);
expect.addSnapshotSerializer(serializer);

declare module "expect" {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends AccessMatchers<R, T> {}
}

declare global {
  namespace jest {
    interface Matchers<R, T> extends AccessMatchers<R, T> {}
  }
}
