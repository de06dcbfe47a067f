/*
 * A module of PKCS #11 v2.40 in software, for tests alone: it keeps private keys of SM2 in a plain file. As the standard has no
 * mechanisms for SM2, it has its own: SIGN over a digest that is ready, GENERATE, and KEY_TYPE, given when it is built.
 * Only C_GetFunctionList has a name, as the standard wants no more. FOLDER is given when it is built; there it finds
 *   keys    lines "ID LABEL PRIVATE-KEY", in hex but the label; the private key may be made anew behind its back
 *   pin     of the user
 *   nonce   where present, the nonce of every signature, in hex: for known answers
 *   fault   where present, what is wrong: "dead" (no call succeeds), "absent" (the token is out), "restarted" (sessions and
 *           logins are lost, once), "hangs" (signing takes almost a second), "lies" (signatures are wrong), "full" (no new key)
 * and writes "tries", a dot for each login, and "crimes": what a caller may never do.
 */
#include "../sdf/sm2.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifndef KEY_TYPE
#define KEY_TYPE 3
#endif

typedef unsigned long word;
typedef struct { word type; void *value; word length; } attribute;
typedef struct { word type; void *parameter; word length; } mechanism;

enum {
    OK = 0, SLOT_INVALID = 3, CANT_LOCK = 0x0A, SENSITIVE = 0x11, ATTRIBUTE_UNKNOWN = 0x12, DEVICE_ERROR = 0x30,
    DEVICE_FULL = 0x31, HANDLE_INVALID = 0x60, MECHANISM_INVALID = 0x70, ACTIVE = 0x90, NOT_ACTIVE = 0x91,
    PIN_INCORRECT = 0xA0, SESSION_COUNT = 0xB1, SESSION_INVALID = 0xB3, SESSION_READ_ONLY = 0xB5, INCOMPLETE = 0xD0,
    NOT_PRESENT = 0xE0, LOGGED_IN = 0x100, NOT_LOGGED_IN = 0x101, TOO_SMALL = 0x150, NOT_INITIALIZED = 0x190,
    INITIALIZED = 0x191, SESSIONS = 8, KEYS = 256, SLOT = 7
};
enum { CLASS = 0, LABEL = 3, TYPE = 0x100, ID = 0x102, PARAMETERS = 0x180, POINT = 0x181 };

typedef struct { char id[64], label[64]; uint8_t d[32]; } key;
typedef struct { word handle; int writes, busy, finding; word found[2 * KEYS]; int count, next; word signing; } session;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int initialized, logged_in;
/** Of sessions; none has the handle of one before it, until the module begins anew. */
static word last_handle;
static session sessions[SESSIONS];
static key keys[KEYS];
static const uint8_t curve[] = {0x06, 0x08, 0x2A, 0x81, 0x1C, 0xCF, 0x55, 0x01, 0x82, 0x2D};

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

static void write_line(const char *name, const char *line) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", FOLDER, name);
    FILE *file = fopen(path, "a");
    if (!file) return;
    fputs(line, file);
    fclose(file);
}

static int is_faulty(const char *name) {
    char text[32];
    return read_text("fault", text, sizeof text) && strcmp(text, name) == 0;
}

static void from_hex(const char *hex, uint8_t *bytes, int length) {
    for (int i = 0; i < length; i++) {
        unsigned int byte = 0;
        sscanf(hex + 2 * i, "%2x", &byte);
        bytes[i] = (uint8_t)byte;
    }
}

static void to_hex(const uint8_t *bytes, word length, char *hex) {
    hex[0] = 0;
    for (word i = 0; i < length; i++) sprintf(hex + 2 * i, "%02x", bytes[i]);
}

static int random_bytes(uint8_t *bytes, size_t length) {
    FILE *source = fopen("/dev/urandom", "r");
    int done = source && fread(bytes, 1, length, source) == length;
    if (source) fclose(source);
    return done;
}

static int read_keys(void) {
    FILE *file = fopen(FOLDER "/keys", "r");
    int count = 0;
    char hex[80];
    while (file && count < KEYS && fscanf(file, "%63s %63s %79s", keys[count].id, keys[count].label, hex) == 3)
        from_hex(hex, keys[count++].d, 32);
    if (file) fclose(file);
    return count;
}

static void forget(void) {
    for (int i = 0; i < SESSIONS; i++) sessions[i].handle = 0;
    logged_in = 0;
}

/** What every call meets first; with the lock, which `leave` gives back. */
static word enter(void) {
    pthread_mutex_lock(&lock);
    if (!initialized) return NOT_INITIALIZED;
    if (is_faulty("dead")) return DEVICE_ERROR;
    if (is_faulty("restarted") && remove(FOLDER "/fault") == 0) forget();
    return OK;
}

static word leave(word code) {
    pthread_mutex_unlock(&lock);
    return code;
}

/** Two in one session at once is a fault of the caller. */
static word enter_session(word handle, session **found) {
    word code = enter();
    if (code) return code;
    *found = NULL;
    for (int i = 0; i < SESSIONS; i++)
        if (handle && sessions[i].handle == handle) *found = &sessions[i];
    if (!*found) return SESSION_INVALID;
    if ((*found)->busy) write_line("crimes", "a session was used by two at once\n");
    return OK;
}

static word C_Initialize(word *arguments) {
    pthread_mutex_lock(&lock);
    if (initialized) return leave(INITIALIZED);
    if (!arguments || !(arguments[4] & 2)) return leave(CANT_LOCK);
    initialized = 1;
    last_handle = 0;
    return leave(OK);
}

static word C_Finalize(void *reserved) {
    (void)reserved;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < SESSIONS; i++)
        if (sessions[i].busy) write_line("crimes", "the module was ended at work\n");
    forget();
    initialized = 0;
    return leave(OK);
}

static word C_GetSlotList(unsigned char present, word *slots, word *count) {
    word code = enter();
    (void)present;
    if (code) return leave(code);
    *count = is_faulty("absent") ? 0 : 1;
    if (slots && *count) slots[0] = SLOT;
    return leave(OK);
}

static word C_GetTokenInfo(word slot, char *info) {
    word code = enter();
    if (code) return leave(code);
    if (slot != SLOT) return leave(SLOT_INVALID);
    memset(info, 0, 208);
    memset(info, ' ', 96);
    memcpy(info, "test token", 10);
    memcpy(info + 32, "Liangzheng", 10);
    memcpy(info + 64, "software", 8);
    memcpy(info + 80, "0001", 4);
    return leave(OK);
}

static word C_OpenSession(word slot, word flags, void *application, void *notify, word *handle) {
    word code = enter();
    (void)application, (void)notify;
    if (code) return leave(code);
    if (slot != SLOT || is_faulty("absent")) return leave(NOT_PRESENT);
    for (int i = 0; i < SESSIONS; i++)
        if (!sessions[i].handle && !sessions[i].busy) {
            memset(&sessions[i], 0, sizeof sessions[i]);
            sessions[i].writes = (flags & 2) != 0;
            *handle = sessions[i].handle = ++last_handle;
            return leave(OK);
        }
    return leave(SESSION_COUNT);
}

static word C_CloseSession(word handle) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    one->handle = 0;
    int left = 0;
    for (int i = 0; i < SESSIONS; i++) left += sessions[i].handle != 0;
    if (!left) logged_in = 0;
    return leave(OK);
}

static word C_Login(word handle, word user, const char *given, word length) {
    session *one;
    word code = enter_session(handle, &one);
    char pin[64];
    if (code) return leave(code);
    if (logged_in) return leave(LOGGED_IN);
    write_line("tries", ".");
    if (user != 1 || !read_text("pin", pin, sizeof pin)) return leave(PIN_INCORRECT);
    if (length != strlen(pin) || memcmp(given, pin, length) != 0) return leave(PIN_INCORRECT);
    logged_in = 1;
    return leave(OK);
}

/** Objects are numbered from 1: public keys are odd, private ones even. */
static int value_of(word object, word type, uint8_t *value) {
    const key *one = &keys[(object - 1) / 2];
    word number = type == CLASS ? 3 - object % 2 : KEY_TYPE;
    switch (type) {
    case CLASS:
    case TYPE:
        memcpy(value, &number, sizeof number);
        return sizeof number;
    case LABEL:
        memcpy(value, one->label, strlen(one->label));
        return (int)strlen(one->label);
    case ID:
        from_hex(one->id, value, (int)strlen(one->id) / 2);
        return (int)strlen(one->id) / 2;
    case PARAMETERS:
        memcpy(value, curve, sizeof curve);
        return sizeof curve;
    case POINT:
        if (object % 2 == 0) return -1;
#ifdef BARE_POINT
        value[0] = 4;
        sm2_public_key(one->d, value + 1, value + 33);
        return 65;
#else
        memcpy(value, "\x04\x41\x04", 3);
        sm2_public_key(one->d, value + 3, value + 35);
        return 67;
#endif
    default:
        return -1;
    }
}

static word C_FindObjectsInit(word handle, const attribute *wanted, word count) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (one->finding) return leave(ACTIVE);
    one->finding = 1;
    one->count = one->next = 0;
    word last = 2 * (word)read_keys();
    for (word object = 1; object <= last; object++) {
        /* Nobody sees private objects who is not logged in. */
        int fits = object % 2 == 1 || logged_in;
        for (word i = 0; fits && i < count; i++) {
            uint8_t value[128];
            int length = value_of(object, wanted[i].type, value);
            fits = length == (int)wanted[i].length && memcmp(value, wanted[i].value, (size_t)length) == 0;
        }
        if (fits) one->found[one->count++] = object;
    }
    return leave(OK);
}

static word C_FindObjects(word handle, word *objects, word room, word *count) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (!one->finding) return leave(NOT_ACTIVE);
    for (*count = 0; *count < room && one->next < one->count; (*count)++) objects[*count] = one->found[one->next++];
    return leave(OK);
}

static word C_FindObjectsFinal(word handle) {
    session *one;
    word code = enter_session(handle, &one);
    if (!code) one->finding = 0;
    return leave(code);
}

static word C_GetAttributeValue(word handle, word object, attribute *asked, word count) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (object < 1 || object > 2 * (word)read_keys()) return leave(HANDLE_INVALID);
    for (word i = 0; i < count; i++) {
        uint8_t value[128];
        int length = value_of(object, asked[i].type, value);
        if (length < 0 || (word)length > asked[i].length) {
            asked[i].length = (word)-1;
            code = length < 0 ? ATTRIBUTE_UNKNOWN : TOO_SMALL;
            continue;
        }
        memcpy(asked[i].value, value, (size_t)length);
        asked[i].length = (word)length;
    }
    return leave(code);
}

static const attribute *find(const attribute *list, word count, word type) {
    for (word i = 0; i < count; i++)
        if (list[i].type == type) return &list[i];
    return NULL;
}

static word C_GenerateKeyPair(word handle, const mechanism *how, const attribute *open, word open_count,
                              const attribute *secret, word secret_count, word *public_key, word *private_key) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (how->type != GENERATE) return leave(MECHANISM_INVALID);
    if (!one->writes) return leave(SESSION_READ_ONLY);
    if (!logged_in) return leave(NOT_LOGGED_IN);
    if (is_faulty("full")) return leave(DEVICE_FULL);
    const attribute *id = find(open, open_count, ID), *label = find(open, open_count, LABEL);
    const attribute *parameters = find(open, open_count, PARAMETERS), *same = find(secret, secret_count, ID);
    if (!id || !label || !same || !parameters || parameters->length != sizeof curve) return leave(INCOMPLETE);
    if (memcmp(parameters->value, curve, sizeof curve) != 0) return leave(INCOMPLETE);
    uint8_t d[32];
    if (!random_bytes(d, sizeof d)) return leave(DEVICE_ERROR);
    d[0] &= 0x7F;
    char line[256], id_hex[64], d_hex[80];
    to_hex(id->value, id->length, id_hex);
    to_hex(d, sizeof d, d_hex);
    snprintf(line, sizeof line, "%s %.*s %s\n", id_hex, (int)label->length, (const char *)label->value, d_hex);
    write_line("keys", line);
    word last = 2 * (word)read_keys();
    *public_key = last - 1;
    *private_key = last;
    return leave(OK);
}

static word C_SignInit(word handle, const mechanism *how, word object) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (how->type != SIGN) return leave(MECHANISM_INVALID);
    if (!logged_in) return leave(NOT_LOGGED_IN);
    if (object % 2 || object > 2 * (word)read_keys()) return leave(HANDLE_INVALID);
    one->signing = object;
    return leave(OK);
}

static word C_Sign(word handle, const uint8_t *digest, word length, uint8_t *signature, word *room) {
    session *one;
    word code = enter_session(handle, &one);
    if (code) return leave(code);
    if (!one->signing || length != 32) return leave(NOT_ACTIVE);
    read_keys();
    key signer = keys[(one->signing - 1) / 2];
    one->signing = 0;
    one->busy = 1;
    int hangs = is_faulty("hangs"), lies = is_faulty("lies");
    leave(OK);
    struct timespec pause = {0, 900000000};
    if (hangs) nanosleep(&pause, NULL);
    char hex[80];
    uint8_t k[32];
    do {
        if (read_text("nonce", hex, sizeof hex)) from_hex(hex, k, 32);
        else random_bytes(k, sizeof k);
    } while (!sm2_sign(signer.d, digest, k, signature, signature + 32));
    if (lies) signature[63] ^= 1;
    *room = 64;
    pthread_mutex_lock(&lock);
    one->busy = 0;
    return leave(OK);
}

/** CK_FUNCTION_LIST: the version, then every function at its place. */
static struct { unsigned char version[2]; void *functions[68]; } list = {
    {2, 40},
    {
        [0] = C_Initialize, [1] = C_Finalize, [4] = C_GetSlotList, [6] = C_GetTokenInfo, [12] = C_OpenSession,
        [13] = C_CloseSession, [18] = C_Login, [24] = C_GetAttributeValue, [26] = C_FindObjectsInit,
        [27] = C_FindObjects, [28] = C_FindObjectsFinal, [42] = C_SignInit,
#ifndef WITHOUT_SIGN
        [43] = C_Sign,
#endif
        [59] = C_GenerateKeyPair,
    }};

__attribute__((visibility("default"))) word C_GetFunctionList(void **place) {
    *place = &list;
    return OK;
}
