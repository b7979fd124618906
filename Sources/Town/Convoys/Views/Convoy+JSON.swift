import Basics
package import JSON
import Ledger
import Vocabulary

extension Convoy {
    /// The one JSON shape of a convoy.
    package var json: JSON {
        [
            "id": .string(id.description),
            "title": .string(title),
            "status": .string(status.rawValue),
            "created_at": .string(createdAt.inSeconds),
            "created_by": .optional(createdBy),
            "progress": ["done": .int(doneCount), "total": .int(members.count)],
            "members": .array(members.map(\.json)),
            "watchers": .strings(watchers.map(\.description)),
        ]
    }
}

extension Convoy.Member {
    fileprivate var json: JSON {
        let lost = isGone ? "gone" : "missing"
        return ["id": .string(id.description), "title": .string(title), "status": .string(status?.rawValue ?? lost)]
    }
}
