import type { Findings, Place } from "./findings.ts";

interface Defined {
  readonly shape: string;
  readonly place: Place;
}

interface Used {
  readonly id: string;
  readonly target: string;
  readonly name: string | undefined;
  readonly place: Place;
}

/** The identifiers of one document (GB/T 33190 §7.3 ST_ID: unique in it, and not above its MaxUnitID). */
export class Identifiers {
  maximum: number | undefined;
  private readonly defined = new Map<string, Defined>();
  private readonly used: Used[] = [];
  private readonly spaces = new Map<string, Set<string>>();

  define(id: string, shape: string, place: Place, findings: Findings): void {
    // One number, however it is written: 7 and 007.
    const number = String(Number(id));
    if (this.defined.has(number)) findings.add("duplicate-id", place, "ID", number);
    else this.defined.set(number, { shape, place });
  }

  /** Those of signatures, versions and attachments, each kind apart from the objects' numbers. */
  defineIn(space: string, id: string, place: Place, findings: Findings): void {
    const known = this.spaces.get(space) ?? new Set<string>();
    if (known.has(id)) findings.add("duplicate-id", place, "ID");
    this.spaces.set(space, known.add(id));
  }

  refer(id: string, target: string, name: string | undefined, place: Place): void {
    this.used.push({ id: String(Number(id)), target, name, place });
  }

  /** When everything has been read: what nobody defined, what is of the wrong kind, what is above the maximum. */
  settle(findings: Findings): void {
    for (const { id, target, name, place } of this.used) {
      const found = this.defined.get(id);
      if (found === undefined) findings.add("dangling-reference", place, name, id);
      else if (target !== "" && found.shape !== target) findings.add("wrong-reference", place, name, id);
    }
    const most = this.maximum;
    if (most === undefined) return;
    for (const [id, { place }] of this.defined)
      if (Number(id) > most) findings.add("id-above-maximum", place, "ID", id);
  }
}
