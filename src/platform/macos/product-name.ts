const PRODUCT_NAME = /<key>product-name<\/key>\s{0,50}<data>\s{0,50}([A-Za-z0-9+/=\s]{1,400})<\/data>/;

/**
 * The name under which Apple sold this Mac, as `ioreg -a -k product-name` prints it from the device tree of Apple silicon: `MacBook Pro
 * (16-inch, 2024)` in base64, ended by a zero. Null when there is none.
 */
export function parseProductName(text: string): string | null {
  const base64 = PRODUCT_NAME.exec(text)?.[1];
  if (base64 === undefined) return null;
  const name = Buffer.from(base64, 'base64').toString('latin1').replace(/\0+$/, '');
  return /^[\x20-\x7e]{1,100}$/.test(name) ? name : null;
}
