import fc from "fast-check";
import type { AccessOfCluster } from "../../lib/answers/access";
import { quote, visible } from "../../lib/aws/text";
import { diagnosticLine } from "../../lib/load/location";
import { asJson } from "../../lib/report/json";
import { asTables } from "../../lib/report/print";

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

test.each([
  ["a\u001b[2Kb", "a\\u001b[2Kb"],
  ["a\nb\tc", "a\\u000ab\\u0009c"],
  ["\u202ea\u200b", "\\u202ea\\u200b"],
  ["\u{e0041}", "\\udb40\\udc41"],
  ["\ud800", "\\ud800"],
  ["a\u00a0b", "a\\u00a0b"],
  ["Größe 大 $ {x}", "Größe 大 $ {x}"],
])("%j is printed as %s", (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test("PROPERTY: nothing that is printed holds a character that a reader cannot see", () => {
  const any = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\u001b[1A", "\r\n", "\u2028", "\u202e", "\u007f", "\u009b"),
  );
  fc.assert(
    fc.property(any, any, (name, group) => {
      const reports: AccessOfCluster[] = [
        {
          cluster: name,
          account: "111122223333",
          region: "eu-west-1",
          madeByEks: [],
          identityProviders: [],
          bestPractices: [],
          access: [{ principal: name, type: "STANDARD", group, location: name }],
        },
      ];
      expect(quote(name)).not.toMatch(HIDDEN);
      expect(diagnosticLine(name, { rule: "group", path: ["access", name], message: group })).not.toMatch(HIDDEN);
      const lines = asTables(reports).split("\n");
      expect(lines).toHaveLength(4);
      for (const line of [...lines, ...asJson(reports).split("\n")]) expect(line).not.toMatch(HIDDEN);
      expect(JSON.stringify(JSON.parse(asJson(reports)))).toBe(JSON.stringify(reports));
    }),
  );
});
