import fc from "fast-check";
import { expect, test } from "vitest";
import { BytesError, encodeUtf8, fromBase64, toBase64, toBase64Url } from "./index.ts";

// source: RFC 4648 §10
test.each([
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
])("base64 of %j is %j", (text, encoded) => {
  expect(toBase64(encodeUtf8(text))).toBe(encoded);
  expect(fromBase64(encoded)).toEqual(encodeUtf8(text));
  expect(fromBase64(encoded.replaceAll("=", ""))).toEqual(encodeUtf8(text));
});

test("both alphabets agree with Node's and come back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64(toBase64(bytes))).toEqual(Uint8Array.from(bytes));
      expect(fromBase64(toBase64Url(bytes))).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test("white space between digits is passed over, as wrapped XML has it", () => {
  expect(fromBase64(" Zm9v\r\n\tYmFy ")).toEqual(encodeUtf8("foobar"));
});

test.each([
  ["a lone digit", "Z"],
  ["a lone digit after a group", "Zm9vY"],
  ["bits left over that are not zero", "Zh=="],
  ["bits left over after three digits", "Zm9="],
  ["padding where none belongs", "Zm9v="],
  ["padding alone", "="],
  ["too little padding", "Zg="],
  ["too much padding", "Zm8=="],
  ["digits after the padding", "Zg==Zg=="],
  ["a character of no alphabet", "Zm9*"],
  ["a full-width digit", "Zm9\uff22"],
])("%s is refused", (_, text) => {
  expect(() => fromBase64(text)).toThrow(BytesError);
});
