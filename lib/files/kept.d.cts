/** Returns the content of a file that `writeKept` wrote with the key of this user. Undefined for any other file. Throws nothing. */
export declare function readKept(file: string): Buffer | undefined;

/** Keeps content in a file, if it can. Of all files in the folder whose names `of` tells, the latest ones stay. Throws nothing. */
export declare function writeKept(
  file: string,
  content: Buffer | string,
  stays: { readonly latest: number; readonly of: (name: string) => boolean },
): void;
