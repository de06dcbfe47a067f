import { useSession } from "../../../api/index.ts";
import { classNames, Icon, Spinner, showToast, useText } from "../../../ui/index.ts";
import styles from "./home.module.css";
import { homeText } from "./home-text.ts";

const c = classNames(styles);

/** Always in sight: in whose name the licences below are shown and used. */
export function IdentitySwitch() {
  const text = useText(homeText);
  const { session, actFor, pending } = useSession();
  if (!session) return null;
  const acting = session.actingFor?.partyId ?? null;
  const choices = [
    { partyId: null, name: session.name ?? "", role: text.self },
    ...session.mayActFor.map((party) => ({ ...party, role: text.enterprise })),
  ];
  const choose = (partyId: string | null): void => {
    if (pending || partyId === acting) return;
    actFor(partyId).catch(() => showToast({ text: text.switchFailed, tone: "bad" }));
  };
  return (
    <fieldset className={c("identity")}>
      <legend className={c("identityLabel")}>{text.whose}</legend>
      <div className={c("choices")}>
        {choices.map(({ partyId, name, role }) => (
          <button
            key={partyId ?? "self"}
            type="button"
            className={c("choice")}
            aria-pressed={partyId === acting}
            aria-disabled={pending || undefined}
            onClick={() => choose(partyId)}
          >
            <span className={c("choiceIcon")}>
              {pending && partyId !== acting ? (
                <Spinner />
              ) : (
                <Icon name={partyId === null ? "person" : "building"} />
              )}
            </span>
            <span className={c("choiceWords")}>
              <span className={c("choiceRole")}>{role}</span>
              <span className={c("choiceName")}>{name}</span>
            </span>
            {partyId === acting && <Icon name="check" />}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
