import Type, { type Static } from "typebox";
import { operation, roles } from "./operation.ts";
import { NotFound } from "./problems.ts";
import { Done, Key, oneOf } from "./shapes.ts";

export const apps = ["wallet", "console", "officer", "public"] as const;
export type App = (typeof apps)[number];

const Represented = Type.Object({ partyId: Key, name: Type.String() }, { additionalProperties: false });

export const Session = Type.Object(
  {
    signedIn: Type.Boolean(),
    mode: oneOf(["demo", "production"]),
    name: Type.Union([Type.String(), Type.Null()]),
    organ: Type.Union([
      Type.Object({ organId: Key, name: Type.String() }, { additionalProperties: false }),
      Type.Null(),
    ]),
    cardNumber: Type.Union([Type.String(), Type.Null()]),
    roles: Type.Array(oneOf(roles)),
    actingFor: Type.Union([Represented, Type.Null()]),
    mayActFor: Type.Array(Represented),
    expiresAt: Type.Union([Type.String({ format: "date-time" }), Type.Null()]),
  },
  { $id: "Session", additionalProperties: false },
);
export type Session = Static<typeof Session>;

export const getSession = operation("getSession", {
  room: "access",
  summary: "Who is signed in to this app",
  callers: ["anyone"],
  result: Session,
});
export const endSession = operation("endSession", {
  room: "access",
  summary: "Sign out of this app",
  callers: ["anyone"],
  result: Done,
  repeats: "harmless",
});
export const actFor = operation("actFor", {
  room: "access",
  summary: "Act for an enterprise one legally represents, or for oneself again (null)",
  callers: ["holder"],
  body: Type.Object({ partyId: Type.Union([Key, Type.Null()]) }, { additionalProperties: false }),
  result: Session,
  problems: [NotFound],
  repeats: "harmless",
});
