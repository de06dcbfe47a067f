import { useState } from "react";
import {
  Button,
  Card,
  type Column,
  DataTable,
  EmptyState,
  isoDay,
  type LicenceStatus,
  Pagination,
  type Sort,
  Stack,
  StatusBadge,
  useText,
} from "../ui/index.ts";
import { galleryText } from "./gallery-text.ts";

interface Line {
  readonly number: string;
  readonly name: "food" | "business" | "health";
  readonly status: LicenceStatus;
  readonly expires: string;
}

const LINES: readonly Line[] = [
  { number: "JY19999010000123", name: "food", status: "valid", expires: "2029-03-14" },
  { number: "91990100MA0000001X", name: "business", status: "valid", expires: "2040-01-01" },
  { number: "990120260001", name: "health", status: "suspended", expires: "2027-05-01" },
  { number: "JY19999010000124", name: "food", status: "expired", expires: "2026-10-31" },
  { number: "JY19999010000125", name: "food", status: "revoked", expires: "2028-02-09" },
];

export function TableSection() {
  const { table: text, licences } = useText(galleryText);
  const [sort, setSort] = useState<Sort>({ column: "expires", descending: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(["990120260001"]));
  const [page, setPage] = useState(2);
  const columns: readonly Column<Line>[] = [
    {
      id: "name",
      header: text.columns.name,
      cell: (line) => licences[line.name],
      main: true,
      sortable: true,
    },
    { id: "holder", header: text.columns.holder, cell: () => licences.company },
    { id: "number", header: text.columns.number, cell: (line) => line.number },
    { id: "status", header: text.columns.status, cell: (line) => <StatusBadge status={line.status} /> },
    {
      id: "expires",
      header: text.columns.expires,
      cell: (line) => isoDay(line.expires),
      sortable: true,
      align: "end",
    },
  ];
  return (
    <Stack gap="l">
      <Card flush footer={<Pagination page={page} pageSize={20} total={1284} onPage={setPage} />}>
        <DataTable
          caption={text.caption}
          columns={columns}
          rows={LINES}
          rowKey={(line) => line.number}
          href={() => "/table"}
          sort={sort}
          onSortChange={setSort}
          selected={selected}
          onSelectedChange={setSelected}
        />
      </Card>
      <Card flush>
        <DataTable
          caption={text.empty}
          columns={columns}
          rows={[]}
          rowKey={(line) => line.number}
          empty={<EmptyState icon="search" title={text.empty} action={<Button>{text.clear}</Button>} />}
        />
      </Card>
      <Card flush>
        <DataTable
          caption={text.columns.name}
          columns={columns}
          rows={[]}
          rowKey={(line) => line.number}
          loading
        />
      </Card>
    </Stack>
  );
}
