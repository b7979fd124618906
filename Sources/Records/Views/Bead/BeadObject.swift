package import JSON
package import Ledger
import Vocabulary

/// The object of one bead in the forms in which commands show it.
package enum BeadObject {
    /// The bead with its labels, and with `more` members behind them.
    package static func plain(
        _ bead: Bead,
        labels: [String] = [],
        _ times: TimeForm = .seconds,
        more: [JSON.Member] = []
    ) -> JSON {
        var members: [JSON.Member] = []
        bead.putMembers(times, into: &members)
        if !labels.isEmpty { members.append(JSON.Member("labels", .strings(labels))) }
        bead.putLastMembers(into: &members)
        return .object(members + more)
    }

    /// A bead of a list: its edges as records, its counts, its parent, and `more` behind them.
    package static func write(_ listed: ListedBead, more: [JSON.Member] = [], to writer: inout JSONWriter) {
        writer.beginObject()
        writeBead(listed, .seconds, to: &writer)
        writeCounts(listed, to: &writer)
        if let parent = listed.parent { writer.member("parent", parent.description) }
        for member in more {
            writer.name(member.name)
            writer.value(member.value)
        }
        writer.endObject()
    }

    static func writeBead(_ listed: ListedBead, _ times: TimeForm, to writer: inout JSONWriter) {
        listed.bead.putMembers(times, into: &writer)
        if !listed.labels.isEmpty {
            writer.name("labels")
            writer.beginArray()
            for label in listed.labels { writer.value(label) }
            writer.endArray()
        }
        if !listed.edges.isEmpty {
            writer.name("dependencies")
            writer.beginArray()
            for edge in listed.edges {
                writer.beginObject()
                edge.putMembers(times, into: &writer)
                writer.endObject()
            }
            writer.endArray()
        }
    }

    static func writeCounts(_ listed: ListedBead, to writer: inout JSONWriter) {
        listed.bead.putLastMembers(into: &writer)
        writer.member("dependency_count", listed.blockers)
        writer.member("dependent_count", listed.dependents)
        writer.member("comment_count", listed.comments)
    }

    /// A bead shown by itself: the beads it depends on as objects, its parent, its counts.
    package static func details(_ details: BeadDetails, withDependents: Bool = false, withComments: Bool = false)
        -> JSON
    {
        var members: [JSON.Member] = []
        details.bead.putMembers(into: &members)
        if !details.labels.isEmpty { members.append(JSON.Member("labels", .strings(details.labels))) }
        if !details.dependencies.isEmpty {
            members.append(JSON.Member("dependencies", .array(details.dependencies.map(neighbour))))
        }
        if withDependents { members.append(JSON.Member("dependents", .array(details.dependents.map(neighbour)))) }
        if withComments {
            members.append(JSON.Member("comments", .array(details.comments.map { $0.json() })))
        }
        details.bead.putLastMembers(into: &members)
        if let parent = details.parent { members.append(JSON.Member("parent", .string(parent.description))) }
        if withDependents, details.bead.type == .epic { members += epicMembers(details) }
        members.append(JSON.Member("dependent_count", .int(details.dependents.count)))
        members.append(JSON.Member("dependency_count", .int(details.dependencyCount)))
        members.append(JSON.Member("comment_count", .int(details.comments.count)))
        return .object(members)
    }

    private static func epicMembers(_ details: BeadDetails) -> [JSON.Member] {
        let children = details.dependents.filter { $0.type == .parentChild }
        let closed = children.count { $0.bead.status == .closed }
        return [
            JSON.Member("epic_total_children", .int(children.count)),
            JSON.Member("epic_closed_children", .int(closed)),
            JSON.Member("epic_closeable", .bool(!children.isEmpty && closed == children.count)),
        ]
    }

    /// A bead at the end of an edge.
    package static func neighbour(_ neighbour: BeadDetails.Neighbour) -> JSON {
        plain(neighbour.bead, more: [JSON.Member("dependency_type", .string(neighbour.type.rawValue))])
    }

    /// An object that stands alone: its members by name, with the version of the shapes.
    package static func alone(_ members: [JSON.Member]) -> JSON {
        .object((members + [JSON.Member("schema_version", 1)]).sorted { $0.name < $1.name })
    }

    /// One bead that stands alone, as when it was just made.
    package static func alone(_ bead: Bead, labels: [String]) -> JSON {
        alone(plain(bead, labels: labels, .full).members ?? [])
    }
}
