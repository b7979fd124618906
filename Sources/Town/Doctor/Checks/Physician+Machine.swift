import Effects
import Host
import Layout
import Ledger
import SQL
import Sessions
import Settings
import Stores
import Vocabulary

// What the machine must have.
extension Physician {
    /// Git that can merge without a worktree, and tmux.
    func checkTools() throws -> [Finding] {
        var found: [String] = []
        var findings: [Finding] = []
        for (program, argument, oldest) in [("git", "--version", [2, 38]), ("tmux", "-V", [3, 0])] {
            do {
                let call = ProcessCall(program, [argument], environment: effects.environment, limit: .seconds(10))
                let text = try effects.processes.run(call).output
                let version = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "." }
                let numbers = version.split(separator: ".").compactMap { Int($0) }
                found.append("\(program) \(version)")
                guard numbers.lexicographicallyPrecedes(oldest) else { continue }
                let wanted = oldest.map(String.init).joined(separator: ".")
                findings.append(Finding("tools", .error, "\(program) is \(version), older than \(wanted)"))
            } catch {
                findings.append(Finding("tools", Problem(describing: error)))
            }
        }
        return result("tools", findings, fine: found.joined(separator: ", "))
    }

    func checkEngine() throws -> [Finding] {
        let engine = try Engine.loaded()
        return [Finding("engine", .fine, "DoltLite \(try engine.version()) from \(engine.path)")]
    }

    /// The town's tmux server: sessions that belong to nobody.
    func checkSockets() throws -> [Finding] {
        let running = try sessions.list().map(\.name)
        var known: Set<String> = ["hq-mayor", "hq-deacon", "hq-boot", "hq-overseer"]
        var unknown: [Prefix] = []
        for entry in try RigRegistry.read(town).entries {
            known.insert(Address.refinery(entry.name).session(prefix: entry.prefix))
            known.insert(Address.witness(entry.name).session(prefix: entry.prefix))
            // Without its ledger nobody can say who is of this rig.
            guard let rig = try? stores.rig(entry.name) else {
                unknown.append(entry.prefix)
                continue
            }
            for seat in try rig.read.agents(role: "polecat") {
                if let name = seat.name {
                    known.insert(Address.polecat(entry.name, name).session(prefix: entry.prefix))
                }
            }
        }
        let strangers = running.filter { name in
            !known.contains(name) && !unknown.contains { name.hasPrefix("\($0)-") }
        }
        let findings = strangers.map { session in
            Finding(
                "sockets",
                .warning,
                "the session \(session) belongs to no agent of this town",
                hints: ["`tmux -L \(sessions.host.name) attach -t =\(session)` shows it."]
            )
        }
        return result("sockets", findings, fine: "tmux -L \(sessions.host.name), \(running.count) sessions")
    }
}
