import { encodeUtf8, fromHex } from "@liangzheng/bytes";
import type { Chance } from "../chance.ts";
import { mutateBytes } from "./bytes.ts";
import { constructed, copyTree, nodesOf, primitive, readTree, type Tree, writeTree } from "./der-tree.ts";

const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80, 0xa0, 0xa1, 0xa3,
  0x00, 0x1f, 0x22, 0x24, 0x3f, 0x10,
];

/** Contents at which readers turn: integers, identifiers, times, texts. */
const contents: readonly Uint8Array[] = [
  ...["", "00", "01", "7f", "80", "ff", "0000", "0080", "ff80", "ffff", "7fffffff", "80000000", "00ffffffff"],
  ...["001fffffffffffff", "7fffffffffffffff", "008000000000000000", "ff".repeat(33), "07".repeat(200)],
  ...["2a811ccf550182", "2a811ccf55018375", "8001", "2a81", "ffffffffffffffff7f", "550403", "0001"],
]
  .map(fromHex)
  .concat(
    [
      "991231235959Z",
      "000101000000Z",
      "49123124595Z",
      "20260230000000Z",
      "99991231235959Z",
      "00000101000000Z",
    ].map(encodeUtf8),
    ["20260301020304.999999999Z", "20260301020304+0800", "ES", "\u0000", "示范", "\u202e"].map(encodeUtf8),
  );

const lies = ["80", "ff", "8100", "820001", "84ffffffff", "8500000000ff", "00", "7f", "83ffffff"].map(
  fromHex,
);

/** As large as a file of its own may be, and no larger: writing it is work too. */
const crowdBytes = 12 * 1024 * 1024;

type Change = (node: Tree, chance: Chance, all: readonly Tree[], lend: readonly Tree[]) => void;

const setTo = (node: Tree, other: Tree): void => {
  Object.assign(node, copyTree(other));
};

/** With a node that has children where there is one. */
const among = (change: (children: Tree[], chance: Chance, lend: readonly Tree[]) => void): Change => {
  return (_, chance, all, lend) => {
    const parents = all.filter(({ children }) => (children?.length ?? 0) > 0);
    if (parents.length > 0) change(chance.pick(parents).children ?? [], chance, lend);
  };
};

const changes: readonly Change[] = [
  (node, chance) => {
    node.tag = chance.oneIn(2) ? chance.pick(tags) : node.tag ^ (1 << chance.below(8));
  },
  (node, chance) => {
    node.content = chance.pick(contents);
    node.children = undefined;
  },
  (node, chance) => {
    node.content = mutateBytes(node.content, chance);
    node.children = undefined;
  },
  (node, chance) => {
    node.lie = chance.pick(lies);
  },
  (node, chance) => {
    const depth = chance.oneIn(20) ? 400 : 1 + chance.length(40);
    const tag = chance.pick([0x30, 0x31, 0xa0, node.tag | 0x20]);
    let inner = copyTree(node);
    for (let i = 0; i < depth; i++) inner = constructed(tag, [inner]);
    setTo(node, inner);
  },
  (node, chance, all) => setTo(node, chance.pick(all)),
  (node, chance, _, lend) => setTo(node, chance.pick(lend)),
  among((children, chance) => children.splice(chance.below(children.length), 1)),
  among((children, chance) => {
    const at = chance.below(children.length);
    const [twin] = children.slice(at, at + 1);
    // One node many times over is cheap to hold, and is written many times.
    if (twin === undefined) return;
    const most = Math.ceil(crowdBytes / writeTree(twin).length);
    const copies = chance.oneIn(300) ? Math.min(30_000, most) : 1 + chance.length(5);
    children.splice(at, 0, ...Array.from({ length: copies }, () => twin));
  }),
  among((children) => children.reverse()),
  among((children, chance, lend) => {
    children.splice(chance.below(children.length + 1), 0, copyTree(chance.pick(lend)));
  }),
  among((children, chance) => {
    children.splice(chance.below(children.length), 0, primitive(chance.pick(tags), chance.pick(contents)));
  }),
];

/** A changed element with the lengths around it right, as far as no change is about lengths. */
export function mutateDer(bytes: Uint8Array, chance: Chance, other = bytes): Uint8Array {
  if (chance.oneIn(6)) return mutateBytes(bytes, chance, other);
  const tree = readTree(bytes);
  if (tree === undefined) return mutateBytes(bytes, chance, other);
  const lender = other === bytes ? undefined : readTree(other);
  const copy = copyTree(tree);
  for (let left = 1 + chance.length(4); left > 0; left--) {
    const all = nodesOf(copy);
    // A crowd is enough for one input.
    if (all.length > 20_000) break;
    chance.pick(changes)(
      chance.pick(all),
      chance,
      all,
      lender === undefined ? nodesOf(tree) : nodesOf(lender),
    );
  }
  return writeTree(copy);
}
