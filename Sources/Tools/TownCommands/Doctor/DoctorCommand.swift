import Arguments
import CommandKit
import Console
import Doctor
import JSON
import Stores
import TownContext

/// `gt doctor`: looks at the town from all sides.
struct DoctorCommand: RunnableCommand {
    static let name = "doctor"
    static let summary = "Look at the town from all sides and name what is not as it should be"
    static let details = "Changes nothing. Exits with 1 if anything is broken; a warning alone is no failure."
    static let section = HelpSection.town

    func run(in context: CommandContext) throws {
        let findings = Physician(
            stores: try context.stores(),
            sessions: try context.sessions(),
            effects: context.effects
        ).examine()
        let broken = findings.count { $0.level == .error }
        let warnings = findings.count { $0.level == .warning }
        context.show(
            json: [
                "healthy": .bool(broken == 0), "errors": .int(broken), "warnings": .int(warnings),
                "checks": .array(findings.map(\.json)),
            ]
        ) {
            findings.flatMap(\.text) + ["", "\(broken) broken, \(warnings) to look at"]
        }
        if broken > 0 { throw AlreadyReported() }
    }
}
