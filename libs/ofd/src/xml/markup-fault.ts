/** Not well-formed XML. */
export class MarkupFault extends Error {}
