import type { Proved } from "../prove/laws";
import { lawText, sentencesOf } from "../prove/text";
import { asJunit } from "./junit";
import { asSarif, type SarifRule } from "./sarif";

const PAGE = "https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html";

const RULES = {
  "is broken": { id: "law-broken", summary: "A law about who may do what is broken.", source: PAGE, level: "error" },
  "cannot be said": {
    id: "law-undecided",
    summary: "It cannot be said whether a law about who may do what holds.",
    source: PAGE,
    level: "warning",
  },
} as const satisfies Readonly<Record<string, SarifRule>>;

/** Writes the laws that do not hold as SARIF, each at its place. */
export function asProveSarif(
  proved: readonly Proved[],
  tool: { readonly name: string; readonly version: string },
): string {
  return asSarif({
    tool,
    rules: Object.values(RULES),
    results: proved.flatMap(({ verdict, location, law, answers }) => {
      if (verdict === "holds") return [];
      const { id, level } = RULES[verdict];
      const message = messageOf({ verdict, location, law, answers });
      return [{ rule: id, level, message, location, identity: [JSON.stringify(law)] }];
    }),
    notifications: [],
  });
}

/** Writes laws as JUnit: a test for each, an error where it cannot be said. */
export function asProveJunit(proved: readonly Proved[]): string {
  const cases = proved.map((one) => {
    const found = [{ type: one.verdict, message: messageOf(one) }];
    return {
      name: lawText(one.law),
      group: one.location,
      failures: one.verdict === "is broken" ? found : [],
      errors: one.verdict === "cannot be said" ? found : [],
      remarks: [],
    };
  });
  return asJunit("eks-access prove check", [{ name: "laws", cases }]);
}

/** The reason of a law, and what breaks it or leaves it open, in one line. */
const messageOf = ({ law, answers }: Proved): string =>
  [law.because ?? lawText(law), ...sentencesOf(answers).map(({ head, reasons }) => [head, ...reasons].join("; "))].join(
    " | ",
  );
