import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { load } from "../../lib/load/load";
import { CHROMIUM, describeInBrowser } from "../support/chromium";
import { folderOf } from "../support/files";
import { reportOf } from "../support/page";
import { REPORTED } from "../support/reported";

jest.setTimeout(60_000);

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe objects to: the rule, and what breaks it. */
type Objection = readonly [rule: string, elements: readonly string[]];

describeInBrowser("a report in a browser", () => {
  const folder = folderOf(REPORTED);
  const file = join(folder, "report.html");
  const url = pathToFileURL(file).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, reportOf(load(join(folder, "clusters"))));
    if (CHROMIUM === undefined) throw new Error("no Chromium on this machine: install it, or name it in CHROMIUM");
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(async () => browser?.close());

  /** Opens the report. Returns what it asks for and complains about, too. */
  async function opened(options: Parameters<Browser["newPage"]>[0] = {}, fragment = "") {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.goto(`${url}${fragment}`);
    return { page, requests, complaints };
  }

  /** The texts of what is displayed. */
  const shown = (page: Page, selector: string): Promise<string[]> =>
    page
      .locator(selector)
      .evaluateAll((elements) =>
        elements.flatMap((one) => (one.checkVisibility() ? [(one.textContent ?? "").trim()] : [])),
      );
  const count = (page: Page) => page.locator("#count").textContent();
  const names = (page: Page) => shown(page, "#matrix [data-p] th a");

  test("asks for nothing but itself, and complains about nothing", async () => {
    const { requests, complaints } = await opened();
    expect({ requests, complaints }).toEqual({ requests: [url], complaints: [] });
  });

  test.each(["light", "dark"] as const)("can be read by everybody, %s", async (colorScheme) => {
    const { page } = await opened({ colorScheme });
    await page.locator("details").evaluateAll((all) => {
      for (const one of all) one.setAttribute("open", "");
    });
    await page.evaluate(AXE);
    const objections = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(STANDARDS)} }).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))]))`);
    expect(objections as Objection[]).toEqual([]);
  });

  test("the filter leaves what fits, and says how much that is", async () => {
    const { page } = await opened();
    expect(await count(page)).toBe("5 of 5 principals, 8 of 8 grants, 1 of 1 pods");
    await page.getByRole("searchbox", { name: "Text" }).fill("AUDIT");
    expect(await names(page)).toEqual(["auditor"]);
    expect(await count(page)).toBe("1 of 5 principals, 1 of 8 grants, 0 of 1 pods");
    await page.getByRole("button", { name: "Show all" }).click();
    await page.getByRole("combobox", { name: "Allows" }).selectOption("cluster admin, or as good as");
    expect(await names(page)).toEqual(["admins", "deployer"]);
    await page.getByRole("combobox", { name: "Allows" }).selectOption("may read Secrets");
    expect(await names(page)).toEqual(["Team", "admins", "deployer", "demo-gpu-node"]);
    expect(await shown(page, "#matrix .g")).toEqual([
      "WEditin shop, team-*",
      "AClusterAdmin",
      "AClusterAdmin",
      "A~Edit",
      "NAutoNode",
    ]);
    await page.getByRole("combobox", { name: "Allows" }).selectOption("not known");
    expect(await names(page)).toEqual(["Team"]);
  });

  test("a namespace fits by its pattern, and the whole cluster has it too", async () => {
    const { page } = await opened();
    await page.getByRole("textbox", { name: "Namespace" }).fill("team-a");
    await page.getByRole("combobox", { name: "Policy" }).selectOption("AmazonEKSEditPolicy");
    expect(await shown(page, "#grants [data-c] td:nth-child(3)")).toEqual(["in shop, team-*", "whole cluster"]);
    await page.getByRole("textbox", { name: "Namespace" }).fill("team");
    expect(await names(page)).toEqual(["deployer"]);
  });

  test("a cluster leaves its column and its rows", async () => {
    const { page } = await opened();
    await page.getByRole("combobox", { name: "Cluster" }).selectOption("stage");
    expect(await shown(page, "#matrix thead th")).toEqual(["Principal", "stage"]);
    expect(await shown(page, "#fleet tbody th")).toEqual(["stage"]);
    expect(await names(page)).toEqual(["Team", "admins"]);
    expect(await shown(page, "#pods tbody tr")).toEqual([]);
    const checks = await shown(page, "#findings [data-c]");
    expect(checks.filter((row) => row.includes("clusters/demo.yaml"))).toEqual([]);
    // no heading is left without a row
    expect((await shown(page, "#findings .group")).length).toBeLessThanOrEqual(checks.length);
  });

  test("an end fits by the days that are left", async () => {
    const { page } = await opened();
    await page.getByRole("spinbutton", { name: "Ends within days" }).fill("0");
    expect(await names(page)).toEqual(Date.now() > Date.parse("2027-04-01T00:00:00Z") ? ["auditor"] : []);
    await page.getByRole("spinbutton", { name: "Ends within days" }).fill("36500");
    expect(await names(page)).toEqual(["auditor"]);
  });

  test("a link shows what somebody saw", async () => {
    const { page } = await opened();
    await page.getByRole("searchbox", { name: "Text" }).fill("deployer");
    const fragment = String(await page.evaluate("location.hash"));
    expect(fragment).toBe("#who?q=deployer");
    const { page: other } = await opened({}, fragment);
    expect(await names(other)).toEqual(["deployer"]);
    await other.locator(".figures a", { hasText: "1" }).first().click();
    expect(await names(other)).toEqual(["admins", "deployer"]);
  });

  test("the keyboard reaches the filter and the tables", async () => {
    const { page } = await opened();
    const reached: string[] = [];
    for (let steps = 0; steps < 40; steps += 1) {
      await page.keyboard.press("Tab");
      reached.push(
        await page.locator(":focus").evaluate((at) => {
          const name = at.getAttribute("name") ?? at.getAttribute("aria-label") ?? at.textContent;
          return `${name}${at.matches(":focus-visible") ? "" : " unseen"}`;
        }),
      );
    }
    expect(reached.filter((one) => one.endsWith(" unseen"))).toEqual([]);
    expect(reached[0]).toBe("Skip to the content");
    expect(reached).toEqual(
      expect.arrayContaining(["q", "cluster", "may", "Show all", "Clusters", "Principals and clusters"]),
    );
  });

  test("without a script everything is there, and no filter", async () => {
    const { page } = await opened({ javaScriptEnabled: false });
    expect(await page.getByLabel("Filter").isVisible()).toBe(false);
    expect(await page.locator("#grants [data-c]").count()).toBe(8);
    expect(await page.locator("#matrix [data-p] >> nth=0").isVisible()).toBe(true);
  });

  test.each([
    ["at 200 %", 640],
    ["on a phone", 390],
  ])("%s the page itself is not scrolled sideways", async (_, width) => {
    const { page } = await opened({ viewport: { width, height: 700 } });
    expect(await page.locator("html").evaluate((html) => html.scrollWidth)).toBeLessThanOrEqual(width);
  });

  test("on paper all is open, and there is no filter", async () => {
    const { page } = await opened();
    await page.emulateMedia({ media: "print" });
    expect(await page.getByLabel("Filter").isVisible()).toBe(false);
    expect(
      await page.locator(".policy .scroll >> nth=0").evaluate((one) => one.getBoundingClientRect().height > 0),
    ).toBe(true);
    const paper = await page.pdf({ preferCSSPageSize: true });
    expect((paper.toString("latin1").match(/\/Type \/Page\b/g) ?? []).length).toBeGreaterThan(5);
  });
});
