/*
 * A device of GM/T 0018-2012 in software, for tests alone: it keeps private keys in a plain file. FOLDER is given when it is
 * built; there it finds
 *   keys      lines "SLOT PRIVATE-KEY-IN-HEX", read at each call, so that an administrator's work is seen at once
 *   password  the access code of every key
 *   nonce     where present, the nonce of every signature, in hex: for known answers
 *   fault     where present, what is wrong: "dead" (no call succeeds), "restarted" (every session that is open is lost, once),
 *             "hangs" (signing takes almost a second), "lies" (signatures are wrong), "slow" (signing takes 50 ms)
 */
#include "sm2.h"
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    SDR_OK = 0, SDR_COMMFAIL = 0x01000003, SDR_OPENSESSION = 0x01000006, SDR_PARDENY = 0x01000007,
    SDR_STEPERR = 0x01000010, SDR_KEYERR = 0x01000015, SDR_RANDERR = 0x01000017, SDR_PRKRERR = 0x01000018,
    SDR_INARGERR = 0x0100001D, SLOTS = 1024
};

typedef struct { unsigned int bits; unsigned char x[64], y[64]; } ECCrefPublicKey;
typedef struct { unsigned char r[64], s[64]; } ECCSignature;
typedef struct {
    unsigned char IssuerName[40], DeviceName[16], DeviceSerial[16];
    unsigned int DeviceVersion, StandardVersion, AsymAlgAbility[2], SymAlgAbility, HashAlgAbility, BufferSize;
} DEVICEINFO;

typedef struct { int life; } device;
typedef struct { int life; atomic_int busy; unsigned char rights[SLOTS + 1]; } session;

/** A restart begins another life: what was opened in the one before is lost. */
static atomic_int life = 1;

static int read_text(const char *name, char *text, int room) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    FILE *file = fopen(path, "r");
    if (!file) return 0;
    size_t length = fread(text, 1, (size_t)room - 1, file);
    fclose(file);
    text[length] = 0;
    text[strcspn(text, "\n")] = 0;
    return 1;
}

static int is_faulty(const char *word) {
    char text[32];
    return read_text("fault", text, sizeof text) && strcmp(text, word) == 0;
}

static void pause_for(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
}

static void from_hex(const char *hex, uint8_t *bytes) {
    for (int i = 0; i < 32; i++) {
        unsigned int byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
}

static int find_key(unsigned int slot, uint8_t d[32]) {
    FILE *file = fopen(FOLDER "/keys", "r");
    if (!file) return 0;
    unsigned int number;
    char hex[80];
    int found = 0;
    while (!found && fscanf(file, "%u %79s", &number, hex) == 2) found = number == slot;
    fclose(file);
    if (found) from_hex(hex, d);
    return found;
}

/** What every call on a session meets first. */
static int enter(session *one) {
    if (is_faulty("dead")) return SDR_COMMFAIL;
    if (is_faulty("restarted") && remove(FOLDER "/fault") == 0) life++;
    if (!one || one->life != life) return SDR_COMMFAIL;
    return SDR_OK;
}

int SDF_OpenDevice(void **handle) {
    if (is_faulty("dead")) return SDR_COMMFAIL;
    device *opened = calloc(1, sizeof *opened);
    opened->life = life;
    *handle = opened;
    return SDR_OK;
}

int SDF_CloseDevice(void *handle) {
    free(handle);
    return SDR_OK;
}

int SDF_OpenSession(void *handle, void **place) {
    device *opened = handle;
    if (is_faulty("dead")) return SDR_COMMFAIL;
    if (opened->life != life) return SDR_OPENSESSION;
    session *one = calloc(1, sizeof *one);
    one->life = life;
    *place = one;
    return SDR_OK;
}

int SDF_CloseSession(void *handle) {
    free(handle);
    return SDR_OK;
}

int SDF_GetDeviceInfo(void *handle, DEVICEINFO *info) {
    int code = enter(handle);
    if (code) return code;
    memset(info, 0, sizeof *info);
    strcpy((char *)info->IssuerName, "Liangzheng");
    strcpy((char *)info->DeviceName, "test software");
    strcpy((char *)info->DeviceSerial, "0001");
    info->DeviceVersion = info->StandardVersion = 1;
    return SDR_OK;
}

#ifndef WITHOUT_ACCESS_RIGHT
int SDF_GetPrivateKeyAccessRight(void *handle, unsigned int slot, unsigned char *given, unsigned int length) {
    session *one = handle;
    int code = enter(one);
    if (code) return code;
    char password[64];
    uint8_t d[32];
    if (slot < 1 || slot > SLOTS) return SDR_INARGERR;
    if (!find_key(slot, d)) return SDR_KEYERR;
    if (!read_text("password", password, sizeof password)) return SDR_PRKRERR;
    FILE *tries = fopen(FOLDER "/tries", "a");
    if (tries) {
        fputs(".", tries);
        fclose(tries);
    }
    if (length != strlen(password) || memcmp(given, password, length) != 0) return SDR_PRKRERR;
    one->rights[slot] = 1;
    return SDR_OK;
}
#endif

int SDF_ExportSignPublicKey_ECC(void *handle, unsigned int slot, ECCrefPublicKey *key) {
    int code = enter(handle);
    if (code) return code;
    uint8_t d[32];
    if (slot < 1 || slot > SLOTS) return SDR_INARGERR;
    if (!find_key(slot, d)) return SDR_KEYERR;
    memset(key, 0, sizeof *key);
    key->bits = 256;
    sm2_public_key(d, key->x + 32, key->y + 32);
    return SDR_OK;
}

int SDF_InternalSign_ECC(void *handle, unsigned int slot, unsigned char *digest, unsigned int length, ECCSignature *signature) {
    session *one = handle;
    int code = enter(one);
    if (code) return code;
    /* A session is one caller's at a time (GM/T 0018 says nothing of locks): two at once are a fault of the caller. */
    if (atomic_exchange(&one->busy, 1)) return SDR_STEPERR;
    uint8_t d[32], k[32];
    char hex[80];
    if (slot < 1 || slot > SLOTS || length != 32) code = SDR_INARGERR;
    else if (!one->rights[slot]) code = SDR_PARDENY;
    else if (!find_key(slot, d)) code = SDR_KEYERR;
    if (is_faulty("hangs")) pause_for(900);
    if (is_faulty("slow")) pause_for(50);
    memset(signature, 0, sizeof *signature);
    while (!code) {
        if (read_text("nonce", hex, sizeof hex)) from_hex(hex, k);
        else {
            FILE *source = fopen("/dev/urandom", "r");
            if (!source || fread(k, 1, 32, source) != 32) code = SDR_RANDERR;
            if (source) fclose(source);
        }
        if (code || sm2_sign(d, digest, k, signature->r + 32, signature->s + 32)) break;
    }
    if (is_faulty("lies")) signature->s[63] ^= 1;
    one->busy = 0;
    return code;
}
