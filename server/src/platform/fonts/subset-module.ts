/** The exports of harfbuzz-subset.wasm that are used here (hb-subset.h); pointers are numbers. */
export interface SubsetModule {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(size: number): number;
  free(pointer: number): void;
  hb_blob_create(data: number, length: number, mode: number, userData: number, destroy: number): number;
  hb_blob_destroy(blob: number): void;
  hb_blob_get_data(blob: number, length: number): number;
  hb_blob_get_length(blob: number): number;
  hb_face_create(blob: number, index: number): number;
  hb_face_destroy(face: number): void;
  hb_face_reference_blob(face: number): number;
  hb_set_add(set: number, value: number): void;
  hb_set_clear(set: number): void;
  hb_subset_input_create_or_fail(): number;
  hb_subset_input_destroy(input: number): void;
  hb_subset_input_unicode_set(input: number): number;
  hb_subset_input_set(input: number, kind: number): number;
  hb_subset_input_set_flags(input: number, flags: number): void;
  hb_subset_preprocess(face: number): number;
  hb_subset_or_fail(face: number, input: number): number;
  _initialize(): void;
}

// Neither @types/node nor lib.es2024 declares it; lib.dom does, and this is no browser.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports?: object) => { readonly exports: unknown };
};

/** Each call of the result starts a module with its own memory: 64 MB that cannot grow, so one font fills one. */
export function compileSubsetModule(wasm: Uint8Array): () => SubsetModule {
  const compiled = new WebAssembly.Module(wasm);
  return () => {
    // It imports nothing, so it can reach nothing but its own memory.
    const module = new WebAssembly.Instance(compiled).exports as SubsetModule;
    module._initialize();
    return module;
  };
}
