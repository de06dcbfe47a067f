import { problemType } from "@liangzheng/problem";

/** Every kind of expected failure there is, with its status. `docs/problems.md` is generated from this list. */
export const InvalidInput = problemType("invalid-input", 400, "The input breaks a rule");
export const IdempotencyKeyRequired = problemType(
  "idempotency-key-required",
  400,
  "A write needs an Idempotency-Key header",
);
export const SignInRequired = problemType("sign-in-required", 401, "Sign in first");
export const NotAllowed = problemType("not-allowed", 403, "Your role does not include this act");
export const NotFound = problemType("not-found", 404, "Nothing here, or nothing of yours");
export const IdempotencyMismatch = problemType(
  "idempotency-mismatch",
  409,
  "The key was used for another request",
);
export const StateConflict = problemType("state-conflict", 409, "The act does not fit the present state");
export const DuplicateLicence = problemType(
  "duplicate-licence",
  409,
  "A live licence of this kind already exists",
);
export const SecondPersonRequired = problemType(
  "second-person-required",
  409,
  "A second person must do this",
);
export const RelayedType = problemType("relayed-type", 409, "This licence belongs to a higher system");
export const TypeNotPublished = problemType("type-not-published", 409, "The licence type is not published");
export const NotAdopted = problemType("not-adopted", 409, "Your unit has not adopted this licence type");
export const SealNotUsable = problemType("seal-not-usable", 409, "The seal cannot be used");
export const TimeStampUnavailable = problemType(
  "time-stamp-unavailable",
  503,
  "No time stamp can be had now, and nothing is sealed without one",
);
export const ReceiptNotLogged = problemType(
  "receipt-not-logged",
  409,
  "The receipt is not in the log yet: ask again in a few seconds",
);
export const TooLarge = problemType("too-large", 413, "The content is too large");
export const DoesNotFit = problemType("does-not-fit", 422, "The content does not fit the template");
export const UnreadableFile = problemType("unreadable-file", 422, "The file cannot be read");
export const LicenceNotShowable = problemType("licence-not-showable", 409, "The licence cannot be shown");
export const MatterNotRegistered = problemType(
  "matter-not-registered",
  409,
  "Your unit has no such item with materials that holders may be asked for",
);
export const OverAsking = problemType("over-asking", 422, "More is asked for than the item allows");
export const AuthorisationWithdrawn = problemType(
  "authorisation-withdrawn",
  409,
  "The holder has withdrawn the authorisation",
);
export const AuthorisationSpent = problemType(
  "authorisation-spent",
  409,
  "The authorisation was for one reading, and that is over",
);
export const AuthorisationExpired = problemType(
  "authorisation-expired",
  409,
  "The authorisation, or the code for it, has expired",
);
export const EntryLocked = problemType("entry-locked", 423, "Too many wrong codes");
export const TooManyRequests = problemType("too-many-requests", 429, "Too many requests");
export const InternalError = problemType("internal-error", 500, "Something went wrong on our side");
export const NotReady = problemType("not-ready", 503, "The service is not ready");
