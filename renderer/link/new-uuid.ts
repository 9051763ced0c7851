/**
 * A random UUID (RFC 9562, section 5.4). `crypto.randomUUID` exists only on pages a browser calls secure,
 * which a board served over plain HTTP on the suite's own network is not.
 *
 * @param random16 sixteen random bytes (crypto.getRandomValues)
 */
export function newUuid(random16: Uint8Array): string {
  const hex = Array.from(random16, (byte, octet) => {
    const marked = octet === 6 ? (byte & 0x0f) | 0x40 : octet === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
