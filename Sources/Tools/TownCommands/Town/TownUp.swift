import Arguments
import CommandKit
import Console
import JSON
import Towns
import Vocabulary

/// `gt up`: starts the services of a town.
struct TownUp: RunnableCommand {
    static let name = "up"
    static let summary = "Start the daemon (supervisor) and a refinery (merge queue) for each rig"
    static let details = """
        What runs already is left alone, what `gt refinery stop` stopped is started again. One service that fails does \
        not keep the others.
        """
    static let section = HelpSection.town

    func run(in context: CommandContext) throws {
        try context.refuseIfReadOnly()
        let report = try TownHands(context).services.up()
        let isFine = report.allSatisfy(\.isFine)
        context.show(
            json: [
                "success": .bool(isFine), "services": .array(report.map(Self.json)),
                "summary": [
                    "total": .int(report.count), "started": .int(report.count { $0.outcome == .started }),
                    "failed": .int(report.count { !$0.isFine }),
                ],
            ]
        ) {
            context.options.quiet ? [] : report.map(Self.line)
        }
        if !isFine { throw AlreadyReported() }
    }

    private static func json(_ service: TownServices.Started) -> JSON {
        let detail =
            switch service.outcome {
            case .started: service.stoppedSince == nil ? "started" : "started, was stopped by hand"
            case .alreadyRunning: "already running"
            case .failed(let problem): ([problem.summary] + problem.causes).joined(separator: ": ")
            }
        return ["name": .string(service.name), "ok": .bool(service.isFine), "detail": .string(detail)]
    }

    private static func line(_ service: TownServices.Started) -> String {
        switch service.outcome {
        case .started:
            "✓ \(service.name) started" + (service.stoppedSince.map { "; it was stopped by hand since \($0)" } ?? "")
        case .alreadyRunning: "✓ \(service.name) is running"
        case .failed(let problem):
            (["✗ \(service.name): \(problem.summary)"] + (problem.causes + problem.hints).map { "    \($0)" })
                .joined(separator: "\n")
        }
    }
}
