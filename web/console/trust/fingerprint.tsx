import shared from "../console.module.css";

/** In fours, as it is read out over the telephone. */
export const Fingerprint = ({ hex }: { hex: string }) => (
  <code className={shared["wrapAll"]}>{hex.replace(/(.{4})(?=.)/g, "$1 ")}</code>
);
