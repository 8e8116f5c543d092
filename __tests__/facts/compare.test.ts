import { accessPoliciesIn, differences, entryTypesOf, enumsOf, type Facts, report } from "../../facts/compare";

const COLORS: Facts = { table: "colors.ts COLORS", here: ["red", "green"], published: ["blue", "green"] };
const BLUE = 'colors.ts COLORS: AWS has "blue", which is not here';
const RED = 'colors.ts COLORS: "red" is here, and AWS does not have it';

test.each<[string, Partial<Facts>, string[]]>([
  ["a name on one side only", {}, [BLUE, RED]],
  ["the same names in another order, and twice", { published: ["green", "red", "red"] }, []],
  ["a part that is published", { partial: true }, [BLUE]],
  ["published names that belong elsewhere", { belongs: (name) => name !== "blue" }, [RED]],
  ["nothing published", { published: undefined }, []],
])("differences: %s", (_what, facts, lines) => {
  expect(differences({ ...COLORS, ...facts })).toEqual(lines);
});

test("the report ends with what was compared, and says what could not be", () => {
  const sizes: Facts = { table: "sizes.ts SIZES", here: ["s", "m", "l"], published: ["m"], partial: true };
  const same: Facts = { ...COLORS, published: COLORS.here };
  const shapes: Facts = { table: "shapes.ts SHAPES", here: ["round"], published: [] };
  expect(report([COLORS, sizes, shapes], { b: "2.0.0", a: "1.0.0 (2026-01-02)" })).toEqual([
    BLUE,
    RED,
    "sizes.ts SIZES: no published data for 2 of 3 names",
    "shapes.ts SHAPES: no published data for 1 of 1 names",
    "compared 3 names of 2 tables with a 1.0.0 (2026-01-02), b 2.0.0",
  ]);
  expect(report([same, { ...same, table: "flags.ts FLAGS" }], { a: "1.0.0" })).toEqual([
    "nothing moved",
    "compared 4 names of 2 tables with a 1.0.0",
  ]);
});

test("enums are read from declarations", () => {
  const declarations = `/** @public */
export declare const Size: {
    readonly BIG_ONE: "big-one";
    readonly SMALL: "small";
};
export type Size = (typeof Size)[keyof typeof Size];
export declare const Color: {
    readonly RED: "red";
};`;
  expect(enumsOf(declarations)).toEqual({ Size: ["big-one", "small"], Color: ["red"] });
});

test("types of entries are read from the sentence about them, and from no other", () => {
  const sentence = `* <p>The type of the new access entry. Valid values are <code>ONE</code>,
     *                 <code>TWO</code> (for pairs), and <code>MANY_LINUX</code>. </p>
     *          <p>With <code>OTHER</code> you can't.</p>`;
  expect(entryTypesOf(sentence)).toEqual(["ONE", "TWO", "MANY_LINUX"]);
  expect(entryTypesOf("* <p>Use <code>OTHER</code>.</p>")).toEqual([]);
});

test("access policies are read from the policies that name them", () => {
  const arn = "arn:aws:eks::aws:cluster-access-policy/SomePolicy";
  expect(accessPoliciesIn(JSON.stringify([{ "eks:policyArn": [arn, "arn:aws:iam::aws:policy/Other"] }]))).toEqual([
    "SomePolicy",
  ]);
});
