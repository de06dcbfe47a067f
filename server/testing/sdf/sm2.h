#include <stdint.h>

/** Numbers of 32 bytes, most significant first. */
void sm2_public_key(const uint8_t d[32], uint8_t x[32], uint8_t y[32]);
int sm2_sign(const uint8_t d[32], const uint8_t e[32], const uint8_t k[32], uint8_t r[32], uint8_t s[32]);
