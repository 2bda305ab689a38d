#!/usr/bin/env python3
"""Checks an unpacked evidence bundle with Python's standard library alone: python3 verify.py [FOLDER]"""
import datetime, hashlib, json, os, sys

root = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
faults = []


def sha(data):
    return hashlib.sha256(data).hexdigest()


def read(name):
    with open(os.path.join(root, name), "rb") as file:
        return file.read()


def lines(name):
    return [json.loads(line) for line in read(name).decode("utf-8").split("\n") if line]


def reckon(parts):
    whole = b""
    for part in parts:
        data = str(part).encode("utf-8")
        whole += str(len(data)).encode() + b":" + data
    return sha(whole)


def millis(text):
    head, _, rest = text.rstrip("Z").partition(".")
    moment = datetime.datetime.strptime(head + ":00" * (2 - head.count(":")), "%Y-%m-%dT%H:%M:%S")
    seconds = int((moment - datetime.datetime(1970, 1, 1)).total_seconds())
    return seconds * 1000 + int((rest + "000")[:3])


def flat(some):
    return [part for key in sorted(some, key=lambda k: k.encode("utf-16-be")) for part in (key, some[key])]


for line in read("SHA256SUMS").decode("utf-8").splitlines():
    want, name = line.split("  ", 1)
    if sha(read(name)) != want:
        faults.append(name + ": sum")
manifest = lines("manifest.json")[0]
previous, number, digests, erased = reckon(["fenghuo timeline 1", manifest["incident"]]), 0, {}, set()
for line in lines("timeline.jsonl"):
    number += 1
    parts = [previous, number, millis(line["at"]), line["event"], line["actor"], line["via"], len(line["facts"])]
    if line["seq"] != number or reckon(parts + flat(line["facts"]) + flat(line["commitments"])) != line["hash"]:
        faults.append("timeline.jsonl #%d" % number)
    for name, field in line["personal"].items():
        if sha((field["salt"] + "|" + field["value"]).encode("utf-8")) != line["commitments"][name]:
            faults.append("timeline.jsonl #%d %s" % (number, name))
    facts = line["facts"]
    if line["event"] == "evidence.kept":
        first = int(facts["records"].split("-")[0])
        digests.update({first + i: d for i, d in enumerate(facts["digests"].split(" "))})
    elif line["event"] == "evidence.erased":
        erased.update(int(seq) for seq in facts["records"].split(" "))
    elif line["event"] == "evidence.expired":
        digests = {}
    previous = line["hash"]
if manifest["head"] != previous or manifest["lines"] != number:
    faults.append("timeline.jsonl: end")
archive = read(manifest["archive"]) if manifest["archive"] else b""
at = 0
for entry in lines("records.jsonl"):
    data = archive[entry["position"] : entry["position"] + entry["length"]]
    fits = entry["seq"] in erased if "erased" in entry else sha(data) == entry["digest"]
    if entry["position"] != at or digests.pop(entry["seq"], None) != entry["digest"] or not fits:
        faults.append("record %d" % entry["seq"])
    at += entry["length"]
if digests or at != len(archive):
    faults.append("records missing or added: %s" % sorted(digests))
print("\n".join(faults) if faults else "OK  %d lines  %s" % (number, previous))
sys.exit(1 if faults else 0)
