import { permissionSetOf } from "../aws/iam/identity-center";
import { KEY, nearestName } from "../aws/kubernetes/names";

const LONGEST = KEY.max ?? 63;

/** Returns what the key of a role or user is made of: its name, or that of the permission set that it is from. */
export const keyName = (name: string): string => permissionSetOf(name) ?? name;

/** Makes keys of names, each once. */
export class Keys {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** Returns the name in lower case, with `-` in place of what a key cannot hold, and `-2` behind it if it is taken. */
  of(name: string, otherwise: string): string {
    const key = nearestName(name, "-", LONGEST) || otherwise;
    let free = key;
    for (let number = 2; this.taken.has(free); number += 1) {
      const suffix = `-${number}`;
      free = `${key.slice(0, LONGEST - suffix.length)}${suffix}`;
    }
    this.taken.add(free);
    return free;
  }
}
