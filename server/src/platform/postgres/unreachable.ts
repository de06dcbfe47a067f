/** SQLSTATE classes 08, 53 and 57P: connection exception, insufficient resources, operator intervention. */
const states = /^(?:08|53|57P)[0-9A-Z]+$/;
const sockets = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT"];
/** What the driver says without a code: of a connection that broke, also when the rollback finds it broken. */
const words =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether an error says that the database could not be reached or was lost, and nothing about what was asked of it. */
export function isUnreachable(error: Error & { readonly code?: unknown }): boolean {
  const { code, message } = error;
  return typeof code === "string" ? states.test(code) || sockets.includes(code) : words.test(message);
}
