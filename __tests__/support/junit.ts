/**
 * What stands in an element: its attributes, each with whether it must be there, and the elements inside, in their order.
 * Elements without `inside` hold text.
 */
interface Element {
  readonly attributes: Readonly<Record<string, "required" | "optional">>;
  readonly inside?: RegExp;
}

const COUNTS = { tests: "optional", failures: "optional", errors: "optional", disabled: "optional" } as const;
const RESULT: Element = { attributes: { type: "optional", message: "optional" } };

/**
 * The elements of a report of JUnit as Jenkins' schema has them.
 *
 * @see https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd
 */
const ELEMENTS: Readonly<Record<string, Element>> = {
  testsuites: { attributes: { name: "optional", time: "optional", ...COUNTS }, inside: /^(testsuite )*$/ },
  testsuite: {
    attributes: {
      ...COUNTS,
      name: "required",
      tests: "required",
      time: "optional",
      skipped: "optional",
      timestamp: "optional",
      hostname: "optional",
      id: "optional",
      package: "optional",
    },
    inside: /^(properties )?(testcase )*(system-out )?(system-err )?$/,
  },
  testcase: {
    attributes: {
      name: "required",
      classname: "optional",
      time: "optional",
      assertions: "optional",
      status: "optional",
    },
    inside: /^(skipped )?(error )*(failure )*(system-out )*(system-err )*$/,
  },
  error: RESULT,
  failure: RESULT,
  skipped: { attributes: {} },
  "system-out": { attributes: {} },
  "system-err": { attributes: {} },
};

const TAG = /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g;
const MARKUP = /[<>]|&(?!amp;|lt;|gt;|quot;|apos;)/;

/** What is wrong with a text as XML, or as a report of JUnit. */
export function objectionsOfJunit(text: string): string[] {
  const objections: string[] = [];
  const root = { name: "", inside: "" };
  const open = [root];
  const body = text.replace(/^<\?xml[^>]*>/, "");
  if (MARKUP.test(body.replace(TAG, ""))) objections.push("markup stands in a text");
  for (const [, closes, name = "", attributes = "", empty] of body.matchAll(TAG)) {
    if (closes) {
      const closed = open.pop();
      if (closed?.name !== name) objections.push(`${name} is closed where ${closed?.name} is open`);
      else objections.push(...misplaced(closed));
      continue;
    }
    const parent = open.at(-1) ?? root;
    parent.inside += `${name} `;
    objections.push(...wrongAttributes(name, attributes));
    if (empty) objections.push(...misplaced({ name, inside: "" }));
    else open.push({ name, inside: "" });
  }
  if (open.length !== 1) objections.push("an element is not closed");
  if (root.inside !== "testsuites " && root.inside !== "testsuite ") objections.push(`the root is ${root.inside}`);
  return objections;
}

function misplaced({ name, inside }: { readonly name: string; readonly inside: string }): string[] {
  const allowed = ELEMENTS[name]?.inside ?? /^$/;
  return allowed.test(inside) ? [] : [`${name} has ${inside}inside`];
}

function wrongAttributes(name: string, text: string): string[] {
  const element = ELEMENTS[name];
  if (element === undefined) return [`${name} is no element`];
  const given = [...text.matchAll(/ ([\w-]+)="([^"]*)"/g)];
  const names = given.map(([, attribute = ""]) => attribute);
  return [
    ...names.filter((attribute) => !Object.hasOwn(element.attributes, attribute)).map((one) => `${name} has ${one}`),
    ...given.filter(([, , value = ""]) => MARKUP.test(value)).map(([, one]) => `markup stands in ${one} of ${name}`),
    ...Object.entries(element.attributes)
      .filter(([attribute, must]) => must === "required" && !names.includes(attribute))
      .map(([attribute]) => `${name} has no ${attribute}`),
  ];
}
