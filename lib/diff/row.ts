import type { GainedRule } from "./deeds";
import type { Fact, Facts, Kind } from "./fact";
import type { Sentence } from "./sentence";

/** What one state of a fact allows beyond another. */
export interface Gain {
  /** Whether somebody must look at it. What is not is what every item of its kind has. */
  readonly escalates: boolean;
  /** What can be done, as infinitives. */
  readonly deeds?: Sentence;
  /** Whole sentences about why it is more. */
  readonly reasons: readonly Sentence[];
  /** Where it is decided by rules of Kubernetes. */
  readonly rules?: readonly GainedRule[];
}

/** Both states of a cluster around a change. */
export interface Around {
  readonly account: string;
  readonly from: Facts;
  readonly to: Facts;
}

/** A kind of fact: what is a gain, and how it is said. */
export interface Row<K extends Kind> {
  /**
   * Returns what a fact allows beyond its other state, or undefined for nothing. What is lost is what the state before
   * allows beyond the state after.
   */
  gain(from: Fact<K> | undefined, to: Fact<K> | undefined, around: Around): Gain | undefined;
  /** The state in short. */
  shown(fact: Fact<K>): string;
  added(fact: Fact<K>): Sentence;
  taken(fact: Fact<K>): Sentence;
  changed(from: Fact<K>, to: Fact<K>): Sentence;
  /** What is said of a change that allows nothing more, or takes nothing away. */
  readonly idle?: { readonly added?: string; readonly taken?: string; readonly changed?: string };
}

export const gain = (...reasons: readonly Sentence[]): Gain => ({ escalates: true, reasons });
