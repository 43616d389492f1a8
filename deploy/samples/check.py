#!/usr/bin/env python3
"""Checks the sample events against expected.json, independently of KalmStream's own code.

Usage: check.py PATH_OF_THE_MINILM_JAR     (needs onnxruntime, tokenizers and numpy)

Replays both waves in plain Python, counts what a correct pipeline must count, and embeds every text with the
model in the jar to prove that the planted duplicates, and only they, are close, and that every query finds its event.
Exits 1 and lists every fault found.
"""

import json
import sys
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

import numpy
import onnxruntime
import tokenizers

FOLDER = Path(__file__).resolve().parent
MAX_TOKENS = 256
MAX_CHARACTERS = 250 * MAX_TOKENS
PLANTED_AT_LEAST = 0.92  # the product's default threshold, 0.90, lies between these two
OTHERS_AT_MOST = 0.88
QUERIES_RIGHT = 29
CORE_FIELDS = {"id", "tenant", "text", "occurred_at"}

faults = []


def require(condition, message):
    if not condition:
        faults.append(message)


# ---- reading and replaying the waves ----


def read_lines(name):
    text = (FOLDER / name).read_bytes().decode("utf-8")
    require("\r" not in text and text.endswith("\n"), f"{name}: lines must end in LF, also the last one")
    return text.removesuffix("\n").split("\n")


def parse(line):
    """The event in the line, or None where the line is no JSON object."""
    try:
        event = json.loads(line)
    except json.JSONDecodeError:
        return None
    return event if isinstance(event, dict) else None


def refusal(event):
    """Why a correct pipeline refuses the event, or None."""
    if event is None:
        return "BAD_MAGIC"
    if not event.get("id", "").strip():
        return "MISSING_ID"
    if event.get("deleted"):
        return None
    if not event.get("text", "").strip():
        return "EMPTY_TEXT"
    return "TOO_LARGE" if len(event["text"]) > MAX_CHARACTERS else None


def attributes(event):
    return {name: value for name, value in event.items() if name not in CORE_FIELDS}


class Replay:
    """What is stored after each event; keys are (tenant, id)."""

    def __init__(self):
        self.state, self.versions, self.touched = {}, [], set()
        self.counts, self.refused = Counter(), Counter()

    def feed(self, name):
        seen = set()
        for number, line in enumerate(read_lines(name), 1):
            self.counts["events"] += 1
            event = parse(line)
            reason = refusal(event)
            if reason:
                self.refused[reason] += 1
                continue
            require(event["id"] not in seen, f"{name}:{number}: id {event['id']} appears twice in this wave")
            seen.add(event["id"])
            self.apply(event, f"{name}:{number}")

    def apply(self, event, where):
        key = (event["tenant"], event["id"])
        old = self.state.get(key)
        if event.get("deleted"):
            require(old is not None, f"{where}: deletes {event['id']}, which does not exist")
            self.state.pop(key, None)
            self.touched.add(event["id"])
            self.counts["deleted"] += 1
            return
        datetime.strptime(event["occurred_at"], "%Y-%m-%dT%H:%M:%SZ")
        require(
            all(isinstance(value, (str, int, float, bool)) for value in attributes(event).values()),
            f"{where}: an attribute is not a scalar",
        )
        self.state[key] = event
        if old is None or old["text"] != event["text"]:
            self.counts["upserted"] += 1
            self.versions.append(event)
            if old:
                self.touched.add(event["id"])
                require(event["occurred_at"] > old["occurred_at"], f"{where}: an update must occur later")
        elif attributes(old) != attributes(event):
            self.counts["payload_updated"] += 1
        else:
            self.counts["unchanged"] += 1


# ---- structure ----


def check_counts(replay, expected):
    for name in ("events", "upserted", "unchanged", "payload_updated", "deleted"):
        require(replay.counts[name] == expected[name], f"{name}: {replay.counts[name]}, expected {expected[name]}")
    require(dict(replay.refused) == expected["dead_lettered_by_reason"], f"dead letters: {dict(replay.refused)}")
    require(sum(replay.refused.values()) == expected["dead_lettered"], "dead_lettered is not the sum of its reasons")
    require(len(replay.state) == expected["points_at_end"], f"points_at_end: {len(replay.state)}")
    require(expected["superseded"] == 0, "superseded must be 0: no id comes twice in a wave")


def check_spread(events):
    languages = Counter(event["language"] for event in events)
    domains = Counter(event["domain"] for event in events)
    english = languages["en"] / len(events)
    lengths = sorted(len(event["text"].split()) for event in events)
    require(len(events) >= 400, f"only {len(events)} documents")
    require(sum(count >= 14 for count in languages.values()) >= 5, f"fewer than five well filled languages: {languages}")
    require(0.5 <= english <= 0.7, f"English share {english:.2f}, should be about 0.6")
    require(sum(count >= 15 for count in domains.values()) >= 8, f"fewer than eight well filled domains: {domains}")
    require(lengths[0] <= 5 and lengths[-5] >= 300, "short and long texts are missing")
    print("languages ", dict(languages.most_common()))
    print("domains   ", dict(domains.most_common()))


def check_pairs(replay, expected):
    """Star-shaped groups, same tenant, later than the original, left alone by the second wave."""
    by_id = {event["id"]: event for event in replay.state.values()}
    pairs = expected["duplicate_pairs"]
    kinds = Counter(pair["kind"] for pair in pairs)
    copies, originals = {pair["id"] for pair in pairs}, {pair["of"] for pair in pairs}
    require(len(copies) == len(pairs) == expected["duplicates"], "each duplicate must be listed once")
    require(not copies & originals, f"originals that are duplicates: {copies & originals}")
    require(not (copies | originals) & replay.touched, f"touched later: {(copies | originals) & replay.touched}")
    require(kinds["EXACT"] == expected["duplicates_exact"] >= 10, f"exact duplicates: {kinds['EXACT']}")
    require(kinds["NEAR"] == expected["duplicates_near"] >= 40, f"near duplicates: {kinds['NEAR']}")
    missing = (copies | originals) - by_id.keys()
    if missing:
        sys.exit(f"FAULT duplicate groups need these events at the end: {sorted(missing)}")
    for pair in pairs:
        copy, original = by_id[pair["id"]], by_id[pair["of"]]
        require(copy["tenant"] == original["tenant"], f"{pair}: different tenants")
        require(copy["occurred_at"] > original["occurred_at"], f"{pair}: the duplicate must occur later")
        require((copy["text"] == original["text"]) == (pair["kind"] == "EXACT"), f"{pair}: wrong kind")
    for twin in expected["same_text_other_tenant"]:
        copy, original = by_id[twin["id"]], by_id[twin["same_text_as"]]
        require(copy["text"] == original["text"] and copy["tenant"] != original["tenant"], f"{twin}: no twin")


def check_interactions(replay, expected):
    """Everybody likes something first, does five things, and only with originals of the own tenant that stay."""
    copies = {pair["id"] for pair in expected["duplicate_pairs"]}
    deeds = {}
    for number, line in enumerate(read_lines("interactions.jsonl"), 1):
        deed = json.loads(line)
        tenant = deed.get("tenant", "")
        known = (tenant, deed["item_id"]) in replay.state and deed["item_id"] not in copies
        require(known, f"interactions.jsonl:{number}: {deed['item_id']} is not there, or a duplicate")
        deeds.setdefault((tenant, deed["user_id"]), []).append(deed["kind"])
    require(len(deeds) == 30, f"{len(deeds)} users, expected 30")
    for (tenant, user), kinds in deeds.items():
        require(len(kinds) == 5 and kinds[0] != "DISLIKE", f"{user} of {tenant or 'no tenant'} does {kinds}")


# ---- vectors ----


class MiniLm:
    def __init__(self, jar):
        with zipfile.ZipFile(jar) as archive:
            self.tokenizer = tokenizers.Tokenizer.from_buffer(archive.read("all-minilm-l6-v2-tokenizer.json"))
            self.session = onnxruntime.InferenceSession(archive.read("all-minilm-l6-v2.onnx"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(MAX_TOKENS)

    def vector(self, text):
        encoding = self.tokenizer.encode(text)
        inputs = {
            "input_ids": [encoding.ids],
            "attention_mask": [encoding.attention_mask],
            "token_type_ids": [encoding.type_ids],
        }
        hidden = self.session.run(None, {name: numpy.array(rows, numpy.int64) for name, rows in inputs.items()})[0]
        mean = hidden[0].mean(axis=0)  # one unpadded row: every token counts
        return mean / numpy.linalg.norm(mean)


def check_similarities(versions, vectors, expected):
    """Any two texts that one tenant ever stored, in either wave, are far apart unless they were planted."""
    group = {pair["id"]: pair["of"] for pair in expected["duplicate_pairs"]}
    place = {event["id"]: index for index, event in enumerate(versions)}
    cosine = vectors @ vectors.T
    weakest = (1, "")
    for pair in expected["duplicate_pairs"]:
        score = cosine[place[pair["id"]], place[pair["of"]]]
        weakest = min(weakest, (score, pair["id"]))
        limit = 0.9999 if pair["kind"] == "EXACT" else PLANTED_AT_LEAST
        require(score >= limit, f"planted {pair['kind']} pair {pair['id']} of {pair['of']}: only {score:.3f}")
    closest = (0, "", "")
    for a, left in enumerate(versions):
        for b in range(a):
            right = versions[b]
            related = group.get(left["id"], left["id"]) == group.get(right["id"], right["id"])
            if left["tenant"] != right["tenant"] or related:
                continue
            closest = max(closest, (cosine[a, b], left["id"], right["id"]))
            require(
                cosine[a, b] <= OTHERS_AT_MOST, f"unplanned: {left['id']} is close to {right['id']}, {cosine[a, b]:.3f}"
            )
    print(f"planted    weakest {weakest[0]:.3f} {weakest[1]}")
    print(f"unplanned  closest {closest[0]:.3f} {closest[1]} and {closest[2]}")


def check_queries(model, events, vectors, touched):
    queries = [json.loads(line) for line in read_lines("queries.jsonl")]
    stored = {(event["tenant"], event["id"]) for event in events}
    aims = {query["expected_id"] for query in queries}
    require(len(queries) == 30 and sum(query.get("show", False) for query in queries) == 3, "30 queries, 3 to show")
    require(len(aims & touched) >= 2, "at least two queries must aim at an updated text")
    absent = [query["query"] for query in queries if (query["tenant"], query["expected_id"]) not in stored]
    if absent:
        sys.exit(f"FAULT these queries expect an event that is not stored at the end: {absent}")
    right = 0
    for query in queries:
        wanted = {query["expected_id"], *query.get("also", [])}
        scores = vectors @ model.vector(query["query"])
        hits = [
            (float(scores[index]), event["id"]) for index, event in enumerate(events) if event["tenant"] == query["tenant"]
        ]
        hits.sort(reverse=True)
        best_other = next(hit for hit in hits if hit[1] not in wanted)
        best = next(hit for hit in hits if hit[1] in wanted)
        right += best > best_other
        verdict = "ok  " if best > best_other else "MISS"
        print(f"{verdict} {best[0]:.3f} {best[0] - best_other[0]:+.3f}  {query['query']}  ({best_other[1]})")
    print(f"queries    {right} of {len(queries)} on top")
    require(right >= QUERIES_RIGHT, f"only {right} queries have their event on top")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    expected = json.loads((FOLDER / "expected.json").read_text("utf-8"))
    replay = Replay()
    replay.feed("events-1.jsonl")
    check_spread(list(replay.state.values()))
    replay.feed("events-2.jsonl")
    check_counts(replay, expected)
    check_pairs(replay, expected)
    check_interactions(replay, expected)
    model = MiniLm(sys.argv[1])
    vectors = numpy.array([model.vector(event["text"]) for event in replay.versions])
    check_similarities(replay.versions, vectors, expected)
    newest = {(event["tenant"], event["id"]): index for index, event in enumerate(replay.versions)}
    kept = [newest[key] for key in replay.state]
    check_queries(model, [replay.versions[index] for index in kept], vectors[kept], replay.touched)
    for fault in faults:
        print("FAULT", fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
