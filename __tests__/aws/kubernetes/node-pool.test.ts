import { textProblem } from "../../../lib/aws/fact";
import { QUANTITY } from "../../../lib/aws/kubernetes/node-pool";

describe("R529 quantities", () => {
  test.each("1 1000 0.5 .5 5. +1 -1 100m 1k 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei 1M 1G 1T 1P 1E 1n 1u 1e3 1E-3".split(" "))(
    "%s is allowed",
    (quantity) => {
      expect(textProblem(QUANTITY, quantity)).toBeUndefined();
    },
  );

  test.each(["", ".", "Gi", "1GB", "1 Gi", "1K", "1,000", "1e", "10%", "max"])('"%s" is refused', (quantity) => {
    expect(textProblem(QUANTITY, quantity)).toBe(
      `a limit is a Kubernetes quantity, got "${quantity}"; write it like "1000" or "1000Gi"`,
    );
  });
});
