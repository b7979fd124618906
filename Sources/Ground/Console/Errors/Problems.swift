package import Vocabulary

/// Several failures of one command that did all it could.
package struct Problems: Error, Hashable {
    package var all: [Problem]

    package init(_ all: [Problem] = []) { self.all = all }

    /// Runs `attempt` and keeps its failure instead of letting it through.
    ///
    /// - Returns: what `attempt` returned, `nil` after a failure.
    package mutating func collect<R>(_ attempt: () throws -> R) -> R? {
        do { return try attempt() } catch let several as Problems {
            all += several.all
        } catch {
            all.append(Problem(describing: error))
        }
        return nil
    }

    /// Throws what was collected, if anything was.
    package func throwIfAny() throws {
        guard let first = all.first else { return }
        if all.count == 1 { throw first }
        throw self
    }
}

/// Everything has been said already; only the exit status is left.
package struct AlreadyReported: Error, Hashable {
    package var status: Int32
    package init(status: Int32 = 1) { self.status = status }
}
