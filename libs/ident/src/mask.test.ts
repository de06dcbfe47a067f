import fc from "fast-check";
import { expect, test } from "vitest";
import { mask, maskAddress, maskName, maskNumber, maskToLast4, presentMasks } from "./mask.ts";

test.each([
  ["演示甲", "演**"],
  ["演示", "演*"],
  ["甲", "*"],
  ["𠮷野", "𠮷*"],
  ["", ""],
])("the name %s is shown as %s", (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test("numbers keep six and two, or their last four", () => {
  expect(maskNumber("990101199001020014")).toBe("990101**********14");
  expect(maskToLast4("13900000001")).toBe("*******0001");
});

test("a value as short as what would be kept is hidden whole", () => {
  expect([maskNumber("12345678"), maskNumber("1"), maskToLast4("1234")]).toEqual(["********", "*", "****"]);
});

test.each([
  ["演示省演示市演示县示例街道1号", "演示省演示市演示县***"],
  ["北京市朝阳区示例路1号", "北京市朝阳区***"],
  ["上海市浦东新区示例镇示例路2弄3号", "上海市浦东新区***"],
  ["浙江省杭州市余杭区示例街道1号", "浙江省杭州市余杭区***"],
  ["浙江省台州市路桥区示例街道1号", "浙江省台州市路桥区***"],
  ["江苏省苏州市昆山市示例镇1号", "江苏省苏州市昆山市***"],
  ["江苏省镇江市京口区示例路1号", "江苏省镇江市京口区***"],
  ["江西省景德镇市珠山区示例路1号", "江西省景德镇市珠山区***"],
  ["湖南省怀化市通道侗族自治县示例镇1号", "湖南省怀化市通道侗族自治县***"],
  ["甘肃省临夏回族自治州临夏县示例乡1号", "甘肃省临夏回族自治州临夏县***"],
  ["新疆维吾尔自治区乌鲁木齐市天山区示例路1号", "新疆维吾尔自治区乌鲁木齐市天山区***"],
  ["内蒙古自治区锡林郭勒盟锡林浩特市示例街1号", "内蒙古自治区锡林郭勒盟锡林浩特市***"],
  ["西藏自治区阿里地区普兰县示例村1号", "西藏自治区阿里地区普兰县***"],
  ["广东省东莞市长安镇阳光小区3号", "广东省东莞市***"],
  ["广东省东莞市南城街道市场路3号", "广东省东莞市***"],
  ["示例街道1号", "***"],
  ["Example Road 1", "***"],
  ["", "***"],
])("the address %s is shown as %s", (address, shown) => {
  expect(maskAddress(address)).toBe(shown);
});

test("no rule ever shows a whole value that has any length, and none throws", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...presentMasks),
      fc.string({ unit: "grapheme", minLength: 1 }),
      (rule, value) => {
        fc.pre(!/^[*]*$/.test(value));
        expect(mask(value, rule)).not.toBe(value);
      },
    ),
  );
});

test("a hostile address costs no more than its length", () => {
  expect(maskAddress("省".repeat(100_000))).toBe("***");
  expect(maskAddress("演".repeat(100_000))).toBe("***");
});
