import { type Random, randomFrom } from "../../fuzz/mutate";

/** Makes choices that a seed decides. */
export class Chance {
  private readonly random: Random;

  constructor(seed: number) {
    this.random = randomFrom(seed);
  }

  is(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  /** Some items of a list, in its order. */
  some<T>(items: readonly T[], probability = 0.4): T[] {
    return items.filter(() => this.is(probability));
  }

  /** Some fields of a mapping. */
  part<T extends object>(fields: T, probability = 0.25): Partial<T> {
    const kept = Object.entries(fields).filter(([, value]) => value !== undefined && this.is(probability));
    return Object.fromEntries(kept) as Partial<T>;
  }

  /** Items by keys, at most as many as there are keys. */
  items<T>(keys: readonly string[], make: (key: string, index: number) => T, probability = 0.5): Record<string, T> {
    return Object.fromEntries(this.some(keys, probability).map((key, index) => [key, make(key, index)]));
  }
}
