import type { TextOf } from "../../../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  title: "Messages",
  unread: (n: number): string => `${n} unread`,
  allRead: "All read",
  isUnread: "Unread",
  empty: "No messages yet",
  emptyLead: "You are told here when a licence is issued, changes its status, or is checked by somebody.",
  more: "Earlier messages",
  open: "See the licence",
  uses: "See the history of use",
  openRequest: "See the request",
  issued: {
    title: (type: string): string => `Issued: ${type}`,
    lead: (unit: string): string => `${unit} has issued a new electronic licence to you. You can use it now.`,
  },
  changed: {
    title: (type: string, status: string): string => `${type}: ${status.toLowerCase()}`,
    lead: "The status has changed. The licence page says what it means and what you can do.",
  },
  used: {
    title: (type: string): string => `Somebody checked your licence: ${type}`,
    lead: "If you did not show it, call 12345.",
  },
  sealing: {
    title: (type: string, change: string): string =>
      `${type}: joint sealing ${change === "overdue" ? "is overdue" : change === "refused" ? "was refused" : change === "withdrawn" ? "was taken back" : change === "ended" ? "has ended: another body refused" : "awaits you"}`,
    lead: "See “Joint sealing” in the console.",
  },
  seal: {
    title: (seal: string): string => `The electronic seal “${seal}” has changed`,
    lead: "You are told when it is applied for, made, put into use, stopped or destroyed. Ask the unit that keeps it.",
  },
  asked: {
    title: (type: string): string => `Somebody asks to see more: ${type}`,
    lead: "You decide. Answer on the page where you show the licence.",
  },
  useAsked: {
    title: (unit: string, type: string): string => `${unit} asks to see your ${type}`,
    lead: "Whether, and which fields, is up to you. No answer in 7 days means no.",
  },
  withdrawn: {
    title: (unit: string, type: string): string => `You withdrew the authorisation of ${unit} (${type})`,
    lead: "It ended at once. They can read nothing more.",
  },
  other: "Message from the platform",
  facts: {
    unit: "Unit",
    officer: "Person",
    item: "Matter",
    businessNumber: "Business number",
    purpose: "Purpose",
    outcome: "Outcome",
    status: "Status now",
    reason: "Reason",
    act: "Change",
  },
  someLicence: "licence",
  someUnit: "A public body",
} as const satisfies TextOf<typeof zh>;
