import type { Call } from "./support/endpoint";
import { lawsOfALifecycle } from "./support/laws";
import type { Lifecycle } from "./support/lifecycle";
import { lawOfTheJournal, withTerraform } from "./support/requirements";
import { lifecycleOfWide, WIDE_ROLES } from "./support/wide";

withTerraform(
  "the same, while AWS is slow to know of new roles and entries and refuses calls that come too fast",
  () => {
    let result: Lifecycle;

    beforeAll(async () => {
      result = await lifecycleOfWide({ iamPropagationMs: 10_000, entryLagMs: 5000, throttleP: 0.1 });
    });

    lawsOfALifecycle(() => result, WIDE_ROLES);

    const refused = (error: string, op?: string): readonly Call[] =>
      [...result.applied, ...result.destroyed].filter((call) => call.error === error && call.op === (op ?? call.op));

    lawOfTheJournal("all of that happened", () => {
      expect(refused("InvalidParameterException", "CreateAccessEntry")).not.toEqual([]);
      expect(refused("ResourceNotFoundException", "AssociateAccessPolicy")).not.toEqual([]);
      expect([...refused("Throttling"), ...refused("ThrottlingException")]).not.toEqual([]);
    });
  },
);
