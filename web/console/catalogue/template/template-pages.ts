import type { TemplateDesign } from "@liangzheng/contract";

/** As the contract has it: the first page goes without a number. */
export interface OnPage {
  on?: number;
}
type PageExtent = TemplateDesign["page"];

/** The number of the page that something stands on, from 1. */
export const pageOf = ({ on }: { readonly on?: number | undefined }): number => on ?? 1;

export const onPage = (page: number): OnPage => (page > 1 ? { on: page } : {});

export const pageCount = ({ morePages = [] }: TemplateDesign): number => 1 + morePages.length;

/** Of a page that is not there, the first one's. */
export const sizeOfPage = ({ page, morePages = [] }: TemplateDesign, number: number): PageExtent =>
  morePages[number - 2] ?? page;

export function withPageSize(
  template: TemplateDesign,
  number: number,
  change: Partial<PageExtent>,
): TemplateDesign {
  if (number === 1) return { ...template, page: { ...template.page, ...change } };
  const morePages = (template.morePages ?? []).map((page, i) =>
    i === number - 2 ? { ...page, ...change } : page,
  );
  return { ...template, morePages };
}

/** Another page behind the last, of the size of that one. */
export const withNewPage = (template: TemplateDesign): TemplateDesign => ({
  ...template,
  morePages: [...(template.morePages ?? []), { ...sizeOfPage(template, pageCount(template)) }],
});

/** The pages behind it move up. What stands on it goes with it; what data need, the server asks for again. */
export function withoutPage(template: TemplateDesign, number: number): TemplateDesign {
  const { morePages = [], photo, qr, moreSeals, ...rest } = template;
  const pages = morePages.filter((_, i) => i !== number - 2);
  const kept = <T extends OnPage>(list: readonly T[]): T[] =>
    list
      .filter((one) => pageOf(one) !== number)
      .map((one) => (pageOf(one) > number ? { ...one, on: pageOf(one) - 1 } : one));
  const [newPhoto] = kept(photo ? [photo] : []);
  const [newQr] = kept(qr ? [qr] : []);
  const seals = kept(moreSeals ?? []);
  return {
    ...rest,
    ...(pages.length > 0 && { morePages: pages }),
    drawings: kept(rest.drawings),
    texts: kept(rest.texts),
    fields: kept(rest.fields),
    ...(newPhoto && { photo: newPhoto }),
    ...(newQr && { qr: newQr }),
    ...(seals.length > 0 && { moreSeals: seals }),
  };
}

/** Puts something on another page, where it stood on its own. A label goes with its datum, the seal with its fields. */
export function movedToPage(template: TemplateDesign, key: string, page: number): TemplateDesign {
  const [list, at] = key.split("/");
  const there = <T extends OnPage>({ on: _, ...one }: T): T => ({ ...one, ...onPage(page) }) as T;
  const moved = <T extends OnPage>(items: readonly T[]): T[] =>
    items.map((one, i) => (i === Number(at) ? there(one) : one));
  switch (list) {
    case "fields":
      return { ...template, fields: moved(template.fields) };
    case "texts":
      return { ...template, texts: moved(template.texts) };
    case "drawings":
      return { ...template, drawings: moved(template.drawings) };
    case "moreSeals":
      return { ...template, moreSeals: moved(template.moreSeals ?? []) };
    case "photo":
      return template.photo ? { ...template, photo: there(template.photo) } : template;
    case "qr":
      return template.qr ? { ...template, qr: there(template.qr) } : template;
    case "seal": {
      const { over } = template.seal;
      const fields = template.fields.map((field) => (over.includes(field.id) ? there(field) : field));
      return { ...template, fields };
    }
    default:
      return template;
  }
}
