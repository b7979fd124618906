"""A ledger of N beads as JSONL, always the same: python3 bench/beads.py N [PREFIX]

Its shape is that of ledgers in use: 30 % closed, 10 % in progress, one bead in ten an epic, up to two blockers among the 50
beads before, a label on one in three, descriptions of 6 to 60 words.
"""
import json
import random
import sys

WORDS = "parse cache retry queue token schema route merge lease shard index batch probe audit relay panel theme login".split()
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def identifier(number, prefix="demo"):
    """Four digits in base 36; neighbours are far apart, as with hashes."""
    value, text = (number * 7919 + 104729) % 36**4, ""
    for _ in range(4):
        value, digit = divmod(value, 36)
        text = DIGITS[digit] + text
    return f"{prefix}-{text}"


def stamp(number):
    return f"2026-{1 + number // 672 % 9:02d}-{1 + number // 24 % 28:02d}T{number % 24:02d}:{number % 60:02d}:00Z"


def beads(count, prefix="demo"):
    """The beads, as dictionaries in the form of exchange."""
    chance = random.Random(7)

    def words(number):
        return " ".join(chance.choice(WORDS) for _ in range(number))

    for number in range(count):
        share = chance.random()
        status = "closed" if share < 0.3 else "in_progress" if share < 0.4 else "open"
        bead = {
            "id": identifier(number, prefix),
            "title": f"{words(1)} the {words(2)} {number}",
            "description": words(chance.randint(6, 60)),
            "status": status,
            "priority": chance.choices(range(5), [2, 15, 50, 25, 8])[0],
            "issue_type": chance.choices(["task", "bug", "feature", "chore", "epic"], [50, 20, 12, 8, 10])[0],
            "created_at": stamp(number),
            "updated_at": stamp(number),
            "created_by": "bench",
        }
        if status != "open":
            bead["assignee"] = f"worker-{chance.randint(1, 30)}"
        if status == "closed":
            bead |= {"closed_at": stamp(number), "close_reason": "done"}
        if chance.random() < 0.33:
            bead["labels"] = [chance.choice(WORDS)]
        blockers = {identifier(max(0, number - chance.randint(1, 50)), prefix) for _ in range(chance.choice([0, 0, 1, 1, 2, 2]))}
        edges = [
            {"issue_id": bead["id"], "depends_on_id": blocker, "type": "blocks", "created_at": stamp(number)}
            for blocker in sorted(blockers) if blocker != bead["id"]
        ]
        if edges:
            bead["dependencies"] = edges
        yield bead


def closable(all_beads):
    """Open beads that are no epics and that nothing open blocks: closing them is allowed."""
    state = {bead["id"]: bead["status"] for bead in all_beads}
    return [
        bead["id"] for bead in all_beads
        if bead["status"] == "open" and bead["issue_type"] != "epic"
        and all(state[edge["depends_on_id"]] == "closed" for edge in bead.get("dependencies", []))
    ]


if __name__ == "__main__":
    for bead in beads(int(sys.argv[1]), *sys.argv[2:3]):
        print(json.dumps(bead))
