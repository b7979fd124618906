import Basics
import Effects
import Git
package import Vocabulary

extension Worktrees {
    /// Snapshots that are taken while somebody works stand here; bead, occupation and id follow.
    package static let watched = "refs/gt/watched/"

    /// What is known of an occupation whose worktree was watched.
    package enum Watching {
        /// Somebody still works.
        case present
        /// Nobody does, and the work has not landed.
        case over
        case landed
    }

    /// Keeps what a worktree holds while its agent works, unless it is as it was at the last look.
    ///
    /// Taken from outside and without the agent's help, so that work comes back which the agent itself threw away
    /// (R1). What git ignores is left out: it changes all the time and can be made again. `known` and the answer say
    /// what the worktree looked like.
    ///
    /// - Throws: what ``preserve(_:_:)`` throws; an agent that writes all the time is looked at again later.
    package func watch(_ path: String, _ seat: SeatName, _ bead: BeadID, _ occupation: Incarnation, known: String?)
        throws
        -> String
    {
        let seen = try observe(path, withIgnored: false).fingerprint
        guard seen != known else { return seen }
        let note = SnapshotNote(
            name: seat.description,
            reason: "at work",
            bead: bead.description,
            incarnation: occupation.description
        )
        let place = "\(Self.watched)\(bead)/\(occupation)/"
        let receipt = try preserve(path, note, below: place, withIgnored: false)
        try drop(Self.thinned(repository.references(below: place), at: effects.now()))
        return receipt.fingerprint
    }

    /// Forgets what was kept of work that has landed; of other work that nobody is at, the newest three stay for 14 days.
    package func tidyWatched(_ state: (BeadID, Incarnation) throws -> Watching) throws {
        let references = try repository.references(below: Self.watched)
        let oldest = effects.now().advanced(by: .seconds(-14 * 86_400))
        for (place, group) in Dictionary(grouping: references, by: { $0.name.prefix(upTo: $0.lastSlash) }) {
            let parts = place.dropFirst(Self.watched.count).split(separator: "/")
            guard parts.count == 2, let bead = BeadID(String(parts[0])), let occupation = Incarnation(String(parts[1]))
            else { continue }
            switch try state(bead, occupation) {
            case .present: break
            case .landed: try drop(group)
            case .over:
                let newest = group.sorted { $0.name > $1.name }
                try drop(newest.dropFirst(3) + newest.prefix(3).filter { $0.time.map { $0 < oldest } ?? false })
            }
        }
    }

    /// Forgets the original commits of work that was handed in more than 30 days ago and has landed.
    package func tidyLanded() throws {
        let oldest = effects.now().advanced(by: .seconds(-30 * 86_400))
        try drop(repository.references(below: Self.landed).filter { $0.time.map { $0 < oldest } ?? false })
    }

    /// Those to drop so that the rest lie the further apart the older they are.
    ///
    /// The newest three stay and the oldest does. One between them goes where the one before it is younger than the one
    /// behind it by no more than a third of that one's age, so that no gap gets wider.
    static func thinned(_ references: [GitReference], at now: Timestamp) -> [GitReference] {
        let aged = references.compactMap { reference in
            reference.time.map { (reference: reference, age: $0.distance(to: now)) }
        }.sorted { $0.age < $1.age }
        var dropped: [GitReference] = []
        var last = Duration.zero
        for (index, (reference, age)) in aged.enumerated() {
            if index >= 3, index + 1 < aged.count, aged[index + 1].age - last <= aged[index + 1].age / 3 {
                dropped.append(reference)
            } else {
                last = age
            }
        }
        return dropped
    }

    private func drop(_ references: some Sequence<GitReference>) throws {
        for reference in references { try repository.delete(reference.name, from: reference.hash) }
    }
}

extension GitReference {
    fileprivate var lastSlash: String.Index { name.lastIndex(of: "/") ?? name.startIndex }

    /// When it was made: its name ends with an incarnation.
    fileprivate var time: Timestamp? {
        guard let incarnation = Incarnation(String(name.suffix(10))),
            let milliseconds = Int64(incarnation.description.prefix(8), radix: 36)
        else { return nil }
        return Timestamp(seconds: milliseconds / 1000, nanoseconds: Int32(milliseconds % 1000) * 1_000_000)
    }
}
