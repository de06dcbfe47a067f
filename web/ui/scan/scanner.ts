/** Where codes come from: a camera, a photo, a window scanner that types, or the host of a WebView. */
export interface Scanner {
  /** Starts; every code read is handed on once until another is seen. */
  readonly start: () => Promise<void>;
  readonly stop: () => void;
}

/** Why a camera gives no codes. Each has its own words and its own way on. */
export const CAMERA_FAULTS = ["denied", "missing", "busy", "insecure", "decoder"] as const;
export type CameraFault = (typeof CAMERA_FAULTS)[number];

export type CameraState = "idle" | "asking" | "starting" | "running" | CameraFault;

export class CameraError extends Error {
  readonly fault: CameraFault;
  constructor(fault: CameraFault, options?: ErrorOptions) {
    super(`camera: ${fault}`, options);
    this.name = "CameraError";
    this.fault = fault;
  }
}

/** `DOMException` names of getUserMedia, as the Media Capture and Streams specification lists them. */
export function cameraFault(error: unknown): CameraFault {
  if (error instanceof CameraError) return error.fault;
  const name = error instanceof Error ? error.name : "";
  if (name === "NotAllowedError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "missing";
  if (name === "SecurityError") return "insecure";
  return "busy";
}
