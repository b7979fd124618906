import Basics

extension Bead {
    /// SHA-256 in hex of what the work says, each value followed by a NUL byte (bd.md 1.7).
    var currentContentHash: String {
        var fields: [String] = [
            title, description, design, acceptanceCriteria, notes, specID ?? "", status.rawValue, "\(priority)",
            type.rawValue, assignee ?? "", owner ?? "", createdBy ?? "", externalRef ?? "", sourceSystem ?? "",
        ]
        if isPinned { fields.append("pinned") }
        fields.append(metadata ?? "")
        if isTemplate { fields.append("template") }
        if let bondedFrom { fields.append(bondedFrom) }
        fields += [awaitType ?? "", awaitID ?? "", timeoutNanoseconds.map { "\($0)" } ?? ""]
        if let waiters { fields.append(waiters) }
        fields += [molType, workType, eventKind, actor, target, payload].map { $0 ?? "" }
        return SHA256.hex(fields.map { $0 + "\0" }.joined())
    }
}
