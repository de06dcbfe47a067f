import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseXml } from "@liangzheng/ofd";
import { expect, test } from "vitest";
import { buildOfd, layer } from "../../../libs/ofd/src/read/testing/build-ofd.ts";
import { aDocument, sealed, zip } from "../../../libs/seal/testing/sealed-package.ts";
import { ownFolder, runAs } from "../../testing/command-run.ts";
import { ofd } from "./ofd.ts";

const { folder, put } = await ownFolder("ofd");
const run = (...args: readonly string[]) => runAs("ofd", ofd, args);

const page = layer(
  '<TextObject ID="3" Boundary="0 0 9 9" Font="4" Size="4"><TextCode X="0" Y="4">照</TextCode></TextObject>',
);
const fonts = '<Fonts><Font ID="4" FontName="宋体"/></Fonts>';
const info =
  '<Title>演示甲的证照</Title><CustomDatas><CustomData Name="KZ_XM">演示甲</CustomData></CustomDatas>';
const good = await put("good.ofd", buildOfd({ page, resources: fonts, info }));
const wrong = await put("wrong.ofd", buildOfd({ page }));
const text = await put("text.ofd", "this is no package");
const stamped = await put("stamped.ofd", zip(sealed(aDocument())));

test("lint's exit code says no errors, errors, or unreadable, and of several files the worst", async () => {
  expect((await run("lint", good)).exit).toBe(0);
  expect((await run("lint", wrong)).exit).toBe(1);
  expect((await run("lint", text)).exit).toBe(3);
  expect((await run("lint", join(folder, "absent.ofd"))).exit).toBe(3);
  expect((await run("lint", folder)).exit).toBe(3);
  expect((await run("lint", good, text)).exit).toBe(3);
  expect((await run("lint", good, text, wrong)).exit).toBe(1);
});

test("each finding has rule, clause, file, element and a sentence; errors come first", async () => {
  const { out } = await run("lint", wrong, "--lang", "en");
  expect(out.split("\n").slice(0, 3)).toEqual([
    `${wrong}: 1 errors, 1 notes`,
    "  ✗ dangling-reference §11.2 /Doc_0/Pages/Page_0/Content.xml /Page/Content/Layer/TextObject",
    "      nothing has the identifier referred to: Font 4",
  ]);
  expect((await run("lint", wrong, "--lang", "zh", "--errors")).out).toContain("引用的标识不存在");
  expect((await run("lint", wrong, "--lang", "en", "--errors")).out).not.toContain("version");
});

test("programs get the findings as JSON", async () => {
  const { out } = await run("lint", good, wrong, "--json");
  const report = JSON.parse(out);
  expect(report).toMatchObject({ exit: 1, files: [{ outcome: "valid" }, { outcome: "invalid", exit: 1 }] });
  expect(report.files[1].findings).toContainEqual(
    expect.objectContaining({ rule: "dangling-reference", clause: "11.2", severity: "error" }),
  );
});

test("show tells what there is, and what it says of people only when asked", async () => {
  const { exit, out } = await run("show", good);
  expect(exit).toBe(0);
  expect(out).toContain("1 /Doc_0/Pages/Page_0/Content.xml 100 × 50 mm, 1 Layer, 1 TextObject");
  expect(out).toContain("4 宋体 not embedded");
  expect(out).toContain("KZ_XM: ••• (3)");
  expect(out).not.toContain("演示甲");
  const open = await run("show", good, "--values");
  expect(open.out).toContain("KZ_XM: 演示甲");
  expect(open.out).toContain("title: 演示甲的证照");
});

test("show lists signatures with where they stand, and names what is missing", async () => {
  const { out } = await run("show", stamped);
  expect(out).toMatch(/Signatures \/Doc_0\/Signs\/Signatures\.xml\n {6}\S+ Seal \/Doc_0\/Signs\/\S+, /);
  const torn = await put("torn.ofd", buildOfd({ body: "<Signatures>S.xml</Signatures>" }));
  expect((await run("show", torn)).out).toContain("Signatures /S.xml ! missing-entry /S.xml");
});

test("names from the file cannot steer the terminal", async () => {
  const odd = await put(
    "odd.ofd",
    buildOfd({ resources: '<Fonts><Font ID="4" FontName="a&#x202e;b&#x85;c"/></Fonts>' }),
  );
  expect((await run("show", odd)).out).toContain("4 a\ufffdb\ufffdc not embedded");
});

test("render writes the page with its seals, to a file or to the output", async () => {
  const target = join(folder, "page.svg");
  expect(await run("render", stamped, "--page", "1", "--out", target)).toEqual({ exit: 0, out: "", err: "" });
  const svg = await readFile(target);
  expect(parseXml(svg).name).toBe("svg");
  expect(svg.toString()).toContain("mix-blend-mode:multiply");
  expect((await run("render", stamped)).out).toBe(svg.toString());
});

test("what cannot be shown or drawn is unreadable, what was asked wrongly a mistake of use", async () => {
  expect((await run("show", text)).exit).toBe(3);
  expect(await run("render", text)).toMatchObject({ exit: 3, out: "" });
  expect(await run("render", good, "--page", "2")).toMatchObject({
    exit: 3,
    err: `${good}: no page 2 of 1\n`,
  });
  expect((await run("render", good, "--document", "2")).exit).toBe(3);
  for (const args of [
    [],
    ["draw", good],
    ["show"],
    ["show", good, good],
    ["lint"],
    ["render", good, "--page", "0"],
    ["lint", good, "--lang", "fr"],
    ["show", good, "--unheard"],
  ])
    expect([args, (await run(...args)).exit]).toEqual([args, 64]);
});
