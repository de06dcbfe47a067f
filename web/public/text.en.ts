import type { TextOf } from "../ui/index.ts";
import type { zh } from "./text.zh-CN.ts";

export const en = {
  app: "Liangzheng",
  place: "Electronic licences for everybody",
  offline: "Checking needs a connection. You can carry on once it is back.",
  nav: { sealCheck: "Seal check", accessibility: "Accessibility statement" },
  home: {
    title: "Electronic licences, accepted everywhere",
    lead: "Check a sealed file here without signing in, or go on to one of the services below.",
    check: "Check a file",
    checkTitle: "Seal check",
    checkLead:
      "Were you sent an OFD licence or letter? Upload it and know at once whether its seal is real and its content unchanged. No sign-in, and the file is not kept.",
    services: "Services",
    entries: {
      wallet: {
        title: "My licences",
        lead: "People and enterprises see and show their licences, and see who used them.",
      },
      officer: {
        title: "Officer check",
        lead: "Officers scan and check licences, and show their own credentials.",
      },
      console: {
        title: "Department console",
        lead: "Issuing departments keep the catalogue, issue licences and hold seals.",
      },
    },
    noPhoneTitle: "No phone at hand?",
    noPhone: "Service counters work as always, family may act for you, and 12345 answers questions.",
    display: "Large display, high contrast and Chinese are at the foot of every page.",
  },
  check: {
    title: "Seal check",
    lead: "Checks an OFD file with an electronic seal: is the seal real, and was the content changed after sealing?",
    zone: "Choose the OFD file to check",
    hint: "OFD only. The file is used for this check and not kept. You can also paste a file.",
    checking: "Checking",
    checkingLead: (name) => `Going through the seals and the content of ${name}. This takes a few seconds.`,
    cancel: "Stop",
    again: "Check another file",
    failedTitle: "The check was not completed",
    unreadable:
      "This is no OFD file, or it is damaged, so there is no verdict. Ask whoever sent it for the original file and try again.",
    tooLarge: "The file is larger than 20 MB. Choose a smaller one.",
    tooMany: "There were too many checks in a short time. Try again in a minute.",
    noAnswer:
      "The checking service could not be reached. Check your connection and try again. The file was not kept.",
    otherwise: "The checking service failed. Try again later. The file was not kept.",
    whatTitle: "What is checked",
    what: [
      "whether a recognised body made the seal, and whether the signer may use it;",
      "whether seal and certificates were in their term and not revoked when they were used;",
      "whether the file was changed, or anything was added, after sealing.",
    ],
    whatNot:
      "This looks at the seal and the file alone. Whether a licence is still in force today is told by scanning the code that its holder shows.",
  },
  report: {
    words: {
      valid: "All valid",
      "valid-with-additions": "Valid, with later additions",
      invalid: "Not valid",
      indeterminate: "Cannot be confirmed",
    },
    each: {
      valid: "Valid",
      "valid-with-additions": "Valid, with later additions",
      invalid: "Not valid",
      indeterminate: "Cannot be confirmed",
    },
    next: {
      valid: "",
      "valid-with-additions":
        "What the seal covers is sound. What was added is not covered: do not rely on it.",
      invalid: "Do not rely on this file. You can ask the body it claims to come from.",
      indeterminate: "This proves the file neither real nor forged. Ask the body it claims to come from.",
    },
    file: "The file checked",
    name: "Name",
    size: "Size",
    fingerprint: "Fingerprint (SHA-256)",
    checkedAt: "Checked at",
    signatures: (count) => `Seals and signatures (${count})`,
    noSeal: "Signature without a seal",
    signer: "Signed by",
    maker: "Seal made by",
    signedAt: "Signed at",
    standard: "Standard",
    notStated: "The file does not say",
    packageTitle: "The file as a whole",
    passed: (count) => `${count} checks passed`,
    allPassed: (count) => `All ${count} checks passed`,
    open: (count) => (count === 1 ? "1 point to note" : `${count} points to note`),
    clause: "Clause",
    additions: "Not covered by a seal",
    pagesTitle: "Pages",
    pagesNote:
      "For orientation only: the verdict above counts. The circled numbers are those of the seals above.",
    page: (page, count) => `Page ${page} of ${count}`,
    pageAlt: (page) => `Picture of page ${page}`,
    morePages: (shown, count) =>
      `The file has ${count} pages; the first ${shown} are shown. The verdict covers all.`,
    noPages: "The pages of this file cannot be drawn. That does not change the verdict.",
    print: "Print the report",
  },
  accessibility: {
    title: "Accessibility statement",
    lead: "Everybody should be able to use electronic licences alone. This site is designed and checked against WCAG 2.2 AA, as the law on barrier-free environments asks.",
    doneTitle: "What works",
    done: [
      "everything can be done by keyboard, with a clear focus and a skip link;",
      "a large display and a high-contrast display, at the foot of every page;",
      "text has a contrast of at least 4.5:1, and nothing is said by colour alone: each verdict has its own word and shape;",
      "no sideways scrolling at 400 % zoom or 320 pixels;",
      "screen readers are told the name, state and errors of every control;",
      "no picture puzzles, no time limits, and reduced motion where your system asks for it.",
    ],
    limitsTitle: "What does not yet",
    limits: [
      "page previews are pictures whose text cannot be read aloud; the verdict and every check are text;",
      "not every screen reader and phone has been tried.",
    ],
    contactTitle: "If something stands in your way",
    contact: "Call 12345, or go to a service counter: somebody there will help you.",
    date: "Date of this statement",
  },
} as const satisfies TextOf<typeof zh>;
