/* SM2 for tests: GB/T 32918.1 and .2, short and slow, with no care for side channels. Never for a real key. */
#include "sm2.h"
#include <string.h>

/* Four words, least significant first. */
typedef struct { uint64_t w[4]; } num;
typedef struct { num x, y; int infinite; } point;

static const num P = {{0xFFFFFFFFFFFFFFFF, 0xFFFFFFFF00000000, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFEFFFFFFFF}};
static const num N = {{0x53BBF40939D54123, 0x7203DF6B21C6052B, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFEFFFFFFFF}};
static const point G = {
    {{0x715A4589334C74C7, 0x8FE30BBFF2660BE1, 0x5F9904466A39C994, 0x32C4AE2C1F198119}},
    {{0x02DF32E52139F0A0, 0xD0A9877CC62A4740, 0x59BDCEE36B692153, 0xBC3736A2F4F6779C}},
    0};

static int compare(const num *a, const num *b) {
    for (int i = 3; i >= 0; i--)
        if (a->w[i] != b->w[i]) return a->w[i] < b->w[i] ? -1 : 1;
    return 0;
}

static int is_zero(const num *a) { return !(a->w[0] | a->w[1] | a->w[2] | a->w[3]); }

static uint64_t add_words(num *r, const num *a, const num *b) {
    unsigned __int128 carry = 0;
    for (int i = 0; i < 4; i++) {
        carry += (unsigned __int128)a->w[i] + b->w[i];
        r->w[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return (uint64_t)carry;
}

static void subtract_words(num *r, const num *a, const num *b) {
    uint64_t borrow = 0;
    for (int i = 0; i < 4; i++) {
        unsigned __int128 d = (unsigned __int128)a->w[i] - b->w[i] - borrow;
        r->w[i] = (uint64_t)d;
        borrow = (uint64_t)(d >> 64) & 1;
    }
}

/* All that follow want a, b < m and answer a number below m. */
static num add(num a, num b, const num *m) {
    num r;
    if (add_words(&r, &a, &b) || compare(&r, m) >= 0) subtract_words(&r, &r, m);
    return r;
}

static num subtract(num a, num b, const num *m) {
    num r;
    if (compare(&a, &b) >= 0) subtract_words(&r, &a, &b);
    else {
        subtract_words(&r, m, &b);
        r = add(r, a, m);
    }
    return r;
}

/* Double and add: nothing to go wrong, and slow. */
static num multiply(num a, num b, const num *m) {
    num r = {{0}};
    for (int i = 255; i >= 0; i--) {
        r = add(r, r, m);
        if (b.w[i / 64] >> (i % 64) & 1) r = add(r, a, m);
    }
    return r;
}

/* By Fermat: both moduli are prime. */
static num invert(num a, const num *m) {
    num e, r = {{1}}, two = {{2}};
    subtract_words(&e, m, &two);
    for (int i = 255; i >= 0; i--) {
        r = multiply(r, r, m);
        if (e.w[i / 64] >> (i % 64) & 1) r = multiply(r, a, m);
    }
    return r;
}

/* Jacobian coordinates, a = -3: one inversion at the end instead of one for each step. */
typedef struct { num x, y, z; } jacobian;

static jacobian twice(jacobian p) {
    num delta = multiply(p.z, p.z, &P), gamma = multiply(p.y, p.y, &P), beta = multiply(p.x, gamma, &P);
    num alpha = multiply(subtract(p.x, delta, &P), add(p.x, delta, &P), &P);
    alpha = add(add(alpha, alpha, &P), alpha, &P);
    num beta2 = add(beta, beta, &P), beta4 = add(beta2, beta2, &P), gamma2 = multiply(gamma, gamma, &P);
    jacobian r;
    r.x = subtract(multiply(alpha, alpha, &P), add(beta4, beta4, &P), &P);
    num sum = add(p.y, p.z, &P);
    r.z = subtract(subtract(multiply(sum, sum, &P), gamma, &P), delta, &P);
    num g = add(gamma2, gamma2, &P);
    g = add(g, g, &P);
    r.y = subtract(multiply(alpha, subtract(beta4, r.x, &P), &P), add(g, g, &P), &P);
    return r;
}

static jacobian plus(jacobian p, const point *q) {
    if (is_zero(&p.z)) return (jacobian){q->x, q->y, {{1}}};
    num zz = multiply(p.z, p.z, &P);
    num h = subtract(multiply(q->x, zz, &P), p.x, &P);
    num s = subtract(multiply(q->y, multiply(zz, p.z, &P), &P), p.y, &P);
    if (is_zero(&h)) return is_zero(&s) ? twice(p) : (jacobian){{{0}}, {{0}}, {{0}}};
    num hh = multiply(h, h, &P), hhh = multiply(hh, h, &P), v = multiply(p.x, hh, &P);
    jacobian r;
    r.x = subtract(subtract(multiply(s, s, &P), hhh, &P), add(v, v, &P), &P);
    r.y = subtract(multiply(s, subtract(v, r.x, &P), &P), multiply(p.y, hhh, &P), &P);
    r.z = multiply(p.z, h, &P);
    return r;
}

static point times(num k, const point *p) {
    jacobian r = {{{0}}, {{0}}, {{0}}};
    for (int i = 255; i >= 0; i--) {
        if (!is_zero(&r.z)) r = twice(r);
        if (k.w[i / 64] >> (i % 64) & 1) r = plus(r, p);
    }
    if (is_zero(&r.z)) return (point){{{0}}, {{0}}, 1};
    num inverse = invert(r.z, &P), square = multiply(inverse, inverse, &P);
    return (point){multiply(r.x, square, &P), multiply(r.y, multiply(square, inverse, &P), &P), 0};
}

static num read_number(const uint8_t *bytes) {
    num r = {{0}};
    for (int i = 0; i < 32; i++) r.w[3 - i / 8] |= (uint64_t)bytes[i] << (56 - 8 * (i % 8));
    return r;
}

static void write_number(uint8_t *bytes, const num *a) {
    for (int i = 0; i < 32; i++) bytes[i] = (uint8_t)(a->w[3 - i / 8] >> (56 - 8 * (i % 8)));
}

static num reduce(num a) {
    if (compare(&a, &N) >= 0) subtract_words(&a, &a, &N);
    return a;
}

void sm2_public_key(const uint8_t d[32], uint8_t x[32], uint8_t y[32]) {
    point p = times(read_number(d), &G);
    write_number(x, &p.x);
    write_number(y, &p.y);
}

/* GB/T 32918.2 6.1, steps A4 to A6, with the nonce given. 0: another nonce is wanted. */
int sm2_sign(const uint8_t d[32], const uint8_t e[32], const uint8_t k[32], uint8_t r[32], uint8_t s[32]) {
    num nonce = read_number(k), key = read_number(d), one = {{1}};
    if (is_zero(&nonce) || compare(&nonce, &N) >= 0) return 0;
    point p = times(nonce, &G);
    num first = add(reduce(read_number(e)), reduce(p.x), &N);
    num sum = add(first, nonce, &N);
    if (is_zero(&first) || is_zero(&sum)) return 0;
    num second = multiply(invert(add(key, one, &N), &N), subtract(nonce, multiply(first, key, &N), &N), &N);
    if (is_zero(&second)) return 0;
    write_number(r, &first);
    write_number(s, &second);
    return 1;
}
