/** A text that only whoever has the key can read. */
export type Sealed = Readonly<{ iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }>;

/** Returns the value encrypted under the key. */
export const seal = async (key: CryptoKey, value: unknown): Promise<Sealed> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
};

/** Returns what was encrypted; undefined where another key did it. */
export const unseal = async <T>(key: CryptoKey, { iv, sealed }: Sealed): Promise<T | undefined> => {
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return undefined;
  }
};

/** Returns the bytes of a text in base 64. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** Browsers encrypt on secure addresses only; a private window may have no place to keep anything. */
export const canKeep = (): boolean => "indexedDB" in globalThis && globalThis.isSecureContext;
