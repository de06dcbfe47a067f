"""Makes and checks the vectors of offline-code.md and status-list.md without any code of this repository.

    pip install cbor2 cryptography          # SM2 by the openssl command, 3.0 or later
    python offline_vectors.py check FOLDER  # FOLDER: libs/showcode/vectors
    python offline_vectors.py make FOLDER   # new signatures; keys, claims and times stay

Every key is the SHA-256 of a name and of no use to anybody.
"""
import hashlib, json, os, random, subprocess, sys, tempfile, zlib

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
SM2, ES256, DEVICE, PAPER = -10197501, -7, -70001, -70002
STATUS = dict(valid=0, revoked=1, suspended=2, pending=3, cancelled=12, withdrawn=13, rescinded=14, void=15)
NOW = 1795000000


def base45(data):
    out = ""
    for at in range(0, len(data), 2):
        pair = data[at:at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, digit = divmod(value, 45)
            out += ALPHABET[digit]
    return out


def unbase45(text):
    out = b""
    for at in range(0, len(text), 3):
        group = text[at:at + 3]
        out += sum(ALPHABET.index(c) * 45**i for i, c in enumerate(group)).to_bytes(len(group) - 1, "big")
    return out


def cbor(value):
    """RFC 8949 section 4.2.1: keys in the order of their encoded bytes, by hand where cbor2's canonical form differs."""
    if isinstance(value, dict):
        pairs = sorted((cbor(k), cbor(v)) for k, v in value.items())
        return bytes([0xA0 + len(pairs)]) + b"".join(k + v for k, v in pairs)
    if isinstance(value, (list, tuple)):
        return bytes([0x80 + len(value)]) + b"".join(map(cbor, value))
    return cbor2.dumps(value)


def short_text(text):
    narrow, wide = cbor(text), cbor(text.encode("utf-16-be"))
    return text.encode("utf-16-be") if len(wide) < len(narrow) else text


# Keys. SM2 goes through the openssl command: cryptography has no SM2.
def secret(name):
    return b"\0" + hashlib.sha256(name.encode()).digest()[1:]


def openssl(*args, data=None):
    return subprocess.run(["openssl", *args], input=data, capture_output=True, check=True).stdout


def der(*numbers):
    return utils.encode_dss_signature(*numbers)


def raw(signature):
    return b"".join(n.to_bytes(32, "big") for n in utils.decode_dss_signature(signature))


class P256:
    algorithm = ES256

    def __init__(self, name):
        self.key = ec.derive_private_key(int.from_bytes(secret(name), "big"), ec.SECP256R1())
        self.public = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.compressed = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)

    def sign(self, message):
        return raw(self.key.sign(message, ec.ECDSA(hashes.SHA256())))

    @staticmethod
    def verify(public, message, signature):
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), public)
        numbers = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        try:
            key.verify(der(*numbers), message, ec.ECDSA(hashes.SHA256()))
            return True
        except InvalidSignature:
            return False


OID_SM2 = bytes.fromhex("06082a811ccf5501822d")
ID = ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]


def sm2_public(point):
    return bytes.fromhex("3059301306072a8648ce3d0201") + OID_SM2 + bytes.fromhex("034200") + point


class Sm2:
    algorithm = SM2

    def __init__(self, name):
        short = bytes.fromhex("303102010104 20") + secret(name) + bytes.fromhex("a00a") + OID_SM2
        self.private = openssl("ec", "-inform", "DER", data=short)
        self.public = openssl("ec", "-pubout", "-outform", "DER", data=self.private)[-65:]

    def sign(self, message):
        with tempfile.TemporaryDirectory() as folder:
            key, text = (os.path.join(folder, name) for name in ("key", "text"))
            open(key, "wb").write(self.private)
            open(text, "wb").write(message)
            return raw(openssl("pkeyutl", "-sign", "-inkey", key, "-in", text, *ID))

    @staticmethod
    def verify(public, message, signature):
        numbers = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        with tempfile.TemporaryDirectory() as folder:
            key, text, sig = (os.path.join(folder, name) for name in ("key", "text", "sig"))
            for path, data in ((key, sm2_public(public)), (text, message), (sig, der(*numbers))):
                open(path, "wb").write(data)
            done = subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", key, "-in", text,
                 "-sigfile", sig, *ID], capture_output=True)
            return done.returncode == 0


# The messages.
def key_id(key):
    return hashlib.new("sm3", key.public).digest()[:8]


def sign1(key, claims, content_type=None):
    header = {1: key.algorithm, 4: key_id(key)}
    if content_type:
        header[16] = content_type
    header, payload = cbor(header), cbor(claims)
    return cbor([header, {}, payload, key.sign(cbor(["Signature1", header, b"", payload]))])


def counter(part, time, nonce):
    header, _, payload, signature = cbor2.loads(part)
    claims = {6: time} if nonce is None else {6: time, 10: nonce}
    return cbor(["CounterSignatureV2", header, cbor({1: ES256, 15: claims}), b"", payload, [signature]])


def licence(name, kind, until, reference, device=None):
    inner = {1: short_text(name), 2: short_text(kind), 4: reference[0] * 2**20 + reference[1]}
    if until is not None:
        inner[3] = until
    if device is not None:
        inner[5] = device.compressed
    return {4: NOW + 604800, 6: NOW - 3600, PAPER if device is None else DEVICE: inner}


def keys():
    return dict(sm2=Sm2("lz2 issuer sm2"), es256=P256("lz2 issuer es256"), device=P256("lz2 device"))


def make(folder):
    k = keys()
    cases = []
    for name, issuer, person, kind, until, reference, device, time, nonce in (
        ("device-sm2", "sm2", "阿**", "11100000000013338W050", 22460, (7, 987654), "device", NOW - 5, None),
        ("device-es256", "es256", "MUHAMMAD A.", "行驶证", None, (0, 0), "device", NOW - 5, None),
        ("device-nonce", "sm2", "张*", "11100000000013338W050", 22460, (1, 2), "device", NOW - 5, bytes(range(16))),
        ("longest", "sm2", "买买提阿不都热合曼木合塔尔江别", "11100000000013338W050", 65535, (4095, 1048575),
         "device", NOW - 5, None),
        ("paper-sm2", "sm2", "阿**", "11100000000013338W050", 22460, (7, 987654), None, None, None),
    ):
        part = sign1(k[issuer], licence(person, kind, until, reference, device and k[device]))
        shown = b"" if device is None else time.to_bytes(4, "big") + k[device].sign(counter(part, time, nonce))
        cases.append(dict(
            id=name, issuer=issuer, kind="device" if device else "paper", name=person, licenceType=kind,
            validUntilDay=until, list=reference[0], index=reference[1], issuedAt=NOW - 3600, expiresAt=NOW + 604800,
            time=time, nonce=nonce and nonce.hex(), issuerPart=part.hex(), text="LZ2:" + base45(part + shown)))
    source = ("docs/formats/vectors/offline_vectors.py: cbor2 6.1.4, cryptography 50.0.2, OpenSSL 3.0.19; "
              "no code of this repository")
    public = {name: dict(point=key.public.hex(), keyId=key_id(key).hex()) for name, key in k.items()}
    write(folder, "offline-code.json", dict(source=source, now=NOW, keys=public, cases=cases))

    lists = []
    for name, issuer, size, entries in (
        ("every-status", "sm2", 16, {i: s for i, s in enumerate(STATUS)}),
        ("empty", "es256", 8, {}),
        ("thousand", "sm2", 1000, {i: s for i, s in zip(random.Random(1).sample(range(1000), 10), list(STATUS)[1:] * 2)}),
    ):
        halves = bytearray((size + 1) // 2)
        for index, status in entries.items():
            halves[index // 2] |= STATUS[status] << (index % 2 * 4)
        claims = {2: f"https://status.example.cn/lists/{len(lists)}", 4: NOW + 86400, 6: NOW - 600, 65534: 3600,
                  65533: {"bits": 4, "lst": zlib.compress(bytes(halves), 9)}}
        token = b"\xd2" + sign1(k[issuer], claims, "application/statuslist+cwt")
        lists.append(dict(id=name, issuer=issuer, size=size, uri=claims[2], issuedAt=NOW - 600, expiresAt=NOW + 86400,
                          timeToLive=3600, notValid=[[i, s] for i, s in sorted(entries.items()) if s != "valid"],
                          token=token.hex()))
    write(folder, "status-list.json", dict(source=source, now=NOW, keys=public, lists=lists))


def write(folder, name, content):
    with open(os.path.join(folder, name), "w") as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def check(folder):
    verify = {SM2: Sm2.verify, ES256: P256.verify}

    def opened(message, keys, issuer):
        header, unprotected, payload, signature = cbor2.loads(message)
        assert unprotected == {} and cbor([header, {}, payload, signature]) == message
        fields, key = cbor2.loads(header), keys[issuer]
        assert fields[4].hex() == key["keyId"] == hashlib.new("sm3", bytes.fromhex(key["point"])).hexdigest()[:16]
        to_be_signed = cbor(["Signature1", header, b"", payload])
        assert verify[fields[1]](bytes.fromhex(key["point"]), to_be_signed, signature)
        assert not verify[fields[1]](bytes.fromhex(key["point"]), to_be_signed + b"\0", signature)
        return fields, cbor2.loads(payload)

    file = json.load(open(os.path.join(folder, "offline-code.json")))
    for case in file["cases"]:
        whole = unbase45(case["text"].removeprefix("LZ2:"))
        part = bytes.fromhex(case["issuerPart"])
        assert whole.startswith(part) and len(part) <= 250 and len(case["text"]) <= 420
        _, claims = opened(part, file["keys"], case["issuer"])
        inner = claims[DEVICE if case["kind"] == "device" else PAPER]
        assert claims[4] == case["expiresAt"] and claims[6] == case["issuedAt"]
        assert inner[1] == short_text(case["name"]) and inner[2] == short_text(case["licenceType"])
        assert inner.get(3) == case["validUntilDay"] and inner[4] == case["list"] * 2**20 + case["index"]
        rest = whole[len(part):]
        if case["kind"] == "device":
            nonce = case["nonce"] and bytes.fromhex(case["nonce"])
            assert len(rest) == 68 and int.from_bytes(rest[:4], "big") == case["time"]
            assert P256.verify(inner[5], counter(part, case["time"], nonce), rest[4:])
            assert not P256.verify(inner[5], counter(part, case["time"] + 1, nonce), rest[4:])
        else:
            assert rest == b""
        print("ok", case["id"], len(part), "bytes,", len(case["text"]), "characters")

    file = json.load(open(os.path.join(folder, "status-list.json")))
    for case in file["lists"]:
        token = bytes.fromhex(case["token"])
        assert token[0] == 0xD2
        fields, claims = opened(token[1:], file["keys"], case["issuer"])
        assert fields[16] == "application/statuslist+cwt" and claims[2] == case["uri"]
        assert (claims[4], claims[6], claims[65534]) == (case["expiresAt"], case["issuedAt"], case["timeToLive"])
        assert claims[65533]["bits"] == 4
        halves = zlib.decompress(claims[65533]["lst"])
        found = {i: halves[i // 2] >> i % 2 * 4 & 15 for i in range(case["size"])}
        assert {i: n for i, n in found.items() if n} == {i: STATUS[s] for i, s in case["notValid"]}
        print("ok", case["id"], len(token), "bytes")


if __name__ == "__main__":
    {"make": make, "check": check}[sys.argv[1]](sys.argv[2])
