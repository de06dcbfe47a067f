import { encodeUtf8 } from "@liangzheng/bytes";
import { expect, test } from "vitest";
import { attacks, badSeal, list, page, sealedBy, uncoveredRoot } from "../testing/attacks.ts";
import { gm, now, trust } from "../testing/people.ts";
import { edited, listed, zip } from "../testing/sealed-package.ts";
import { type OfdReport, parseSeal, verifyOfd } from "./index.ts";

const verify = (bytes: Uint8Array): OfdReport => verifyOfd(bytes, { gm, trust, now });

test.each(attacks)("%s: %s, %s", (_, verdict, reason, build) => {
  const report = verify(build());
  const reasons = [...report.checks, ...report.signatures.flatMap(({ checks }) => checks)].map(
    (item) => item.reason,
  );
  expect(report.verdict).toBe(verdict);
  expect(reasons).toContain(reason);
});

test("the packages the attacks start from are valid, so that each verdict above is the attack's", () => {
  expect(verify(zip(sealedBy())).verdict).toBe("valid");
  expect(verify(zip(sealedBy({ type: "Seal" }))).verdict).toBe("valid");
  expect(verify(zip(sealedBy({ covers: uncoveredRoot }))).verdict).toBe("valid-with-additions");
  expect(() => parseSeal(badSeal())).not.toThrow();
});

test("more signatures than a document bears are refused before they cost anything", () => {
  let entries = sealedBy();
  for (let i = 0; i < 70; i++)
    entries = listed(entries, list, `<ofd:Signature ID="x${i}" BaseLoc="/S${i}.xml"/>`);
  expect(verify(zip(entries))).toMatchObject({ verdict: "indeterminate", summary: "unreadable" });
});

test("a stamp off its page, or on one of unknown size, is told and does not count", () => {
  const stampedAt = (boundary: string) =>
    verify(zip(sealedBy({ rewrite: (text) => text.replace("100 200 42 42", boundary) })));
  const places = (report: OfdReport) =>
    report.signatures.flatMap(({ checks }) => checks.filter(({ name }) => name === "stamp-places"));
  expect(places(stampedAt("100 200 42 42"))).toMatchObject([{ result: "pass" }]);
  // Riding seals lie half off the page.
  expect(places(stampedAt("190 200 42 42"))).toMatchObject([{ result: "pass" }]);
  const off = stampedAt("211 200 42 42");
  expect(off.verdict).toBe("valid");
  expect(places(off)).toMatchObject([{ result: "unknown", reason: "stamp-off-page" }]);
  const clipped = sealedBy({ rewrite: (t) => t.replace('42 42"', '42 42" Clip="120 0 5 42"') });
  expect(places(verify(zip(clipped)))).toMatchObject([{ reason: "stamp-off-page" }]);
});

test("a page that states its own size is held against that", () => {
  const narrow = edited(sealedBy({ covers: () => false }), page, (text) =>
    text.replace(
      "<ofd:Content>",
      "<ofd:Area><ofd:PhysicalBox>0 0 90 297</ofd:PhysicalBox></ofd:Area><ofd:Content>",
    ),
  );
  const [signature] = verify(zip(narrow)).signatures;
  expect(signature?.checks).toContainEqual(expect.objectContaining({ reason: "stamp-off-page" }));
});

test("MaxSignId is held against the identifiers in use, and only told", () => {
  const told = (maximum: string) => {
    const entries = edited(sealedBy(), list, (text) => text.replace(">30<", `>${maximum}<`));
    const report = verify(zip(entries));
    return [report.verdict, report.checks.find(({ name }) => name === "signature-ids")?.reason];
  };
  // The signature has 1 and its stamp 11.
  expect(told("11")).toEqual(["valid", undefined]);
  expect(told("s012")).toEqual(["valid", "max-id-higher"]);
  expect(told("1")).toEqual(["valid", "max-id-lower"]);
  expect(told("many")).toEqual(["valid", undefined]);
});

test("a provider without a name is told", () => {
  const report = verify(zip(sealedBy({ rewrite: (text) => text.replace(' ProviderName="tests"', "") })));
  expect(report.verdict).toBe("valid");
  expect(report.signatures[0]?.checks).toContainEqual(
    expect.objectContaining({ name: "provider", result: "unknown", reason: "provider-unnamed" }),
  );
});

test("a page in which no link can be is not read as XML, and one with a word of a link is", () => {
  const broken = (text: string) =>
    verify(zip(sealedBy({ covers: (n) => n !== page && n !== list }).set(page, encodeUtf8(text))));
  const document = (report: OfdReport) => report.checks.find(({ name }) => name === "document")?.result;
  expect(document(broken("<Page><Content></Page>"))).toBe("pass");
  expect(document(broken("<Page><Content>PageRes</Page>"))).toBe("unknown");
});
