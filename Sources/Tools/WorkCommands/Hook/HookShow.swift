import Arguments
import CommandKit
import Console
import JSON
import Ledger
import Mail
import TownContext
import Vocabulary

/// `gt hook`: shows what an agent has to work on.
struct HookShow: RunnableCommand {
    static let name = "hook"
    static let aliases = ["work"]
    static let summary = "Show what is on a hook (an agent's present work)"
    static let section = HelpSection.work

    @Argument("agent", help: "Whose hook; the caller's without it") var agent: String?

    func run(in context: CommandContext) throws {
        let address = try agent.map { try context.address($0, for: .looking) } ?? context.caller()
        let hook = try HookedWork(of: address, in: context)
        context.show(json: HookShow.json(hook)) {
            guard let bead = hook.bead else { return ["\(hook.address): (empty)"] }
            return [
                "\(hook.address): \(bead.id) '\(bead.title)' [\(bead.status)]",
                "  Branch: \(hook.seat?.branch ?? "")",
            ]
        }
    }

    private static func json(_ hook: HookedWork) -> JSON {
        guard let bead = hook.bead else { return .null }
        return .object([
            JSON.Member("agent", .string(hook.address.description)),
            JSON.Member("bead", .string(bead.id.description)),
            JSON.Member("title", .string(bead.title)),
            JSON.Member("status", .string(bead.status.rawValue)),
            JSON.Member("branch", .optional(hook.seat?.branch)),
            JSON.Member("incarnation", .optional(hook.seat?.incarnation?.description)),
        ])
    }
}
