import type { Batch } from "@liangzheng/contract";
import type { Page } from "playwright-core";

/** Batches as they are while work goes on: the province has none, and real ones would be done too soon to be looked at. */
export const key = "11111111-1111-4111-8111-111111111111";
const batch: Batch = {
  batchId: key,
  typeKey: "road-transport-operation-licence",
  typeName: "道路运输经营许可证",
  createdAt: "2026-11-20T01:02:03.000Z",
  total: 120,
  issued: 80,
  failed: 0,
  waiting: 40,
  approval: "not-needed",
  mine: false,
  failures: [],
};
export const underWay = batch;
export const awaited: Batch = {
  ...batch,
  batchId: `${key.slice(0, -1)}2`,
  issued: 0,
  waiting: 120,
  approval: "awaited",
};
export const failed: Batch = {
  ...batch,
  batchId: `${key.slice(0, -1)}3`,
  issued: 118,
  failed: 2,
  waiting: 0,
  failures: [
    { row: 4, faults: [{ field: "/number", rule: "unique", message: "" }] },
    {
      row: 17,
      faults: [
        { field: "/holders/0/code", rule: "uscc", message: "" },
        { field: "/fields/JYFW", rule: "required", message: "" },
      ],
    },
  ],
};
export const batchIs = (page: Page, one: Batch) =>
  page.route(`**/api/v1/batches/${key}`, (route) => route.fulfill({ json: { ...one, batchId: key } }));
export const batchesAre = (page: Page, items: readonly Batch[]) =>
  page.route("**/api/v1/batches", (route) => route.fulfill({ json: { items } }));
