import "./older-browsers.ts";
import { foreignAlgorithms, pureGm } from "@liangzheng/gm";
import { findingsOf, openTrustList, TrustListError, trustOf } from "@liangzheng/seal";
import type { LocalAnswer, LocalQuestion } from "../local-check.ts";

/** What a worker's global scope gives: this folder is checked without the browser's types, as the libraries are. */
interface Scope {
  readonly crypto: { getRandomValues(bytes: Uint8Array): Uint8Array };
  addEventListener(type: "message", listener: (event: { readonly data: LocalQuestion }) => void): void;
  postMessage(answer: LocalAnswer): void;
}
const scope = globalThis as unknown as Scope;

const previewPages = 10;
const gm = {
  ...pureGm((length) => scope.crypto.getRandomValues(new Uint8Array(length))),
  foreign: foreignAlgorithms,
};
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

scope.addEventListener("message", ({ data }) => scope.postMessage(answer(data)));

function answer({ file, list: listBytes, now }: LocalQuestion): LocalAnswer {
  try {
    const list = openTrustList(listBytes, { gm, now });
    const findings = findingsOf(file, { gm, trust: trustOf(list), now }, previewPages);
    if (findings.kind === "other") return { problem: "unreadable-file" };
    const trust = {
      sequence: list.sequence,
      issuedAt: list.issuedAt.toISOString(),
      digest: hex(gm.sm3(listBytes)),
    };
    return { report: { ...findings, trust, checkedAt: now.toISOString() } };
  } catch (error) {
    if (error instanceof TrustListError) return { problem: "trust-list" };
    throw error;
  }
}
