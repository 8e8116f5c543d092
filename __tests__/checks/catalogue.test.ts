import { TELLERS } from "../../lib/aws/checks/pack";
import { controlOf, PACK_NAMES, PACKS, type PackName } from "../../lib/aws/checks/packs";
import { checksOfPacks } from "../../lib/checks/decide";
import { DECISIONS } from "../../lib/checks/decisions";
import { ALL_RULES } from "../../lib/load/catalogue";
import { CHECK_NAMES, checkOf, OWN_CHECKS } from "../../lib/plan/checks/catalogue";
import { RULE_CHECKS } from "../../lib/plan/checks/rule-checks";

/** The controls that checks decide, by pack. */
const decidedIn = (pack: PackName): string[] => [
  ...new Set(CHECK_NAMES.flatMap((name) => checkOf(name).controls[pack] ?? [])),
];

test("every check names controls that there are, each once, and every pack is complete without them", () => {
  for (const name of CHECK_NAMES) {
    const named = PACK_NAMES.words.flatMap((pack) =>
      (checkOf(name).controls[pack] ?? []).map((control) => [pack, control, controlOf(pack, control) !== undefined]),
    );
    expect([name, named.filter(([, , there]) => !there)]).toEqual([name, []]);
    expect([name, named.length]).not.toEqual([name, 0]);
    expect(new Set(named.map(String)).size).toBe(named.length);
  }
});

test.each(PACK_NAMES.words)("of each control of %s either a check or somebody else can tell", (pack) => {
  const decided = decidedIn(pack);
  const silent = Object.entries(PACKS[pack].controls).filter(
    ([control, { teller }]) => teller === undefined && !decided.includes(control),
  );
  expect(silent).toEqual([]);
});

test.each([
  ["eks-best-practices", 29, 59],
  ["cis-eks-1.8", 16, 50],
  ["nsa", 11, 24],
] as const)("checks can decide controls of %s: %i of %i", (pack, decided, all) => {
  expect([decidedIn(pack).length, Object.keys(PACKS[pack].controls).length]).toEqual([decided, all]);
});

test("the controls of CIS are those of its sections 2 to 5, in their order", () => {
  const sections = { "2.1": 2, "3.1": 4, "3.2": 9, "4.1": 12, "4.2": 5, "4.3": 2, "4.4": 2, "4.5": 2 };
  const services = { "5.1": 4, "5.2": 1, "5.3": 1, "5.4": 5, "5.5": 1 };
  const numbers = Object.entries({ ...sections, ...services }).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
  );
  expect(Object.keys(PACKS["cis-eks-1.8"].controls)).toEqual(numbers);
});

/** Pages that checks and packs refer to may lie here, and nowhere else. */
const HOSTS = ["docs.aws.amazon.com", "media.defense.gov", "www.cisecurity.org"];

test("every page lies on a host that is known", () => {
  const pages = [
    ...CHECK_NAMES.map((name) => checkOf(name).source).filter((source) => !source.startsWith("docs/")),
    ...PACK_NAMES.words.flatMap((pack) => [
      PACKS[pack].page,
      ...Object.values(PACKS[pack].controls).flatMap(({ page }) => page ?? []),
    ]),
  ];
  expect([...new Set(pages.map((page) => new URL(page).host))].sort()).toEqual(HOSTS);
  expect(pages.filter((page) => !page.startsWith("https://"))).toEqual([]);
});

test("a check is a rule or has a decision of its own, and no name stands in both catalogues", () => {
  expect(Object.keys(OWN_CHECKS).sort()).toEqual(Object.keys(DECISIONS).sort());
  expect(Object.keys(OWN_CHECKS).filter((name) => Object.hasOwn(ALL_RULES, name))).toEqual([]);
  expect(CHECK_NAMES).toHaveLength(Object.keys(OWN_CHECKS).length + Object.keys(RULE_CHECKS).length);
});

test("what controls ask for is said in one part of a sentence", () => {
  const texts = PACK_NAMES.words.flatMap((pack) => Object.values(PACKS[pack].controls).map(({ asks }) => asks));
  expect(texts.filter((asks) => !/^[a-zA-Z][^.]*[^. ]$/.test(asks))).toEqual([]);
  expect(Object.values(TELLERS).every((teller) => teller.startsWith("the "))).toBe(true);
});

test("a pack has its own checks alone", () => {
  expect(checksOfPacks(["cis-eks-1.8"])).not.toContain("shared-role");
  expect(checksOfPacks(["cis-eks-1.8"])).toContain("open-endpoint");
  expect(checksOfPacks(PACK_NAMES.words)).toEqual(CHECK_NAMES);
});
