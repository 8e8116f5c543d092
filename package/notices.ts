import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/** Licences that may be bundled. Any other is refused, and so is a package that names none. */
const ALLOWED = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0"];

/** What stands for the text of a licence where a package has no file of it. */
const NOTICES: Readonly<Record<string, string>> = {
  "MPL-2.0":
    "This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.",
};

/** A package of which a part is bundled. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Where its source is. */
  readonly source: string;
  readonly text: string;
}

/** Returns the packages in bundles, by name. */
export function thirdPartiesIn(metafiles: readonly Metafile[], root: string): ThirdParty[] {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const folders = inputs.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return withTexts([...new Set(folders)].sort().map((folder) => thirdParty(join(root, folder))));
}

/** Packages of one repository may leave the text of their licence to another of it. */
export const withTexts = (parties: readonly ThirdParty[]): ThirdParty[] =>
  parties.map((party) => {
    const { licence, source } = party;
    const sister = parties.find((other) => other.text !== "" && other.licence === licence && other.source === source);
    return party.text === "" && sister !== undefined ? { ...party, text: sister.text } : party;
  });

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly repository?: string | { readonly url?: string };
}

function thirdParty(folder: string): ThirdParty {
  const { name, version, license, repository }: PackageJson = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const licence = license ?? "unknown";
  const url = typeof repository === "string" ? repository : repository?.url;
  return {
    name,
    version,
    licence,
    source: url === undefined ? "unknown" : addressOf(url),
    text: file === undefined ? (NOTICES[licence] ?? "") : readFileSync(join(folder, file), "utf8").trim(),
  };
}

/** npm takes `owner/name` for a repository on GitHub. */
const addressOf = (url: string): string =>
  url
    .replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, "https://github.com/$1")
    .replace(/^git\+/, "")
    .replace(/\.git$/, "");

/** Returns the packages that must not be bundled, each with the reason. */
export const refused = (parties: readonly ThirdParty[]): string[] =>
  parties.flatMap(({ name, licence, source, text }) => {
    if (!ALLOWED.includes(licence)) return [`${name}: licence ${licence}`];
    if (text === "") return [`${name}: no text of the licence`];
    return source === "unknown" ? [`${name}: no place of its source`] : [];
  });

/** Returns the text of THIRD-PARTY-NOTICES. */
export const noticesOf = (parties: readonly ThirdParty[]): string =>
  `${[
    "The bundles of this package contain code of these packages, shortened, and otherwise unchanged.",
    ...parties.map(({ name, version, licence, source, text }) =>
      [`${name} ${version}`, `Licence: ${licence}`, `Source: ${source}`, "", text].join("\n"),
    ),
  ].join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
