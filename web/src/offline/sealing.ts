/** What only whoever has the key can read. */
export type Sealed = Readonly<{ iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }>;

/** Returns bytes encrypted under the key. */
export const sealBytes = async (key: CryptoKey, plain: BufferSource): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
};

/** Returns bytes that were encrypted; undefined where another key did it. */
export const unsealBytes = async (
  key: CryptoKey,
  { iv, sealed }: Sealed,
): Promise<ArrayBuffer | undefined> => {
  try {
    return await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
  } catch {
    return undefined;
  }
};

/** Returns the value encrypted under the key. */
export const seal = (key: CryptoKey, value: unknown): Promise<Sealed> =>
  sealBytes(key, new TextEncoder().encode(JSON.stringify(value)));

/** Returns what was encrypted; undefined where another key did it. */
export const unseal = async <T>(key: CryptoKey, sealed: Sealed): Promise<T | undefined> => {
  const plain = await unsealBytes(key, sealed);
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as T);
};

/** Returns the bytes of a text in base 64. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Browsers encrypt on secure addresses only; a private window may have no place to keep anything. */
export const canKeep = (): boolean => "indexedDB" in globalThis && globalThis.isSecureContext;
