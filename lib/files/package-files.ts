import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** What runs after `cdktf init --template`, and is no file of a template. */
const HOOKS = ".hooks.sscaff.js";

/** The folder of this package. launch.cjs runs this code as its own module: it lies there, or in `dist` of it. */
function packageFolder(folder = module.path): string {
  return existsSync(join(folder, "package.json")) ? folder : packageFolder(dirname(folder));
}

/** Reads a file of this package. */
export const readPackageFile = (path: string): string => readFileSync(join(packageFolder(), path), "utf8");

/**
 * Reads a folder of `template`, as `cdktf init --template` reads it.
 *
 * @param values what stands for `{{key}}` in the files
 * @returns the text of each file, by its path. `{{}}` is left out of names: npm would not publish `.gitignore`
 */
export function readTemplate(name: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const folder = join(packageFolder(), "template", name);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file !== HOOKS && statSync(join(folder, file)).isFile(),
  );
  const filled = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (all, key: string) => values[key] ?? all);
  return Object.fromEntries(
    files
      .map((file): [string, string] => [
        file.replaceAll("\\", "/").replace("{{}}", ""),
        filled(readFileSync(join(folder, file), "utf8")),
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
