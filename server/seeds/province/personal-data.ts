import { toBase64 } from "@liangzheng/bytes";
import { ageOn } from "./day.ts";
import type { PlannedPerson } from "./people.ts";
import type { Scene } from "./planned-licence.ts";

export const sexWord = ({ sex }: Pick<PlannedPerson, "sex">): string => (sex === "male" ? "男" : "女");

/** 姓名 is repeated from the holder; these stand on nearly every card of a person. */
export const sexFields = (person: PlannedPerson): Record<string, string> => ({
  XB: sexWord(person),
  XBDM: person.sex === "male" ? "1" : "2",
});

/** As a draft carries a picture. The same face on all cards of a person. */
export function portraitOf(
  { citizenNumber, sex, birth }: PlannedPerson,
  { today, portraits }: Scene,
): string {
  const known = portraits.drawn.get(citizenNumber);
  if (known !== undefined) return known;
  const picture = portraits.draw(citizenNumber, { sex, age: ageOn(birth, today) });
  const written = `data:image/png;base64,${toBase64(picture)}`;
  portraits.drawn.set(citizenNumber, written);
  return written;
}
