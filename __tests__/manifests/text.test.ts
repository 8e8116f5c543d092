import fc from "fast-check";
import { parse } from "yaml";
import { plainYaml } from "../../lib/manifests/plain-yaml";
import { textOf as textOfManifest, yamlOf } from "../../lib/manifests/text";

/** The text of a manifest with this document. */
const textOf = (document: object): string => textOfManifest({ format: "yaml", document });

/** Words that YAML 1.1, and so kubectl, reads as something else than text. */
const WORDS = [
  ...["yes", "no", "on", "off", "y", "n", "Y", "N", "true", "null", "~", "", ".nan", "-.inf", "<<", "="],
  ...["1", "012", "0o14", "0x1F", "1_000", "1:30", "1e3", "1.", ".5", "2024-01-01", "2024-01-01T00:00:00Z"],
];

test.each(WORDS)("%j is text, as a value and as a key", (word) => {
  const text = textOf({ [word]: word, list: [word] });
  expect(text).toContain(`list:\n  - ${JSON.stringify(word)}\n`);
  for (const version of ["1.1", "1.2"] as const) {
    expect(parse(text, { version })).toEqual({ [word]: word, list: [word] });
  }
});

test("all texts are quoted, and nothing else", () => {
  expect(textOf({ kind: "NodeClass", spec: { weight: 1, flag: true, list: ["a"] } })).toBe(
    'kind: "NodeClass"\nspec:\n  weight: 1\n  flag: true\n  list:\n    - "a"\n',
  );
});

test("PROPERTY: a manifest means the same in YAML 1.1 and 1.2", () => {
  const any = fc.string({ unit: "binary" }).filter((word) => word !== "__proto__");
  const text = fc.oneof(any, fc.constantFrom(...WORDS));
  const { document } = fc.letrec((tie) => ({
    value: fc.oneof(text, fc.boolean(), fc.integer(), tie("list"), tie("document")),
    list: fc.array(tie("value"), { maxLength: 3 }),
    document: fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(document, (given) => {
      const written = textOf(given as object);
      for (const version of ["1.1", "1.2"] as const) {
        expect(JSON.stringify(parse(written, { version }))).toBe(JSON.stringify(given));
      }
    }),
  );
});

describe("plain documents", () => {
  const plain = {
    kind: "NodePool",
    "aws:tag/a.b-c_d": [{ weight: 1, flag: false, none: {} }, [["a"], []], "x: #~ 'y'"],
  };

  test("are written without the yaml package", () => {
    expect(plainYaml(plain)).toBe(yamlOf(plain));
  });

  test.each([...WORDS, "a:", "a b", '"', "\\", "é", "\n", "a".repeat(101)])("are none with the key %j", (key) => {
    expect(plainYaml({ list: [{ [key]: "a" }] })).toBeUndefined();
  });

  test.each(['"', "\\", "é", "\n", "\u007f", 0, -0, -1, 0.5, 2 ** 53, null, undefined])("are none with %j", (value) => {
    expect(plainYaml({ list: [{ key: value }] })).toBeUndefined();
  });

  test("PROPERTY: are what the yaml package writes", () => {
    const ascii = fc.string({ unit: "binary-ascii" });
    const key = fc.oneof(
      fc.constantFrom(...WORDS, "a-", "a:b", "A.", "off", "False", "yes-"),
      ascii,
      fc.stringMatching(/^[A-Za-z][\w./:-]{0,6}$/),
    );
    const { document } = fc.letrec((tie) => ({
      value: fc.oneof(
        fc.stringMatching(/^[ !#-[\]-~]*$/),
        fc.constantFrom(...WORDS),
        fc.boolean(),
        fc.integer({ min: 1 }),
        tie("list"),
        tie("document"),
      ),
      list: fc.array(tie("value"), { maxLength: 3 }),
      document: fc.dictionary(key, tie("value"), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(document, (given) => {
        expect(plainYaml(given as object) ?? yamlOf(given as object)).toBe(yamlOf(given as object));
      }),
    );
  });
});

test("characters that a reader cannot see are written by their numbers, and mean the same", () => {
  const document = { kind: "NodeClass", spec: { tags: { "a\u200b": "b\u202e c\u{e0001}\nd" } } };
  const text = textOf(document);
  expect(text).toContain('"a\\u200b": "b\\u202e c\\U000e0001\\nd"');
  expect(parse(text)).toEqual(document);
});
