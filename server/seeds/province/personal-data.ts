import { toBase64 } from "@liangzheng/bytes";
import { drawPortrait } from "../portrait.ts";
import { ageOn } from "./day.ts";
import type { PlannedPerson } from "./people.ts";

export const sexWord = ({ sex }: PlannedPerson): string => (sex === "male" ? "男" : "女");

/** 姓名 is repeated from the holder; these stand on nearly every card of a person. */
export const sexFields = (person: PlannedPerson): Record<string, string> => ({
  XB: sexWord(person),
  XBDM: person.sex === "male" ? "1" : "2",
});

const drawn = new Map<string, string>();

/** The same face on all cards of a person. */
export function portraitOf({ citizenNumber, sex, birth }: PlannedPerson, today: string): string {
  const key = `${citizenNumber} ${today.slice(0, 4)}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const portrait = `data:image/png;base64,${toBase64(drawPortrait(citizenNumber, { sex, age: ageOn(birth, today) }))}`;
  drawn.set(key, portrait);
  return portrait;
}
