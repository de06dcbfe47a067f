const characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * ISO 7064 MOD 37,36 (alphabet 36) or MOD 11,10 (alphabet 10), as in GB/T 17710.
 * The body must be of that alphabet already.
 */
export function checkCharacter(body: string, alphabet: 10 | 36): string {
  let product: number = alphabet;
  for (const character of body) {
    const sum = (product + characters.indexOf(character)) % alphabet;
    product = (2 * (sum === 0 ? alphabet : sum)) % (alphabet + 1);
  }
  // At product 1 the difference is the alphabet's size, which stands for 0.
  return characters.charAt((alphabet + 1 - product) % alphabet);
}
