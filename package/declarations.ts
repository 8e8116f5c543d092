import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Returns the modules that a declaration file imports. */
export const importsOf = (text: string): string[] =>
  [...text.matchAll(/(?:from |import\()"([^"]+)"/g)].map(([, name = ""]) => name);

/** Puts in other declarations of one file, and removes what no entry point needs then. */
export function completeDeclarations(
  folder: string,
  entries: readonly string[],
  replaced: Readonly<Record<string, string>>,
): void {
  for (const [file, text] of Object.entries(replaced)) writeFileSync(join(folder, file), text);
  const needed = new Set<string>();
  const need = (file: string): void => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const name of importsOf(readFileSync(file, "utf8"))) {
      if (name.startsWith(".")) need(`${resolve(dirname(file), name)}.d.ts`);
    }
  };
  for (const entry of entries) need(resolve(folder, entry));
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = resolve(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(file)) rmSync(file);
  }
}
