/** What is used of Vitest. Users have it; this project does not. */
declare module "vitest" {
  export const expect: {
    extend(matchers: object): void;
    addSnapshotSerializer(serializer: object): void;
  };
  export interface Assertion<T = unknown> {
    readonly not: Assertion<T>;
  }
}
