import { createHash } from "node:crypto";
import { join } from "node:path";
import fc from "fast-check";
import { type LoadedPlan, load } from "../../../lib/load/load";
import { html, readable } from "../../../lib/report/html/html";
import { folderOf } from "../../support/files";
import { loaded } from "../../support/loaded";
import { attribute, Page, reportOf, textOf } from "../../support/page";
import { REPORTED } from "../../support/reported";

const folder = folderOf(REPORTED);
const fleet = load(join(folder, "clusters"));
const text = reportOf(fleet);
const page = new Page(text);

/** Texts that end what they stand in, if nobody escapes them, and any others. */
const names = fc.oneof(
  fc.constantFrom(
    "</script>",
    "<script>alert(1)</script>",
    "<!--",
    "]]>",
    "\"'><svg/onload=x>",
    "&amp;",
    "&#0;",
    "\u202egnp",
    "🦀",
    "fe80::1",
    "${a}",
    "\0",
    "\r\n",
  ),
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "!", "-", "=", "a", ";", " ", "\n"),
    minLength: 1,
    maxLength: 12,
  }),
);

test("what is readable is what was given, but for what nobody sees", () => {
  expect(readable("a <b> \u00e4 \u{1f980} \u202e \u0000 \ufdd0 \u{1ffff}")).toBe(
    "a <b> \u00e4 \u{1f980} \\u202e \\u0000 \\u{fdd0} \\u{1ffff}",
  );
});

test("any text stands in an element and in an attribute as a reader sees it", () => {
  fc.assert(
    fc.property(names, (name) => {
      const { text: piece } =
        html`<!doctype html><html lang="en"><head><title>${name}</title></head><body><p title="${name}">${name}</p></body></html>`;
      const { elements, errors } = new Page(piece);
      const [p] = elements.filter(({ tagName }) => tagName === "p");
      expect(errors).toEqual([]);
      expect(p && textOf(p)).toBe(readable(name));
      expect(p && attribute(p, "title")).toBe(readable(name));
      expect(elements).toHaveLength(5);
    }),
    { numRuns: 300 },
  );
});

describe("a name that others choose", () => {
  const MARK = "qqmarkqq";
  const marked = loaded({
    "clusters/demo.yaml":
      REPORTED["clusters/demo.yaml"]
        ?.replace("yearly audit", MARK)
        .replace("it deploys everywhere", MARK)
        .replace("viewers", MARK)
        .replace("[shop, ", `[${MARK}, `)
        .replace("role/deployer", `role/${MARK}`)
        .replace("shop/orders", `shop/${MARK}`)
        .replace(/^/, `name: ${MARK}\n`) ?? "",
  });

  /** Puts a text in the place of the mark in all that a plan says. */
  function renamed<T>(value: T, name: string): T {
    const of = (one: unknown): unknown => {
      if (typeof one === "string") return one.replaceAll(MARK, () => name);
      if (Array.isArray(one)) return one.map(of);
      if (one instanceof Set) return new Set([...one].map(of));
      if (one instanceof Map) return new Map([...one].map(([key, inner]) => [of(key), of(inner)]));
      if (typeof one === "function") return (...args: unknown[]) => of(one(...args));
      if (typeof one !== "object" || one === null) return one;
      return Object.fromEntries(Object.entries(one).map(([key, inner]) => [of(key), of(inner)]));
    };
    return of(value) as T;
  }

  const pageWith = (name: string) => {
    const plans: readonly LoadedPlan[] = renamed(marked.plans, name);
    return new Page(
      reportOf(marked, {
        plans,
        title: name,
        files: [{ file: name, sha256: "" }],
        warnings: [{ file: name, text: readable(`a.yaml:1:1 access: ${name} [policy-name]`) }],
      }),
    );
  };
  /** The elements and the names of their attributes. A name may stand at another place of a sorted list. */
  const shapeOf = ({ elements }: Page) =>
    elements.map(({ tagName, attrs }) => [tagName, ...attrs.map(({ name }) => name)].join(" ")).sort();
  const usual = shapeOf(pageWith("usual"));

  test("changes no element of the page, and is read as it is", () => {
    expect(pageWith(MARK).errors).toEqual([]);
    fc.assert(
      fc.property(
        names.filter((name) => !name.includes("/")),
        (name) => {
          const found = pageWith(name);
          expect(found.errors).toEqual([]);
          expect(shapeOf(found)).toEqual(usual);
          const texts = new Set(found.elements.map(textOf));
          expect([...found.all("h1")].map(textOf)).toEqual([readable(name)]);
          for (const shown of [`${name}`, `shop/${name}`, `in ${name}, team-*`, `group ${name}`]) {
            expect(texts).toContain(readable(shown));
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

test("nothing runs and nothing is loaded but what stands in the page", () => {
  const [meta] = page.all("meta").filter((one) => attribute(one, "http-equiv") === "Content-Security-Policy");
  const hashOf = (tag: string) => {
    const [element, ...others] = page.all(tag);
    expect(others).toEqual([]);
    return createHash("sha256")
      .update(element ? textOf(element) : "")
      .digest("base64");
  };
  expect(meta && attribute(meta, "content")).toBe(
    `default-src 'none'; style-src 'sha256-${hashOf("style")}'; script-src 'sha256-${hashOf("script")}'; base-uri 'none'; form-action 'none'`,
  );
  const attributes = new Set(page.elements.flatMap(({ attrs }) => attrs.map(({ name }) => name)));
  expect([...attributes].filter((name) => /^(on.*|style|src|srcset|action)$/.test(name))).toEqual([]);
  expect(
    page
      .all("a")
      .map((a) => attribute(a, "href"))
      .filter((href) => !/^(#|https:\/\/)/.test(href ?? "")),
  ).toEqual([]);
});

test("the same files give the same bytes", () => {
  expect(reportOf(load(join(folder, "clusters"))) === text).toBe(true);
});

test("every id stands once, and every link into the page leads to one", () => {
  expect(page.errors).toEqual([]);
  const ids = page.elements.flatMap((element) => attribute(element, "id") ?? []);
  expect(ids).toEqual([...new Set(ids)]);
  const links = page.all("a").flatMap((a) => attribute(a, "href") ?? []);
  expect(links.filter((href) => href.startsWith("#") && !ids.includes(href.slice(1)))).toEqual([]);
});

test("what is about a cluster says so, for the filter", () => {
  const rows = page.elements.filter((element) => attribute(element, "data-c") !== undefined);
  expect(new Set(rows.map((row) => attribute(row, "data-c")))).toEqual(new Set(["0", "1"]));
});

test("a grant takes less than 600 bytes, so that 50 clusters of 60 rows stay below 2 MB", () => {
  const sizeOf = (clusters: number) => {
    const files = Array.from({ length: clusters }, (_, cluster): [string, string] => {
      const entries = Array.from({ length: 30 }, (_, entry) => {
        const principal = `arn:aws:iam::111122223333:role/teams/pipeline-of-team-${entry}`;
        const policy = `{ policy: AmazonEKSEditPolicy, namespaces: [team-${entry}, "team-${entry}-*"] }`;
        return `  team-${entry}: { principal: "${principal}", policies: [${policy}] }`;
      });
      return [
        `clusters/cluster-${cluster}.yaml`,
        ['account: "111122223333"', "region: eu-west-1", "access:", ...entries, ""].join("\n"),
      ];
    });
    return Buffer.byteLength(reportOf(loaded(Object.fromEntries(files))));
  };
  expect((sizeOf(6) - sizeOf(3)) / 90).toBeLessThan(600);
});
