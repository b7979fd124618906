import Basics
import Effects
import Host
import Layout
import Ledger
import Settings
import Stores
import Supervised
import Vocabulary

// What is written down, and who should be looking after it.
extension Physician {
    /// Opens each ledger; names its size and the last collection of garbage.
    func checkLedgers() throws -> [Finding] {
        let record = CollectionRecord.read(town)
        return try findablePlaces().map { place in
            do {
                _ = try stores.ledger(at: place)
                let size = Files.facts(of: place.file)?.size ?? 0
                let last =
                    record[place.database]?.at.map { "garbage collected \($0.minute(in: effects.zone))" }
                    ?? "no garbage collected yet"
                return Finding("ledgers", .fine, "\(place.database) \(Self.megabytes(size)), \(last)")
            } catch {
                return Finding("ledgers", Problem(describing: error))
            }
        }
    }

    private static func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB" }

    /// Every settings file can be read, and every rig can land work.
    func checkSettings() throws -> [Finding] {
        _ = try TownSettings.read(town)
        var findings: [Finding] = []
        for entry in try RigRegistry.read(town).entries {
            do {
                let queue = try RigSettings.read(town.rig(entry.name)).mergeQueue
                guard queue.gates.isEmpty, !queue.waivesGates else { continue }
                findings.append(
                    Finding(
                        "settings",
                        .warning,
                        "\(entry.name) has no gate, so nothing lands there",
                        hints: ["`gt rig settings set \(entry.name) merge_queue.gates.test \"<command>\"`"]
                    )
                )
            } catch {
                findings.append(Finding("settings", Problem(describing: error)))
            }
        }
        return result("settings", findings, fine: "every file can be read, every rig has a gate or does without")
    }

    /// The supervisor runs unless the town is down.
    func checkServices() throws -> [Finding] {
        if let since = try stores.hq().read.townStopped() {
            return [Finding("services", .fine, "the town is down since \(since)")]
        }
        let daemon = try stores.hq().read.processes().first { $0.kind == Duty.Kind.daemon.rawValue && $0.isAlive }
        guard let daemon else {
            return [Finding("services", .warning, "the daemon does not run", hints: ["`gt up` starts it."])]
        }
        return [Finding("services", .fine, "the daemon runs as process \(daemon.pid)")]
    }

    /// Nothing waits for its delivery for long.
    func checkOutboxes() throws -> [Finding] {
        var findings: [Finding] = []
        let now = effects.now()
        for place in try findablePlaces() {
            let rows = try stores.ledger(at: place).read.outbox()
            let late = rows.filter { $0.createdAt.distance(to: now) > .seconds(60) }
            guard let oldest = late.first else { continue }
            findings.append(
                Finding(
                    "outbox",
                    .warning,
                    "\(late.count) rows of \(place.database) wait since \(oldest.createdAt.minute(in: effects.zone)) and longer",
                    hints: ["The daemon delivers them; \(town.daemonLog) says why it could not."]
                )
            )
        }
        return result("outbox", findings, fine: "nothing waits")
    }
}
