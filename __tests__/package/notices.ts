import { readFileSync } from "node:fs";
import { join } from "node:path";
import { name as engine } from "cdktf/package.json";
import { refused, type ThirdParty, withTexts } from "../../package/notices";
import { type Packed, projectWith } from "../support/packed";

const party = (licence: string): ThirdParty => ({
  name: "p",
  version: "1.0.0",
  licence,
  source: "https://example.com/p",
  text: "the text",
});

export function noticeTests(packed: () => Packed): void {
  test("name every package of which a part is bundled, with its licence, its text and its source", () => {
    const folder = projectWith(packed());
    const text = readFileSync(join(folder, "node_modules/cdktf-eks-access/THIRD-PARTY-NOTICES"), "utf8");
    const [, ...parts] = text.split(`\n\n${"-".repeat(80)}\n\n`);
    const names = parts.map((part) => part.split(" ")[0]);
    for (const name of ["zod", "yaml", "fastest-levenshtein", "cli-table3", engine]) expect(names).toContain(name);
    for (const part of parts) {
      expect(part).toMatch(
        /^\S+ \d+\.\d+\.\d+\S*\nLicence: (MIT|ISC|Apache-2\.0|MPL-2\.0)\nSource: https?:\/\/\S+\n\n\S/,
      );
    }
  });

  test.each([
    "AGPL-3.0",
    "AGPL-3.0-only",
    "GPL-2.0",
    "GPL-3.0-or-later",
    "LGPL-3.0",
    "SSPL-1.0",
    "EPL-2.0",
    "BUSL-1.1",
  ])("%s is refused", (licence) => {
    expect(refused([party("MIT"), party(licence)])).toEqual([`p: licence ${licence}`]);
  });

  test("a package without a text has that of its licence from the same repository, and from no other", () => {
    const bare = { ...party("MIT"), name: "bare", text: "" };
    const textOf = (other: ThirdParty) => withTexts([bare, other]).map(({ text }) => text);
    expect(textOf(party("MIT"))).toEqual(["the text", "the text"]);
    expect(textOf(party("ISC"))).toEqual(["", "the text"]);
    expect(textOf({ ...party("MIT"), source: "https://example.com/other" })).toEqual(["", "the text"]);
  });

  test("a package without a licence, its text or the place of its source is refused", () => {
    expect(refused([party("unknown")])).toEqual(["p: licence unknown"]);
    expect(refused([party("SEE LICENSE IN LICENSE.md")])).toEqual(["p: licence SEE LICENSE IN LICENSE.md"]);
    expect(refused([{ ...party("MIT"), text: "" }])).toEqual(["p: no text of the licence"]);
    expect(refused([{ ...party("MIT"), source: "unknown" }])).toEqual(["p: no place of its source"]);
  });
}
