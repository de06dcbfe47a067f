import type { TypeDefinition } from "@liangzheng/contract";
import { Card, classNames, Form, isoDay, useForm, useLanguage, useText } from "../../ui/index.ts";
import shared from "../console.module.css";
import { domainText } from "../domain-words.ts";
import { fieldLabel } from "../fault-words.ts";
import { DraftFields } from "../issuance/draft-fields.tsx";
import { type DraftValues, newValues } from "../issuance/draft-values.ts";
import { useRole } from "../roles.ts";
import styles from "./catalogue.module.css";
import { catalogueText } from "./catalogue-words.ts";
import { PagePicture } from "./template/page-picture.tsx";

const c = classNames({ ...shared, ...styles });

/** What a definition becomes: the page as it is designed, and the form that clerks fill in. */
export function TypePreview({ definition }: { definition: TypeDefinition }) {
  const { type: text } = useText(catalogueText);
  const manager = useRole("catalogue-manager");
  return (
    <div className={c("section")}>
      <Card title={manager ? text.pageTitle : text.faceTitle}>
        {!manager && <p className={c("muted")}>{text.faceLead}</p>}
        {manager ? <PagePicture definition={definition} /> : <FaceSketch definition={definition} />}
      </Card>
      {definition.origin !== "relayed" && (
        <>
          <div>
            <h2 className={c("sectionTitle")}>{text.formTitle}</h2>
            <p className={c("muted")}>{text.formLead}</p>
          </div>
          <ClerksForm definition={definition} />
        </>
      )}
    </div>
  );
}

/** The form that clerks fill in, to be tried and not sent. */
export function ClerksForm({ definition }: { definition: TypeDefinition }) {
  const { type: text } = useText(catalogueText);
  const form = useForm<DraftValues>({ defaultValues: newValues(definition, isoDay(Date.now())) });
  return (
    <Form form={form} label={text.formTitle} onSubmit={() => undefined}>
      <DraftFields definition={definition} form={form} />
    </Form>
  );
}

type Sketched = Omit<TypeDefinition, "template"> & { readonly template: TypeDefinition["template"] | null };

/** What a page will have, for those who do not design it and before it is designed. */
export function FaceSketch({ definition }: { definition: Sketched }) {
  const { type: text } = useText(catalogueText);
  const { fieldKinds } = useText(domainText);
  const language = useLanguage();
  const { template } = definition;
  const landscape = template === null || template.page.width > template.page.height;
  const photo = definition.fields.some(({ kind }) => kind === "photo");
  return (
    <div className={c("face", landscape ? "landscape" : "portrait")}>
      <p className={c("faceName")}>{language === "en" ? definition.nameEn : definition.name}</p>
      <div className={c("faceBody")}>
        <dl className={c("faceFields")}>
          {definition.fields
            .filter(({ kind }) => kind !== "photo")
            .map((field) => (
              <div key={field.id} className={c("faceField", field.kind === "long-text" && "faceLong")}>
                <dt>{fieldLabel(field, language)}</dt>
                <dd>{field.from === "number" ? definition.number.example : fieldKinds[field.kind]}</dd>
              </div>
            ))}
        </dl>
        {photo && <span className={c("facePhoto")}>{text.facePhoto}</span>}
      </div>
      <span className={c("faceSeal")}>{text.faceSeal}</span>
    </div>
  );
}
