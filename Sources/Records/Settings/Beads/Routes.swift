import Host
import JSON
package import Layout
package import Vocabulary

/// `.beads/routes.jsonl`: which ledger beads of a prefix are in, one JSON object a line.
package struct Routes: Sendable {
    /// Where the beads of one prefix are.
    package struct Route: Hashable, Sendable {
        package let prefix: Prefix
        /// The folder that holds the `.beads`, from the folder that holds this one; `.` is that folder itself.
        package let path: String

        package init(prefix: Prefix, path: String) {
            self.prefix = prefix
            self.path = path
        }
    }

    private let beads: BeadsFolder
    /// All lines as they stand; comments and what is not understood are kept.
    private var lines: [(text: String, route: Route?)]

    package var all: [Route] { lines.compactMap(\.route) }

    /// Reads the file; where there is none, there are no routes.
    package static func read(_ beads: BeadsFolder) throws -> Routes {
        let bytes = try Files.bytesIfThere(at: beads.routesFile, limit: 4_000_000) ?? []
        let text = String(decoding: bytes, as: UTF8.self)
        var lines: [(String, Route?)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let trimmed = line.drop { $0.isWhitespace }
            if trimmed.isEmpty { continue }
            let route =
                trimmed.hasPrefix("#") ? nil : try route(String(line), at: "\(beads.routesFile), line \(index + 1)")
            lines.append((String(line), route))
        }
        return Routes(beads: beads, lines: lines)
    }

    /// The route of the longest prefix that `bead` begins with.
    ///
    /// Prefixes may hold hyphens: with routes for `a` and `a-b`, the bead `a-b-1` is in the ledger of `a-b`.
    package func route(for bead: BeadID) -> Route? {
        all.filter { bead.belongs(to: $0.prefix) }.max {
            $0.prefix.description.utf8.count < $1.prefix.description.utf8.count
        }
    }

    /// The route of exactly this prefix.
    package subscript(_ prefix: Prefix) -> Route? { all.first { $0.prefix == prefix } }

    /// The folder `.beads` that a route leads to.
    package func target(of route: Route) -> BeadsFolder {
        BeadsFolder(in: PathText.absolute(route.path, from: beads.owner))
    }

    /// Adds a route or replaces the one of its prefix.
    package mutating func set(_ route: Route) {
        let line = JSON.object([
            JSON.Member("prefix", .string("\(route.prefix)-")), JSON.Member("path", .string(route.path)),
        ]).text(.compact)
        if let place = lines.firstIndex(where: { $0.route?.prefix == route.prefix }) {
            lines[place] = (line, route)
        } else {
            lines.append((line, route))
        }
    }

    /// Takes the route of a prefix away; does nothing where there is none.
    package mutating func remove(_ prefix: Prefix) { lines.removeAll { $0.route?.prefix == prefix } }

    /// Replaces the file in one moment.
    package func write() throws {
        try Files.write(lines.map { $0.text + "\n" }.joined(), to: beads.routesFile)
    }

    private static func route(_ line: String, at place: String) throws -> Route {
        let hint = "A line looks like {\"prefix\":\"gt-\",\"path\":\"gastown\"}; nothing was changed."
        let value: JSON
        do {
            value = try JSON.parse(line)
        } catch {
            throw Problem(
                .environment,
                "\(place): not valid JSON",
                causes: ["column \(error.column): \(error.reason)"],
                hints: [hint]
            )
        }
        guard let prefix = value["prefix"]?.string.flatMap(Prefix.init), let path = value["path"]?.string, !path.isEmpty
        else {
            throw Problem(.environment, "\(place): no route with a prefix and a path", hints: [hint])
        }
        return Route(prefix: prefix, path: path)
    }
}
