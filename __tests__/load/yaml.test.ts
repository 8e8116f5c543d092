import fc from "fast-check";
import { stringify } from "yaml";
import { readYaml } from "../../lib/load/yaml";

/** The lines of a file's diagnostics, as `line:column: message [rule]`. */
const read = (text: string) => {
  const { value, diagnostics } = readYaml(text);
  return {
    value,
    lines: diagnostics.map(
      ({ position, message, rule }) => `${position?.line}:${position?.column}: ${message} [${rule}]`,
    ),
  };
};

describe("what would mean something else than is written is refused", () => {
  test.each<[string, string, string]>([
    [
      "a set",
      "access: !!set { a, b }",
      '1:15: no tags, got "tag:yaml.org,2002:set": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "an ordered map",
      "a: 1\niam: !!omap [permissionsBoundary: x]",
      '2:13: no tags, got "tag:yaml.org,2002:omap": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "a tag of text",
      "a: !!str 5",
      '1:10: no tags, got "tag:yaml.org,2002:str": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "a tag of one's own",
      "a: !secret x",
      '1:12: no tags, got "!secret": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "a tag without a name",
      "a: ! x",
      '1:6: no tags, got "!": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "a tag on a key",
      "!!str a: x",
      '1:7: no tags, got "tag:yaml.org,2002:str": a tag changes what stands behind it; remove it, and write text in quotes [yaml-tag]',
    ],
    [
      "an alias as a key",
      "a: &p policies\nb: { policies: [x], *p : [y] }",
      "2:21: a key is plain text, got the alias *p; write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "a number as a key",
      "tags: { 0x1F: a }",
      "1:9: a key is plain text, got 0x1F (number); write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "true as a key",
      "true: a",
      "1:1: a key is plain text, got true (boolean); write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "a word for nothing as a key, such as an operator of IAM",
      'Condition: { Null: { "aws:TokenIssueTime": "true" } }',
      "1:14: a key is plain text, got Null (nothing); write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "nothing as a key",
      ": a",
      "1:1: a key is plain text, got nothing; write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "a list as a key",
      "? [a, b]\n: c",
      "1:3: a key is plain text, got a list or mapping; write the key out, in quotes if it looks like a number or a word of YAML [yaml-key]",
    ],
    [
      "a cycle",
      "a: &a { b: [*a] }",
      "1:13: the alias *a stands for a value that contains it; write the value out [yaml-cycle]",
    ],
    [
      "an alias before its anchor",
      "a: *b\nb: &b 1",
      "1:4: not YAML: the alias *b stands before its anchor &b, or there is none [not-yaml]",
    ],
    [
      "an anchor twice",
      "a: &x 1\nb: &x 2\nc: *x",
      "2:7: not YAML: the anchor &x stands here twice; rename one [not-yaml]",
    ],
    [
      "another version of YAML",
      "%YAML 1.1\n---\na: yes",
      "1:1: not YAML: a %YAML line, which may change what words mean; remove it [not-yaml]",
    ],
    ["what the parser warns of", "%FOO x\n---\na: 1", "1:1: not YAML: Unknown directive %FOO [not-yaml]"],
    [
      "a second document",
      "a: 1\n---\nb: 2",
      "2:1: not YAML: a file holds one document, and another begins here [not-yaml]",
    ],
    [
      "an octal-looking number",
      "a: 010",
      '1:4: 010 is read as the number 10; write 10, or "010" in quotes if it is text [yaml-number]',
    ],
    [
      "a hexadecimal number",
      "a: 0x1F",
      '1:4: 0x1F is read as the number 31; write 31, or "0x1F" in quotes if it is text [yaml-number]',
    ],
    [
      "a version",
      "a: [1.10]",
      '1:5: 1.10 is read as the number 1.1; write 1.1, or "1.10" in quotes if it is text [yaml-number]',
    ],
    [
      "a number with an exponent",
      "a: 1e3",
      '1:4: 1e3 is read as the number 1000; write 1000, or "1e3" in quotes if it is text [yaml-number]',
    ],
    ["no number", "a: .nan", '1:4: .nan is read as the number NaN; write ".nan" in quotes if it is text [yaml-number]'],
    [
      "infinity",
      "a: -.inf",
      '1:4: -.inf is read as the number -Infinity; write "-.inf" in quotes if it is text [yaml-number]',
    ],
    [
      "a number that loses digits",
      "a: 12345678901234567890",
      '1:4: 12345678901234567890 is read as the number 12345678901234567000; write "12345678901234567890" in quotes if it is text [yaml-number]',
    ],
    [
      "a number of cdktf's tokens",
      "a: -1.8881545897087503e+289",
      '1:4: -1.8881545897087503e+289 is read as the number -1.8881545897087503e+289; write "-1.8881545897087503e+289" in quotes if it is text [yaml-number]',
    ],
  ])("%s", (_, text, line) => {
    expect(read(text)).toEqual({ value: undefined, lines: [line] });
  });

  test("all of it at once", () => {
    expect(read("a: !x 1\n1: y\nb: 010\nc: *d").lines).toHaveLength(4);
  });
});

describe("what a reader cannot see is refused where it stands", () => {
  test.each<[string, string, string]>([
    [
      "a zero-width space",
      "a: te\u200bam",
      "1:6: U+200B stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a change of direction in a comment",
      "a: 1\n# \u202eyrotsiretni",
      "2:3: U+202E stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a space that does not break",
      "a: b\u00a0c",
      "1:5: U+00A0 stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a terminal's escape",
      'a: "x\\e[2K"',
      "1:4: U+001B stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "half a character",
      'a: "\\ud800"',
      "1:4: U+D800 stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a character by its number",
      'a: ["x", "\\u2066y"]',
      "1:10: U+2066 stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a key by its number",
      '"a\\u00ad": x',
      "1:1: U+00AD stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a carriage return alone",
      "a: 1 # x\rb: 2",
      "1:9: U+000D stands here, a character that a reader cannot see; remove it, or write a plain space [hidden-character]",
    ],
    [
      "a letter and its accent",
      "a: cafe\u0301",
      "1:7: two characters in place of U+00E9, which Terraform would join; write that one character [hidden-character]",
    ],
    [
      "a letter and its accent by number",
      'a: "cafe\\u0301"',
      "1:4: two characters in place of U+00E9, which Terraform would join; write that one character [hidden-character]",
    ],
  ])("%s", (_, text, line) => {
    expect(read(text).lines).toEqual([line]);
  });

  test.each([
    ["line breaks of Windows", "a: 1\r\nb: |\r\n  x\r\n  y\r\n"],
    ["tabs and line breaks in a text", 'a: "x\\ty\\nz"'],
    ["letters of every language", "a: Größe 大きさ حجم"],
    ["a byte order mark, which the reader of the file removes", "a: 1"],
  ])("%s pass", (_, text) => {
    expect(read(text).lines).toEqual([]);
  });
});

describe("limits have messages of their own", () => {
  test.each([
    ["flow lists", `a: ${"[".repeat(1_000_000)}`],
    ["lists", "- ".repeat(500_000)],
    ["mappings as keys", "? ".repeat(500_000)],
    ["indented mappings", Array.from({ length: 500 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")],
  ])("levels of %s", (_, text) => {
    expect(read(text)).toEqual({
      value: undefined,
      lines: [
        expect.stringContaining(
          "at most 64 levels of mappings and lists in each other, got more; take levels out [too-deep]",
        ),
      ],
    });
  });

  test.each([
    ["flow mappings", (levels: number) => `${"{ a: ".repeat(levels)}b${" }".repeat(levels)}`],
    ["flow lists", (levels: number) => `${"[".repeat(levels)}b${"]".repeat(levels)}`],
    ["lists", (levels: number) => `${"- ".repeat(levels)}b`],
    [
      "mappings",
      (levels: number) => `${Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:`).join("\n")} b`,
    ],
  ])("the last level of %s that passes is 63 around a text", (_, text) => {
    expect(read(text(63)).lines).toEqual([]);
    expect(read(text(64)).lines).toEqual([expect.stringContaining("[too-deep]")]);
  });

  test("levels that aliases make", () => {
    const rows = Array.from({ length: 70 }, (_, row) => `a${row}: &a${row} [${row === 0 ? "x" : `*a${row - 1}`}]`);
    expect(read(rows.join("\n")).lines).toEqual([expect.stringContaining("[too-deep]")]);
  });

  test("more values than a number can say", () => {
    const rows = Array.from(
      { length: 1100 },
      (_, row) => `a${row}: &a${row} [${row === 0 ? "x" : `*a${row - 1}, *a${row - 1}`}]`,
    );
    expect(read(rows.join("\n")).lines).toEqual([
      expect.stringContaining("[too-deep]"),
      expect.stringContaining("[too-large]"),
    ]);
  });

  test("uses of one anchor are not limited", () => {
    const uses = Array.from({ length: 1000 }, (_, use) => `k${use}: *tags`);
    const { value, lines } = read(`tags: &tags { Team: platform }\n${uses.join("\n")}\n`);
    expect(lines).toEqual([]);
    expect(value).toMatchObject({ k0: { Team: "platform" }, k999: { Team: "platform" } });
  });

  test("errors of syntax are shown up to the tenth", () => {
    const { lines } = read(`a: [${",".repeat(100)}]`);
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toMatch(/: not YAML: and \d+ more errors from here on \[not-yaml\]$/);
  });
});

test("PROPERTY: what YAML writes is read as the same value", () => {
  // a key that no file may have
  const text = fc.string({ unit: "grapheme-ascii" }).filter((word) => word !== "__proto__");
  const value = fc.letrec((tie) => ({
    value: fc.oneof(text, fc.boolean(), fc.constant(null), fc.integer(), tie("list"), tie("mapping")),
    list: fc.array(tie("value"), { maxLength: 3 }),
    mapping: fc.dictionary(text, tie("value"), { maxKeys: 3 }),
  })).mapping;
  fc.assert(
    fc.property(value, (given) => {
      // the second is an alias of the first
      const twice = { one: given, other: [given] };
      const { value: read, diagnostics } = readYaml(stringify(twice, { defaultKeyType: "QUOTE_DOUBLE" }));
      expect(diagnostics).toEqual([]);
      expect(JSON.stringify(read)).toBe(JSON.stringify(twice));
    }),
  );
});
