import SQL
package import Vocabulary

extension Transaction {
    /// A free identifier for a new top-level bead; the counter that its length needs is kept, not
    /// counted.
    ///
    /// `infix` parts identifiers of a kind from all others; theirs have at least `shortest`
    /// characters behind it.
    package func makeIdentifier(
        for bead: Bead,
        prefix: Prefix,
        infix: String? = nil,
        shortest: Int = 1
    ) throws -> BeadID {
        let full = infix.map { "\(prefix)-\($0)" } ?? prefix.description
        var limits = try read.identifierLimits()
        limits.shortest = max(limits.shortest, shortest)
        limits.longest = max(limits.longest, limits.shortest)
        let generator = IDGenerator(
            title: bead.title,
            body: bead.description,
            creator: bead.createdBy ?? "",
            time: bead.createdAt
        )
        let count = try read.count(of: full, on: bead.isWisp ? .ignored : .versioned)
        return try generator.identifier(full, count: count, limits) { try read.shelf(of: $0) != nil }
    }

    /// The next child's name of `parent`: one above every child there ever was.
    package func makeChildIdentifier(of parent: BeadID, isWisp: Bool) throws -> BeadID {
        var next = try Shelf.allCases.map { try lastChild(of: parent, on: $0) }.reduce(0, max) + 1
        while try read.shelf(of: BeadID(trusted: "\(parent).\(next)")) != nil { next += 1 }
        try raiseChildCounter(of: parent, to: next, on: isWisp ? .ignored : .versioned)
        return BeadID(trusted: "\(parent).\(next)")
    }

    private func lastChild(of parent: BeadID, on shelf: Shelf) throws -> Int {
        try read.number(Fact.children(parent), on: shelf)
    }

    /// Counters stand on the child's shelf, so that making a wisp writes nothing into history.
    private func raiseChildCounter(of parent: BeadID, to number: Int, on shelf: Shelf) throws {
        guard try lastChild(of: parent, on: shelf) < number else { return }
        try change(
            shelf,
            "INSERT OR REPLACE INTO \(shelf.facts) VALUES (?1, ?2)",
            [.text(Fact.children(parent)), .integer(number)]
        )
    }

    /// Keeps the counts true that names of new beads come from: of top-level beads by prefix, of
    /// children by parent; the latter never goes down, so that no name comes back.
    func count(_ id: BeadID, by step: Int, on shelf: Shelf) throws {
        if let parent = id.parentByName {
            let number = Int(id.description.dropFirst(parent.description.count + 1)) ?? 0
            if step > 0 { try raiseChildCounter(of: parent, to: number, on: shelf) }
            return
        }
        guard let hyphen = id.description.lastIndex(of: "-") else { return }
        let prefix = String(id.description[..<hyphen])
        try change(
            shelf,
            "INSERT OR REPLACE INTO \(shelf.facts) VALUES (?1, ?2)",
            [.text(Fact.beads(prefix)), .integer(max(0, read.count(of: prefix, on: shelf) + step))]
        )
    }
}

extension Reader {
    /// How many top-level beads of a prefix a shelf has.
    package func count(of prefix: String, on shelf: Shelf) throws -> Int {
        try number(Fact.beads(prefix), on: shelf)
    }

    /// A counted fact, 0 where nothing has been counted.
    fileprivate func number(_ key: String, on shelf: Shelf) throws -> Int {
        try database.first("SELECT value FROM \(shelf.facts) WHERE key = ?1", [.text(key)]) { $0.integer(0) } ?? 0
    }
}
