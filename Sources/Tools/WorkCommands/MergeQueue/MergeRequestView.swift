import Basics
import JSON
import Ledger
import Vocabulary

/// A merge request as it is shown.
struct MergeRequestView {
    let request: MergeRequestRecord
    /// The request's own bead.
    let side: Bead?
    /// The work it is for.
    let work: Bead?
    let rig: String
    /// From 1, for those that wait.
    let position: Int?

    init(_ request: MergeRequestRecord, rig: RigName, in read: Reader, position: Int? = nil) throws {
        self.request = request
        self.rig = rig.description
        self.position = position
        side = try read.bead(request.id)
        work = try read.bead(request.bead)
    }

    var json: JSON {
        [
            "id": .string(request.id.description), "title": .string(side?.title ?? ""),
            "status": .string(side?.status.rawValue ?? ""), "state": .string(request.state.rawValue),
            "priority": .int(request.priority), "type": .string(BeadType.mergeRequest.rawValue),
            "created_at": .string(request.createdAt.inSeconds), "updated_at": .string(request.updatedAt.inSeconds),
            "branch": .string(request.branch), "target": .string(request.target),
            "source_issue": .string(request.bead.description), "source_title": .string(work?.title ?? ""),
            "worker": .string(request.worker), "rig": .string(rig),
            "position": position.map { .int($0) } ?? .null, "attempt": .int(request.attempt),
            "base": .string(request.base), "head": .string(request.head),
            "merge_commit": .optional(request.landedCommit), "reason": .optional(request.reason),
        ]
    }

    /// The cells of a row of the list.
    var cells: [String] {
        [
            position.map { "\($0)" } ?? "-", request.id.description, "P\(request.priority)",
            request.state.rawValue, request.bead.description, work?.title ?? "", request.branch,
        ]
    }

    static let header = ["#", "ID", "PRI", "STATE", "ISSUE", "TITLE", "BRANCH"]

    var lines: [String] {
        var lines = ["\(request.id): \(work.map { "\($0.id) \($0.title)" } ?? request.bead.description)"]
        lines.append("  State:   \(request.state.rawValue)\(position.map { ", number \($0) in the queue" } ?? "")")
        lines.append("  Branch:  \(request.branch) at \(request.head.prefix(12))")
        lines.append("  Target:  \(request.target) of \(rig)")
        lines.append("  Worker:  \(request.worker)")
        lines.append("  Filed:   \(request.createdAt.inSeconds), priority P\(request.priority)")
        if request.attempt > 0 { lines.append("  Attempt: \(request.attempt + 1)") }
        if let commit = request.landedCommit { lines.append("  Landed:  \(commit)") }
        if let reason = request.reason { lines.append("  Reason:  \(reason)") }
        return lines
    }
}
