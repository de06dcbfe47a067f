import { bits, explicit, generalizedTime, ia5, integer, octets, oid, sequence } from "@liangzheng/asn1";
import { encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { gm, now, signedAt, signer, trust } from "../../testing/people.ts";
import { aSealV5 } from "../../testing/seals.ts";
import { parseSeal, parseSealSignature, verifySeal } from "../index.ts";

test.each([true, false])(
  "a seal of GM/T 0031-2025 verifies; its time stamp (%s) may be absent",
  (timeStamp) => {
    const seal = parseSeal(aSealV5(timeStamp));
    expect(seal).toMatchObject({ standard: "GM/T 0031-2025", header: { version: 5 } });
    expect("timeStamp" in seal && seal.timeStamp !== undefined).toBe(timeStamp);
    expect(verifySeal(aSealV5(timeStamp), { gm, trust, at: now }).verdict).toBe("valid");
  },
);

test("a signature of version 5 is told from one of version 4 by the seal inside", () => {
  const toBeSigned = sequence(
    integer(5),
    aSealV5(),
    generalizedTime(signedAt),
    bits(gm.sm3()),
    ia5("/Doc_0/Signs/Sign_0/Signature.xml"),
  );
  const signature = parseSealSignature(
    sequence(
      toBeSigned,
      octets(signer.certificate.raw),
      oid("1.2.156.10197.1.501"),
      bits(signer.sign(toBeSigned)),
      explicit(0, bits(encodeUtf8("token"))),
    ),
  );
  expect(signature).toMatchObject({ standard: "GM/T 0031-2025", version: 5, time: signedAt });
  expect(signature).toHaveProperty("timeStamp", encodeUtf8("token"));
});
